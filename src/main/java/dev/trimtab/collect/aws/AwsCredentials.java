package dev.trimtab.collect.aws;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// Who asks AWS.
public sealed interface AwsCredentials {
  /// The SDK's usual chain: environment, web identity, profile, container or machine role.
  record UsualChain() implements AwsCredentials {}

  /// A fixed key, for tests, the demo and accounts without roles.
  record FixedKey(String accessKeyId, String secretAccessKey) implements AwsCredentials {
    @Override
    public String toString() {
      return "FixedKey[accessKeyId=" + accessKeyId + "]";
    }
  }

  /// The SDK's form.
  default AwsCredentialsProvider provider() {
    return switch (this) {
      case UsualChain() -> DefaultCredentialsProvider.builder().build();
      case FixedKey(var id, var secret) ->
          StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret));
    };
  }
}

package dev.trimtab.collect.aws.bedrock;

import dev.trimtab.collect.http.RequestSigner;
import dev.trimtab.model.Source.Reach;
import java.net.URI;

/// Where Bedrock writes its invocation logs.
///
/// @param bucket its name, for messages
/// @param url root of the bucket
/// @param prefix what keys begin with before `AWSLogs/`, empty for none
public record InvocationLogSettings(
    String bucket, URI url, String prefix, RequestSigner signer, Reach reach) {
  public InvocationLogSettings {
    prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
  }

  /// A bucket at AWS's own endpoint of its region.
  public static InvocationLogSettings of(
      String bucket, String prefix, String region, RequestSigner signer, Reach reach) {
    var suffix = region.startsWith("cn-") ? ".amazonaws.com.cn/" : ".amazonaws.com/";
    // in the path rather than the host: a name with dots is in no certificate
    return new InvocationLogSettings(
        bucket, URI.create("https://s3." + region + suffix + bucket), prefix, signer, reach);
  }
}

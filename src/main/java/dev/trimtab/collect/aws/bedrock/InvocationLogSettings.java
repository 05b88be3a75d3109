package dev.trimtab.collect.aws.bedrock;

import dev.trimtab.collect.http.RequestSigner;
import dev.trimtab.model.Source.Reach;
import java.net.URI;
import java.util.Set;

/// Where Bedrock writes its invocation logs.
///
/// @param bucket its name, for messages
/// @param url root of the bucket
/// @param prefix what keys begin with before `AWSLogs/`, empty for none
/// @param counted regions whose tokens CloudWatch tells: there, the log is a witness only
public record InvocationLogSettings(
    String bucket, URI url, String prefix, Set<String> counted, RequestSigner signer, Reach reach) {
  public InvocationLogSettings {
    counted = Set.copyOf(counted);
    prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
  }

  /// Root of a bucket at AWS's own endpoint of its region.
  public static URI root(String bucket, String region) {
    var suffix = region.startsWith("cn-") ? ".amazonaws.com.cn/" : ".amazonaws.com/";
    // in the path rather than the host: a name with dots is in no certificate
    return URI.create("https://s3." + region + suffix + bucket);
  }
}

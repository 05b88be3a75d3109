package dev.trimtab.collect.aws.bedrock;

import dev.trimtab.collect.http.RequestSigner;
import dev.trimtab.model.Source.Reach;
import java.net.URI;

/// Where one region's Bedrock is counted.
///
/// @param cloudWatch root of the CloudWatch API
/// @param bedrock root of Bedrock's control plane
public record BedrockSettings(
    String region,
    URI cloudWatch,
    RequestSigner cloudWatchSigner,
    URI bedrock,
    RequestSigner bedrockSigner,
    Reach reach) {
  /// AWS's own endpoints of a region.
  public static BedrockSettings of(
      String region, RequestSigner cloudWatchSigner, RequestSigner bedrockSigner, Reach reach) {
    var suffix = region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
    return new BedrockSettings(
        region,
        URI.create("https://monitoring." + region + suffix),
        cloudWatchSigner,
        URI.create("https://bedrock." + region + suffix),
        bedrockSigner,
        reach);
  }
}

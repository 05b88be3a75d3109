package dev.trimtab.collect.aws;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How AWS is asked, for one region.
///
/// @param types exact names or globs such as `m5.*`; empty for all
/// @param ec2 endpoint instead of the SDK's own, null for that
/// @param pricing endpoint instead of the SDK's own, null for that
/// @param accessKeyId empty for the SDK's usual chain of credentials
/// @param secretAccessKey belongs to `accessKeyId`; never shown
/// @param spotBackfill how far a first run reads spot prices back
public record AwsSettings(
    String region,
    List<String> types,
    @Nullable URI ec2,
    @Nullable URI pricing,
    String accessKeyId,
    String secretAccessKey,
    Duration spotBackfill) {
  public AwsSettings {
    types = List.copyOf(types);
  }

  /// Whether a type is asked for.
  boolean wants(String type) {
    return types.isEmpty() || types.stream().anyMatch(glob -> matches(glob, type));
  }

  private static boolean matches(String glob, String type) {
    return Pattern.matches(Pattern.quote(glob).replace("*", "\\E.*\\Q"), type);
  }

  @Override
  public String toString() {
    return "AWS " + region;
  }
}

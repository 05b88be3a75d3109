package dev.trimtab.model.cluster;

import java.util.Map;

/// A ServiceAccount or Secret whose annotations may say whose LLM keys its pods call with.
///
/// @param kind `ServiceAccount` or `Secret`
/// @param annotations those of [#PREFIX] only
public record KeyHolder(
    String namespace,
    String kind,
    String name,
    Map<String, String> labels,
    Map<String, String> annotations) {
  /// Of the annotations that are ours.
  public static final String PREFIX = "trimtab.dev/";

  /// Ids or names of keys, separated by commas; never a key.
  public static final String KEYS = PREFIX + "llm-key";

  public KeyHolder {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /// Whether it names a key.
  public boolean namesKeys() {
    return !annotations.getOrDefault(KEYS, "").isBlank();
  }
}

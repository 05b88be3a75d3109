package dev.trimtab.demo.llm;

import java.util.List;

/// Who owns the usage of an API key.
public record Owner(String provider, String project, String apiKey, String team, String namespace) {

  /// The owners that the company knows; one key has none.
  public static List<Owner> all() {
    return LlmStream.all().stream()
        .filter(stream -> !stream.team().isEmpty())
        .map(stream ->
            new Owner(
                stream.provider(),
                stream.project(),
                stream.key(),
                stream.team(),
                stream.namespace()))
        .distinct()
        .toList();
  }
}

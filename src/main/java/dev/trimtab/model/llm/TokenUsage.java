package dev.trimtab.model.llm;

import dev.trimtab.units.TimeWindow;
import dev.trimtab.units.Tokens;
import java.util.Map;

/// Usage in one normal form: disjoint kinds that may be added and priced.
///
/// @param tokens how many of each kind, in the kind's own unit; negative where the provider takes
///   usage back
/// @param requests calls in the bucket, -1 unknown
/// @param failed calls of these that failed, -1 unknown
public record TokenUsage(
    LlmScope scope, TimeWindow window, Map<TokenKind, Tokens> tokens, long requests, long failed) {
  public TokenUsage {
    tokens = Map.copyOf(tokens);
  }
}

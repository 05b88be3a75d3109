package dev.trimtab.model.llm;

import dev.trimtab.units.TimeWindow;
import dev.trimtab.units.Tokens;
import java.util.Map;

/// Usage in one normal form: disjoint token kinds that may be added and priced.
///
/// @param requests calls in the bucket, -1 unknown
public record TokenUsage(
    LlmScope scope, TimeWindow window, Map<TokenKind, Tokens> tokens, long requests) {
  public TokenUsage {
    tokens = Map.copyOf(tokens);
  }
}

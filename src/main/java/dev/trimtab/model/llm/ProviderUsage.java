package dev.trimtab.model.llm;

import dev.trimtab.units.TimeWindow;
import java.util.Map;

/// A usage bucket with the counters as the provider names them, before normalisation.
///
/// @param counters such as `input_tokens`, `input_cached_tokens`, `num_model_requests`; nested
///   names joined by dots (`cache_creation.ephemeral_5m_input_tokens`)
public record ProviderUsage(LlmScope scope, TimeWindow window, Map<String, Long> counters) {
  public ProviderUsage {
    counters = Map.copyOf(counters);
  }
}

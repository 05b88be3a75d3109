package dev.trimtab.collect.llm.api;

import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.ProviderUsage;
import java.util.HashMap;
import java.util.Map;

/// Tokens as witnesses tell them: the input includes what was read from a cache and written to one,
/// whoever the provider is.
///
/// @param failed -1 where the witness does not tell
public record InclusiveTokens(
    long input, long cacheRead, long cacheWrite, long output, long requests, long failed) {
  /// The same in the provider's own names: Anthropic's input includes no cached tokens.
  public Map<String, Long> counters(String provider) {
    var counters = new HashMap<String, Long>();
    if (provider.equals(LlmProvider.ANTHROPIC)) {
      counters.put("uncached_input_tokens", input - cacheRead - cacheWrite);
      counters.put("cache_read_input_tokens", cacheRead);
      counters.put("cache_creation.ephemeral_5m_input_tokens", cacheWrite);
    } else {
      counters.put("input_tokens", input);
      counters.put("input_cached_tokens", cacheRead);
      counters.put("input_cache_write_tokens", cacheWrite);
    }
    counters.put("output_tokens", output);
    counters.put(ProviderUsage.REQUESTS, requests);
    if (failed >= 0) {
      counters.put(ProviderUsage.FAILED_REQUESTS, failed);
    }
    return counters;
  }
}

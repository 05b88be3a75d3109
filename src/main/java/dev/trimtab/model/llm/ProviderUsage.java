package dev.trimtab.model.llm;

import dev.trimtab.units.TimeWindow;
import java.util.Map;

/// A usage bucket with the counters as the provider names them, before normalisation.
///
/// @param counters such as `input_tokens`, `input_cached_tokens`, `num_model_requests`; nested
///   names joined by dots (`cache_creation.ephemeral_5m_input_tokens`); and those of ours below. A
///   negative count takes usage back
public record ProviderUsage(LlmScope scope, TimeWindow window, Map<String, Long> counters) {
  /// Calls, whatever became of them.
  public static final String REQUESTS = "num_model_requests";

  /// Calls that failed, which are part of [#REQUESTS]; left out where the provider does not tell.
  public static final String FAILED_REQUESTS = "failed_requests";

  /// Thought that is part of `output_tokens`.
  public static final String REASONING = "output_reasoning_tokens";

  public static final String IMAGES = "images";
  public static final String CHARACTERS = "characters";
  public static final String SECONDS = "seconds";
  public static final String WEB_SEARCHES = "web_search_requests";

  /// Searches of stored files, where the scope's endpoint is [#FILE_SEARCH].
  public static final String CALLS = "num_requests";

  public static final String FILE_SEARCH = "file_search";
  public static final String SESSIONS = "num_sessions";

  /// What was stored in the bucket's time.
  public static final String STORED_BYTES = "usage_bytes";

  public ProviderUsage {
    counters = Map.copyOf(counters);
  }
}

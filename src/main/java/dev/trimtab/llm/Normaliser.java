package dev.trimtab.llm;

import dev.trimtab.model.Collected;
import dev.trimtab.model.Problem;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.model.llm.TokenUsage;
import dev.trimtab.units.Tokens;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Brings every provider's counters into one form: disjoint kinds that may be added.
///
/// OpenAI's `input_tokens` includes cached, cache-write, audio and image tokens; Anthropic's
/// `uncached_input_tokens` includes none of them. Who counts OpenAI's way is read like OpenAI.
public final class Normaliser {
  private Normaliser() {}

  /// Normalises one bucket. Counters that contradict one another are told and never become
  /// negative.
  public static Collected<TokenUsage> normalise(ProviderUsage usage) {
    return usage.scope().provider().equals("anthropic") ? anthropic(usage) : openai(usage);
  }

  private static Collected<TokenUsage> anthropic(ProviderUsage usage) {
    var c = usage.counters();
    var kinds = new Kinds(usage);
    kinds.put(TokenKind.INPUT, get(c, "uncached_input_tokens"));
    kinds.put(TokenKind.CACHED_INPUT, get(c, "cache_read_input_tokens"));
    kinds.put(TokenKind.CACHE_WRITE_5M, get(c, "cache_creation.ephemeral_5m_input_tokens"));
    kinds.put(TokenKind.CACHE_WRITE_1H, get(c, "cache_creation.ephemeral_1h_input_tokens"));
    kinds.put(TokenKind.OUTPUT, get(c, "output_tokens"));
    return kinds.result(-1, c);
  }

  private static Collected<TokenUsage> openai(ProviderUsage usage) {
    var c = usage.counters();
    var kinds = new Kinds(usage);
    long input = get(c, "input_tokens");
    long cached = get(c, "input_cached_tokens");
    long cacheWrite = get(c, "input_cache_write_tokens");
    long cachedAudio = get(c, "input_cached_audio_tokens");
    long cachedImage = get(c, "input_cached_image_tokens");
    // Where the uncached part is stated, audio and image are parts of it; before, they included
    // cached ones.
    boolean split = c.containsKey("input_uncached_tokens");
    long audio = get(c, "input_audio_tokens") - (split ? 0 : cachedAudio);
    long image = get(c, "input_image_tokens") - (split ? 0 : cachedImage);
    kinds.put(TokenKind.AUDIO_INPUT, audio);
    kinds.put(TokenKind.IMAGE_INPUT, image);
    kinds.put(TokenKind.AUDIO_CACHED_INPUT, cachedAudio);
    kinds.put(TokenKind.IMAGE_CACHED_INPUT, cachedImage);
    kinds.put(TokenKind.CACHE_WRITE_5M, cacheWrite);
    kinds.put(TokenKind.CACHED_INPUT, cached - cachedAudio - cachedImage);
    kinds.put(
        TokenKind.INPUT, input - cached - cacheWrite - Math.max(0, audio) - Math.max(0, image));
    long audioOut = get(c, "output_audio_tokens");
    long imageOut = get(c, "output_image_tokens");
    kinds.put(TokenKind.AUDIO_OUTPUT, audioOut);
    kinds.put(TokenKind.IMAGE_OUTPUT, imageOut);
    kinds.put(TokenKind.OUTPUT, get(c, "output_tokens") - audioOut - imageOut);
    return kinds.result(c.getOrDefault(ProviderUsage.REQUESTS, -1L), c);
  }

  private static long get(Map<String, Long> counters, String name) {
    return counters.getOrDefault(name, 0L);
  }

  private static final class Kinds {
    private final ProviderUsage usage;
    private final Map<TokenKind, Tokens> tokens = new EnumMap<>(TokenKind.class);
    private final List<Problem> problems = new ArrayList<>();

    Kinds(ProviderUsage usage) {
      this.usage = usage;
    }

    void put(TokenKind kind, long count) {
      if (count < 0) {
        problems.add(
            new Problem(
                "llm/" + usage.scope().provider(),
                usage.scope().model() + " " + usage.window(),
                "contradicting-counters",
                "%s comes to %d: the counters %s contradict one another; taken as 0"
                    .formatted(kind, count, new java.util.TreeMap<>(usage.counters()))));
      } else if (count > 0) {
        tokens.put(kind, new Tokens(count));
      }
    }

    Collected<TokenUsage> result(long requests, Map<String, Long> counters) {
      return new Collected<>(
          new TokenUsage(
              usage.scope(),
              usage.window(),
              tokens,
              requests,
              counters.getOrDefault(ProviderUsage.FAILED_REQUESTS, -1L)),
          problems);
    }
  }
}

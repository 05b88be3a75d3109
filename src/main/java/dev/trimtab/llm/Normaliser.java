package dev.trimtab.llm;

import dev.trimtab.model.Collected;
import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.model.llm.TokenUsage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;

/// Brings every provider's counters into one form: disjoint kinds that may be added. What counters
/// mean is told by their names, for the same provider is read by more than one API.
///
/// OpenAI's `input_tokens` and `prompt_tokens` include cached, cache-write, audio and image tokens,
/// as do Gemini's; Anthropic's and Bedrock's include no cached ones.
public final class Normaliser {
  private Normaliser() {}

  /// Normalises one bucket. Counters that contradict one another are told and never become
  /// negative; where all are negative, the provider takes usage back, and so do the kinds.
  public static Collected<TokenUsage> normalise(ProviderUsage usage) {
    if (takesBack(usage.counters())) {
      var negated = new HashMap<String, Long>();
      usage.counters().forEach((name, count) -> negated.put(name, Math.negateExact(count)));
      return Kinds.negated(
          normalise(new ProviderUsage(usage.scope(), usage.window(), negated)), usage);
    }
    var kinds = new Kinds(usage);
    var c = new Counters(usage.counters());
    if (c.has("uncached_input_tokens")) {
      anthropicReport(c, kinds);
    } else if (c.has("prompt_tokens")) {
      chat(c, kinds, usage.scope().provider().equals(LlmProvider.XAI));
    } else if (c.has("promptTokenCount")) {
      gemini(c, kinds);
    } else if (c.has("inputTokens") || c.has("InputTokenCount")) {
      bedrock(c, kinds);
    } else if (c.has("billed_units.input_tokens")) {
      cohere(c, kinds);
    } else if (c.has("cache_read_input_tokens") || c.has("cache_creation_input_tokens")) {
      anthropicMessage(c, kinds);
    } else {
      responses(c, kinds);
    }
    kinds.put(TokenKind.WEB_SEARCH, c.any(ProviderUsage.WEB_SEARCHES, SERVER_SEARCHES));
    kinds.put(TokenKind.IMAGE, c.get(ProviderUsage.IMAGES));
    kinds.put(TokenKind.CHARACTER, c.get(ProviderUsage.CHARACTERS));
    kinds.put(TokenKind.SECOND, c.get(ProviderUsage.SECONDS));
    tools(usage, c, kinds);
    return kinds.result(c);
  }

  /// What OpenAI bills besides tokens: code interpreter, file search and its storage.
  private static void tools(ProviderUsage usage, Counters c, Kinds kinds) {
    kinds.put(TokenKind.CODE_SESSION, c.get(ProviderUsage.SESSIONS));
    if (usage.scope().endpoint().equals(ProviderUsage.FILE_SEARCH)) {
      kinds.put(TokenKind.FILE_SEARCH, c.get(ProviderUsage.CALLS));
    }
    if (c.has(ProviderUsage.STORED_BYTES)) {
      kinds.put(
          TokenKind.STORAGE,
          BigDecimal.valueOf(c.get(ProviderUsage.STORED_BYTES))
              .multiply(BigDecimal.valueOf(usage.window().length().toSeconds()))
              .divide(HOUR_SECONDS, 0, RoundingMode.HALF_UP)
              .longValueExact());
    }
  }

  private static final BigDecimal HOUR_SECONDS = new BigDecimal(3600);

  private static final String SERVER_SEARCHES = "server_tool_use.web_search_requests";

  private static boolean takesBack(Map<String, Long> counters) {
    return counters.values().stream().anyMatch(count -> count < 0)
        && counters.values().stream().noneMatch(count -> count > 0);
  }

  private static void anthropicReport(Counters c, Kinds kinds) {
    kinds.put(TokenKind.INPUT, c.get("uncached_input_tokens"));
    kinds.put(TokenKind.CACHED_INPUT, c.get("cache_read_input_tokens"));
    anthropicWrites(c, kinds);
    kinds.output(c.get("output_tokens"), c.get(ProviderUsage.REASONING), 0, 0);
  }

  private static void anthropicMessage(Counters c, Kinds kinds) {
    kinds.put(TokenKind.INPUT, c.get("input_tokens"));
    kinds.put(TokenKind.CACHED_INPUT, c.get("cache_read_input_tokens"));
    anthropicWrites(c, kinds);
    kinds.output(c.get("output_tokens"), c.get("output_tokens_details.thinking_tokens"), 0, 0);
  }

  /// The sum is told beside the lifetimes, or, in older bodies, alone: then it is of five minutes.
  private static void anthropicWrites(Counters c, Kinds kinds) {
    long hour = c.get("cache_creation.ephemeral_1h_input_tokens");
    long fiveMinutes = c.get("cache_creation.ephemeral_5m_input_tokens");
    kinds.put(TokenKind.CACHE_WRITE_1H, hour);
    kinds.put(
        TokenKind.CACHE_WRITE_5M,
        hour + fiveMinutes > 0 ? fiveMinutes : c.get("cache_creation_input_tokens"));
  }

  /// @param thoughtBeside completion tokens leave reasoning out (xAI)
  private static void chat(Counters c, Kinds kinds, boolean thoughtBeside) {
    long reasoning = c.get("completion_tokens_details.reasoning_tokens");
    kinds.input(
        new Kinds.Input(
            c.get("prompt_tokens"),
            c.any(
                "prompt_tokens_details.cached_tokens",
                "prompt_cache_hit_tokens",
                "num_cached_tokens",
                "cached_tokens",
                "cache_read_input_tokens"),
            c.any("prompt_tokens_details.cache_write_tokens", "cache_creation_input_tokens"),
            new Kinds.Media(
                c.get("prompt_tokens_details.audio_tokens"),
                c.get("prompt_tokens_details.image_tokens"),
                c.get("prompt_tokens_details.video_tokens")),
            new Kinds.Media(
                c.get("prompt_tokens_details.cached_tokens_details.audio_tokens"),
                c.get("prompt_tokens_details.cached_tokens_details.image_tokens"),
                0)));
    kinds.output(
        c.get("completion_tokens") + (thoughtBeside ? reasoning : 0),
        reasoning,
        c.get("completion_tokens_details.audio_tokens"),
        c.get("completion_tokens_details.image_tokens"));
  }

  /// Both the bodies of the Responses API and the organization's usage report.
  private static void responses(Counters c, Kinds kinds) {
    long cachedAudio = c.get("input_cached_audio_tokens");
    long cachedImage = c.get("input_cached_image_tokens");
    // Where the uncached part is stated, audio and image are parts of it; else they include cached.
    boolean split = c.has("input_uncached_tokens");
    kinds.input(
        new Kinds.Input(
            c.get("input_tokens"),
            c.any("input_cached_tokens", "input_tokens_details.cached_tokens"),
            c.any("input_cache_write_tokens", "input_tokens_details.cache_write_tokens"),
            new Kinds.Media(
                c.any("input_audio_tokens", "input_tokens_details.audio_tokens")
                    + (split ? cachedAudio : 0),
                c.any("input_image_tokens", "input_tokens_details.image_tokens")
                    + (split ? cachedImage : 0),
                0),
            new Kinds.Media(cachedAudio, cachedImage, 0)));
    kinds.output(
        c.get("output_tokens"),
        c.any(ProviderUsage.REASONING, "output_tokens_details.reasoning_tokens"),
        c.any("output_audio_tokens", "output_tokens_details.audio_tokens"),
        c.any("output_image_tokens", "output_tokens_details.image_tokens"));
  }

  /// Tokens that tools feed into the prompt and thought are counted beside the others.
  private static void gemini(Counters c, Kinds kinds) {
    kinds.input(
        new Kinds.Input(
            c.get("promptTokenCount") + c.get("toolUsePromptTokenCount"),
            c.get("cachedContentTokenCount"),
            0,
            media(c, "promptTokensDetails").plus(media(c, "toolUsePromptTokensDetails")),
            media(c, "cacheTokensDetails")));
    long thought = c.get("thoughtsTokenCount");
    kinds.output(
        c.get("candidatesTokenCount") + thought,
        thought,
        c.get("candidatesTokensDetails.AUDIO"),
        c.get("candidatesTokensDetails.IMAGE"));
  }

  private static Kinds.Media media(Counters c, String details) {
    return new Kinds.Media(
        c.get(details + ".AUDIO"), c.get(details + ".IMAGE"), c.get(details + ".VIDEO"));
  }

  /// The Converse API and the CloudWatch metrics.
  private static void bedrock(Counters c, Kinds kinds) {
    kinds.put(TokenKind.INPUT, c.any("inputTokens", "InputTokenCount"));
    kinds.put(TokenKind.CACHED_INPUT, c.any("cacheReadInputTokens", "CacheReadInputTokenCount"));
    long hour = c.get("cacheDetails.1h");
    kinds.put(TokenKind.CACHE_WRITE_1H, hour);
    kinds.put(
        TokenKind.CACHE_WRITE_5M,
        c.any("cacheWriteInputTokens", "CacheWriteInputTokenCount") - hour);
    kinds.output(c.any("outputTokens", "OutputTokenCount"), 0, 0, 0);
  }

  /// What is billed leaves out what Cohere adds to a prompt itself.
  private static void cohere(Counters c, Kinds kinds) {
    kinds.put(TokenKind.INPUT, c.get("billed_units.input_tokens"));
    kinds.output(c.get("billed_units.output_tokens"), 0, 0, 0);
    kinds.put(TokenKind.WEB_SEARCH, c.get("billed_units.search_units"));
  }
}

package dev.trimtab.collect.llm.openai;

import dev.trimtab.collect.llm.api.Json;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The usage reports of OpenAI's organization API, and what each may be grouped by.
enum OpenAiReport {
  COMPLETIONS(
      "completions",
      "completions",
      "chat",
      "user_id",
      "api_key_id",
      "model",
      "batch",
      "service_tier"),
  EMBEDDINGS("embeddings", "embeddings", "embeddings", "user_id", "api_key_id", "model"),
  MODERATIONS("moderations", "moderations", "moderations", "user_id", "api_key_id", "model"),
  IMAGES("images", "images", "images", "user_id", "api_key_id", "model", "size", "source"),
  AUDIO_SPEECHES(
      "audio_speeches", "audio_speeches", "audio_speeches", "user_id", "api_key_id", "model"),
  AUDIO_TRANSCRIPTIONS(
      "audio_transcriptions",
      "audio_transcriptions",
      "audio_transcriptions",
      "user_id",
      "api_key_id",
      "model"),
  VECTOR_STORES("vector_stores", "vector_stores", "vector_stores"),
  CODE_INTERPRETER("code_interpreter_sessions", "code_interpreter_sessions", "code_interpreter"),
  FILE_SEARCHES("file_search_calls", "file_searches", "file_search", "user_id", "api_key_id"),
  WEB_SEARCHES(
      "web_search_calls",
      "web_searches",
      "web_search",
      "user_id",
      "api_key_id",
      "model",
      "context_level");

  private static final String PREFIX = "organization.usage.";

  private final String name;
  private final String result;
  private final String endpoint;
  private final String groups;

  /// @param name last part of its path
  /// @param result what its results call themselves, which is not always the same
  /// @param endpoint our word for what was called
  /// @param groups besides the project
  OpenAiReport(String name, String result, String endpoint, String... groups) {
    this.name = name;
    this.result = result;
    this.endpoint = endpoint;
    this.groups = String.join(" ", groups);
  }

  String path() {
    return "/v1/organization/usage/" + name;
  }

  List<String> groups() {
    return Stream.of(("project_id " + groups).strip().split(" ", -1)).toList();
  }

  /// The report that a result belongs to, by what it calls itself; empty for another kind of
  /// object.
  static Optional<OpenAiReport> of(JsonNode result) {
    var object = Json.text(result, "object");
    return Stream.of(values())
        .filter(report -> object.equals(PREFIX + report.result + ".result"))
        .findFirst();
  }

  LlmScope scope(JsonNode result) {
    return LlmScope.of(OpenAiPages.PROVIDER, Json.text(result, "model"))
        .organization(Json.text(result, "organization_id"))
        .project(Json.text(result, "project_id"))
        .apiKey(Json.text(result, "api_key_id"))
        .user(Json.text(result, "user_id"))
        .tier(tier(result))
        .context(Json.text(result, this == IMAGES ? "size" : "context_level"))
        .endpoint(this == IMAGES ? images(Json.text(result, "source")) : endpoint);
  }

  // `image.generation` costs otherwise than `image.edit`
  private String images(String source) {
    return source.isEmpty() ? endpoint : endpoint + "/" + source.replaceFirst("^image\\.", "");
  }

  private static String tier(JsonNode result) {
    if (result.path("batch").asBoolean(false)) {
      return "batch";
    }
    var tier = Json.text(result, "service_tier");
    return tier.equals("default") || tier.equals("auto") ? "" : tier;
  }

  /// What a tool did is billed by its own count. The model's calls stand among the completions:
  /// told here, too, they would count twice.
  Map<String, Long> counters(JsonNode result) {
    var counters = Json.counters(result);
    switch (this) {
      case WEB_SEARCHES -> {
        var searches = counters.remove("num_requests");
        if (searches != null) {
          counters.put(ProviderUsage.WEB_SEARCHES, searches);
        }
        counters.put(ProviderUsage.REQUESTS, 0L);
      }
      case FILE_SEARCHES, CODE_INTERPRETER, VECTOR_STORES ->
          counters.put(ProviderUsage.REQUESTS, 0L);
      default -> {}
    }
    return counters;
  }
}

package dev.trimtab.collect.llm.telemetry;

import dev.trimtab.collect.llm.api.Json;
import dev.trimtab.collect.llm.api.ProviderNames;
import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// One counter that grows with LLM calls, and what its increase in an hour is.
///
/// @param metric its name, with a matcher where a part of it is meant
/// @param counter what an increase counts; empty where a label says whether input or output
/// @param selfHosted models on nodes of our own rather than a provider's
record Meter(String metric, String counter, boolean selfHosted) {
  private static final List<String> VLLM_LABELS = List.of("model_name", "namespace");
  private static final List<String> GENAI_LABELS =
      List.of(
          "gen_ai_provider_name",
          "gen_ai_system",
          "gen_ai_request_model",
          "gen_ai_response_model",
          "gen_ai_operation_name",
          "gen_ai_token_type",
          "server_address",
          "service_name",
          "k8s_namespace_name");

  /// Input and output only, and sums over an hour are estimates: good to tell whose tokens they
  /// are, never for money.
  static final List<Meter> ALL =
      List.of(
          new Meter("vllm:prompt_tokens_total", "input_tokens", true),
          new Meter("vllm:generation_tokens_total", "output_tokens", true),
          new Meter("vllm:request_success_total", ProviderUsage.REQUESTS, true),
          new Meter(
              "vllm:request_success_total{finished_reason=\"abort\"}",
              ProviderUsage.FAILED_REQUESTS,
              true),
          new Meter("gen_ai_client_token_usage_sum", "", false),
          new Meter(
              "gen_ai_client_operation_duration_seconds_count", ProviderUsage.REQUESTS, false),
          new Meter(
              "gen_ai_client_operation_duration_seconds_count{error_type!=\"\"}",
              ProviderUsage.FAILED_REQUESTS,
              false));

  /// Its increase in each hour, by all that tells calls apart.
  String query() {
    return "sum by (%s) (increase(%s[1h]))"
        .formatted(String.join(", ", selfHosted ? VLLM_LABELS : GENAI_LABELS), metric);
  }

  LlmScope scope(JsonNode labels) {
    if (selfHosted) {
      return LlmScope.of(LlmProvider.SELF_HOSTED, Json.text(labels, "model_name"))
          .project(Json.text(labels, "namespace"))
          .endpoint("vllm");
    }
    return LlmScope.of(
            ProviderNames.of(first(labels, "gen_ai_provider_name", "gen_ai_system")),
            first(labels, "gen_ai_response_model", "gen_ai_request_model"))
        .endpoint(first(labels, "server_address", "gen_ai_operation_name"))
        .tags(
            Stream.of("service_name", "k8s_namespace_name")
                .filter(label -> !Json.text(labels, label).isEmpty())
                .map(label -> label + "=" + Json.text(labels, label))
                .toList())
        .via(LlmProvider.OPENTELEMETRY);
  }

  String counter(JsonNode labels) {
    return counter.isEmpty() ? Json.text(labels, "gen_ai_token_type") + "_tokens" : counter;
  }

  private static String first(JsonNode labels, String one, String other) {
    var text = Json.text(labels, one);
    return text.isEmpty() ? Json.text(labels, other) : text;
  }
}

package dev.trimtab.collect.llm;

import static dev.trimtab.collect.llm.ScriptedProvider.json;
import static dev.trimtab.collect.llm.ScriptedProvider.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.collect.RecordingSink;
import dev.trimtab.collect.llm.api.Login;
import dev.trimtab.collect.llm.azure.AzureLogin;
import dev.trimtab.collect.llm.azure.AzureSource;
import dev.trimtab.collect.llm.telemetry.LangfuseSource;
import dev.trimtab.collect.llm.telemetry.TokenMetricsSource;
import dev.trimtab.model.Fact;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Prometheus, Langfuse and Azure Monitor.
final class WitnessSourcesTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final TimeWindow DAY =
      new TimeWindow(Instant.parse("2026-11-22T00:00:00Z"), Instant.parse("2026-11-23T00:10:00Z"));
  private static final String RANGE = "/api/v1/query_range";
  private static final String LANGFUSE = "/api/public/v2/metrics";
  private static final String ACCOUNT =
      "/subscriptions/sub-1/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/larkspur";
  private static final String METRICS = ACCOUNT + "/providers/Microsoft.Insights/metrics";
  private static final String TOKEN = "/tenant-1/oauth2/v2.0/token";

  private final ScriptedProvider provider;
  private final RecordingSink sink = new RecordingSink();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T00:10:00Z"));

  WitnessSourcesTest() throws IOException {
    provider = new ScriptedProvider();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private List<ProviderUsage> usage() {
    return sink.facts.stream().flatMap(f -> ((Fact.LlmUsage) f).usage().stream()).toList();
  }

  private TokenMetricsSource prometheus() {
    return new TokenMetricsSource(
        ScriptedProvider.settings(provider.url()),
        Login.bearer(ScriptedProvider.KEY, "a token"),
        provider.http(),
        provider.pauses::add);
  }

  private LangfuseSource langfuse() {
    return new LangfuseSource(
        ScriptedProvider.settings(provider.url()),
        Login.basic("pk", ScriptedProvider.KEY, "a project's keys"),
        provider.http(),
        provider.pauses::add);
  }

  private AzureSource azure() {
    return azure(List.of(ACCOUNT));
  }

  private AzureSource azure(List<String> accounts) {
    var principal =
        new AzureLogin.Principal(provider.url(), "tenant-1", "client", ScriptedProvider.KEY);
    return new AzureSource(
        ScriptedProvider.settings(provider.url()),
        accounts,
        new AzureLogin("azure-openai/main", principal, provider.http(), now::get),
        provider.http(),
        provider.pauses::add);
  }

  @Test
  void vllm_and_opentelemetry_counters_are_hours_of_usage() throws Exception {
    provider.on(
        RANGE,
        json(series("\"model_name\":\"llama\",\"namespace\":\"inference\"", "1000.4")),
        json(series("\"model_name\":\"llama\",\"namespace\":\"inference\"", "200")),
        json(series("\"model_name\":\"llama\",\"namespace\":\"inference\"", "8")),
        json(series("\"model_name\":\"llama\",\"namespace\":\"inference\"", "1")),
        json(
            series(
                "\"gen_ai_system\":\"openai\",\"gen_ai_request_model\":\"gpt-5\",\"gen_ai_token_type\":\"input\",\"service_name\":\"cms\"",
                "50")),
        json(series("", "0")));
    prometheus().collect(DAY, sink);
    assertThat(usage()).hasSize(2);
    var vllm = usage().getFirst();
    assertThat(vllm.scope().provider()).isEqualTo(LlmProvider.SELF_HOSTED);
    assertThat(vllm.scope().project()).isEqualTo("inference");
    // the point at nine tells of the hour before it
    assertThat(vllm.window()).isEqualTo(new TimeWindow(NINE.minusSeconds(3600), NINE));
    assertThat(vllm.counters())
        .containsEntry("input_tokens", 1000L)
        .containsEntry("output_tokens", 200L)
        .containsEntry(ProviderUsage.REQUESTS, 8L)
        .containsEntry(ProviderUsage.FAILED_REQUESTS, 1L);
    var witness = usage().getLast();
    assertThat(witness.scope().via()).isEqualTo(LlmProvider.OPENTELEMETRY);
    assertThat(witness.scope().tags()).isEqualTo("service_name=cms");
    assertThat(witness.counters()).containsOnlyKeys("input_tokens");
    assertThat(provider.requests).hasSize(7);
  }

  @Test
  void an_hour_in_which_no_request_failed_has_none_that_failed() throws Exception {
    var llama = "\"model_name\":\"llama\",\"namespace\":\"inference\"";
    provider.on(
        RANGE,
        json(series(llama, "1000")),
        json(series(llama, "200")),
        json(series(llama, "8")),
        json(series("", "0")));
    prometheus().collect(DAY, sink);
    assertThat(usage().getFirst().counters()).containsEntry(ProviderUsage.FAILED_REQUESTS, 0L);
  }

  @Test
  void langfuse_tells_generations_by_model_environment_and_trace() throws Exception {
    provider.on(
        LANGFUSE,
        json(
            """
            {"data":[{"providedModelName":"claude-haiku-4-5","environment":"production","traceName":"summarise",
              "level":"DEFAULT","time_dimension":"2026-11-22T09:00:00Z","sum_inputTokens":"12345678901",
              "sum_outputTokens":7,"count_count":"3"},
             {"providedModelName":"claude-haiku-4-5","environment":"production","traceName":"summarise",
              "level":"ERROR","time_dimension":"2026-11-22T09:00:00Z","sum_inputTokens":null,
              "sum_outputTokens":null,"count_count":"2"}]}
            """));
    langfuse().collect(new TimeWindow(DAY.start(), Instant.parse("2026-11-23T00:00:00Z")), sink);
    var first = usage().getFirst();
    assertThat(first.scope().provider()).isEqualTo(LlmProvider.ANTHROPIC);
    assertThat(first.scope().via()).isEqualTo(LlmProvider.LANGFUSE);
    assertThat(first.scope().endpoint()).isEqualTo("summarise");
    assertThat(first.scope().tags()).isEqualTo("environment=production");
    assertThat(first.counters()).containsEntry("input_tokens", 12_345_678_901L);
    assertThat(usage().getLast().counters()).containsEntry(ProviderUsage.FAILED_REQUESTS, 2L);
  }

  @Test
  void an_answer_as_long_as_langfuse_gives_is_asked_for_in_halves() throws Exception {
    var row =
        "{\"providedModelName\":\"m\",\"time_dimension\":\"2026-11-22T09:00:00Z\",\"count_count\":1}";
    var full = "{\"data\":[" + String.join(",", Collections.nCopies(1000, row)) + "]}";
    provider.on(LANGFUSE, json(full), json("{\"data\":[" + row + "]}"));
    langfuse().collect(new TimeWindow(NINE, NINE.plusSeconds(7200)), sink);
    assertThat(provider.requests).hasSize(3);
    assertThat(sink.problems).isEmpty();
    provider.on(LANGFUSE, json(full));
    langfuse().collect(new TimeWindow(NINE, NINE.plusSeconds(3600)), sink);
    assertThat(sink.reasons()).containsExactly("truncated");
  }

  @Test
  void a_langfuse_without_the_second_version_is_asked_by_the_first() throws Exception {
    provider
        .on(LANGFUSE, status(404, "not found", ""))
        .on(
            "/api/public/metrics",
            json(
                "{\"data\":[{\"providedModelName\":\"gpt-5\",\"time_dimension\":\"2026-11-22T09:00:00Z\",\"count_count\":1}]}"));
    langfuse().collect(new TimeWindow(NINE, NINE.plusSeconds(3600)), sink);
    assertThat(usage().getFirst().scope().provider()).isEqualTo(LlmProvider.OPENAI);
  }

  @Test
  void azure_tokens_and_requests_come_together_by_deployment_and_hour() throws Exception {
    token("t-1", 3600);
    provider.on(
        METRICS,
        json(
            "{\"resourceregion\":\"westeurope\",\"value\":["
                + metric("ProcessedPromptTokens", "", "1000.0")
                + ","
                + metric("GeneratedTokens", "", "200.0")
                + "]}"),
        json(
            "{\"resourceregion\":\"westeurope\",\"value\":["
                + metric("AzureOpenAIRequests", "200", "8.0")
                + ","
                + metric("AzureOpenAIRequests", "429", "2.0")
                + "]}"));
    azure().collect(DAY, sink);
    assertThat(usage())
        .singleElement()
        .satisfies(u -> {
          assertThat(u.scope().provider()).isEqualTo(LlmProvider.AZURE_OPENAI);
          assertThat(u.scope().organization()).isEqualTo("sub-1");
          assertThat(u.scope().project()).isEqualTo("larkspur");
          assertThat(u.scope().model()).isEqualTo("gpt-4o");
          assertThat(u.scope().tags()).isEqualTo("deployment=chat");
          assertThat(u.scope().region()).isEqualTo("westeurope");
          assertThat(u.counters())
              .containsEntry("input_tokens", 1000L)
              .containsEntry("output_tokens", 200L)
              .containsEntry(ProviderUsage.REQUESTS, 10L)
              .containsEntry(ProviderUsage.FAILED_REQUESTS, 2L);
        });
    // ten series are told unless more are asked for
    assertThat(provider.requests)
        .filteredOn(r -> r.startsWith(METRICS))
        .allMatch(r -> r.contains("top=10000"));
    assertThat(provider.requests).filteredOn(r -> r.startsWith(TOKEN)).hasSize(1);
  }

  @Test
  void an_azure_account_is_one_however_its_name_is_written() throws Exception {
    token("t-1", 3600);
    var tokens = "{\"value\":[" + metric("GeneratedTokens", "", "200.0") + "]}";
    var again =
        "{\"value\":["
            + metric("GeneratedTokens", "", "7.0").replace("\"chat\"", "\"Chat\"")
            + "]}";
    provider.on(METRICS, json(tokens), json(again), json("{\"value\":[]}"));
    azure(List.of(ACCOUNT, ACCOUNT.replace("larkspur", "LARKSPUR"))).collect(DAY, sink);
    // named twice, asked once; and a deployment told in two spellings is one
    assertThat(provider.requests).filteredOn(r -> r.contains("Insights/metrics")).hasSize(2);
    assertThat(usage())
        .singleElement()
        .satisfies(u -> {
          assertThat(u.scope().project()).isEqualTo("larkspur");
          assertThat(u.scope().tags()).isEqualTo("deployment=chat");
          assertThat(u.counters()).containsEntry("output_tokens", 207L);
        });
  }

  @Test
  void what_langfuse_tells_of_the_end_of_a_window_belongs_to_the_next_one() throws Exception {
    var row =
        "{\"providedModelName\":\"m\",\"time_dimension\":\"%s\",\"count_count\":1,\"sum_inputTokens\":%d}";
    // the end is included: a call at midnight sharp comes with both days
    provider.on(
        LANGFUSE,
        json(
            "{\"data\":["
                + row.formatted("2026-11-21T23:00:00Z", 5)
                + ","
                + row.formatted("2026-11-22T00:00:00Z", 1)
                + "]}"),
        json("{\"data\":[" + row.formatted("2026-11-22T00:00:00Z", 9) + "]}"));
    langfuse()
        .collect(
            new TimeWindow(
                Instant.parse("2026-11-21T00:00:00Z"), Instant.parse("2026-11-23T00:00:00Z")),
            sink);
    assertThat(usage())
        .extracting(u -> u.window().start().toString(), u -> u.counters().get("input_tokens"))
        .containsExactly(
            Tuple.tuple("2026-11-21T23:00:00Z", 5L), Tuple.tuple("2026-11-22T00:00:00Z", 9L));
  }

  @Test
  void an_azure_token_that_ran_out_is_renewed() throws Exception {
    token("t-1", 3600);
    provider.on(METRICS, json("{\"value\":[]}"));
    var source = azure();
    source.collect(DAY, sink);
    now.updateAndGet(instant -> instant.plusSeconds(3400));
    source.collect(DAY, sink);
    assertThat(provider.requests).filteredOn(r -> r.startsWith(TOKEN)).hasSize(2);
  }

  @Test
  void secrets_reach_no_message() {
    provider
        .on(TOKEN, status(401, "bad secret " + ScriptedProvider.KEY, ""))
        .on(RANGE, status(401, "no", ""))
        .on(LANGFUSE, status(403, "no", ""));
    for (Source source : List.of(azure(), prometheus(), langfuse())) {
      assertThatThrownBy(() -> source.collect(DAY, sink))
          .isInstanceOf(SourceUnavailable.class)
          .hasMessageNotContaining(ScriptedProvider.KEY);
      assertThat(source.check().toString()).doesNotContain(ScriptedProvider.KEY);
    }
    assertThat(
            new AzureLogin.Principal(
                    URI.create("https://login.microsoftonline.com"), "t", "c", ScriptedProvider.KEY)
                .toString())
        .doesNotContain(ScriptedProvider.KEY);
  }

  @Test
  void throttling_by_azure_is_waited_out_as_long_as_it_asks() throws Exception {
    token("t-1", 3600);
    provider.on(METRICS, status(429, "", "11"), json("{\"value\":[]}"));
    azure().collect(DAY, sink);
    assertThat(provider.pauses).containsExactly(java.time.Duration.ofSeconds(11));
  }

  private void token(String token, int seconds) {
    provider.on(
        TOKEN, json("{\"access_token\":\"%s\",\"expires_in\":%d}".formatted(token, seconds)));
  }

  private static String series(String labels, String value) {
    return "{\"status\":\"success\",\"data\":{\"result\":[{\"metric\":{%s},\"values\":[[%d,\"%s\"]]}]}}"
        .formatted(labels, NINE.getEpochSecond(), value);
  }

  private static String metric(String name, String statusCode, String total) {
    var status =
        statusCode.isEmpty()
            ? ""
            : ",{\"name\":{\"value\":\"statuscode\"},\"value\":\"" + statusCode + "\"}";
    return """
    {"name":{"value":"%s"},"timeseries":[{"metadatavalues":[{"name":{"value":"modeldeploymentname"},"value":"chat"},
      {"name":{"value":"modelname"},"value":"gpt-4o"}%s],
     "data":[{"timeStamp":"2026-11-22T09:00:00Z","total":%s},{"timeStamp":"2026-11-22T10:00:00Z"}]}]}\
    """
        .formatted(name, status, total);
  }
}

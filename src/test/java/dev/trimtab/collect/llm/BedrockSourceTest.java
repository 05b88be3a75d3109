package dev.trimtab.collect.llm;

import static dev.trimtab.collect.llm.ScriptedProvider.json;
import static dev.trimtab.collect.llm.ScriptedProvider.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.collect.RecordingSink;
import dev.trimtab.collect.aws.bedrock.BedrockSettings;
import dev.trimtab.collect.aws.bedrock.BedrockSource;
import dev.trimtab.collect.http.RequestSigner;
import dev.trimtab.model.Fact;
import dev.trimtab.model.Source.Reach;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BedrockSourceTest {
  private static final String CLOUDWATCH = "/";
  private static final String PROFILES = "/bedrock/inference-profiles";
  private static final String TAGS = "/bedrock/listTagsForResource";
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final TimeWindow DAY =
      new TimeWindow(Instant.parse("2026-11-22T00:00:00Z"), Instant.parse("2026-11-23T00:10:00Z"));
  private static final String ARN =
      "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123";

  private final ScriptedProvider provider;
  private final RecordingSink sink = new RecordingSink();

  BedrockSourceTest() throws IOException {
    provider = new ScriptedProvider();
    provider
        .on(
            PROFILES,
            json(
                """
                {"inferenceProfileSummaries":[{"inferenceProfileName":"cms","inferenceProfileArn":"%s",
                 "inferenceProfileId":"abc123","models":[{"modelArn":
                 "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0"}]}]}
                """
                    .formatted(ARN)))
        .on(TAGS, json("{\"tags\":[{\"key\":\"team\",\"value\":\"editorial\"}]}"));
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private BedrockSource source() {
    return new BedrockSource(
        new BedrockSettings(
            "us-east-1",
            provider.url(),
            RequestSigner.NONE,
            URI.create(provider.url() + "bedrock"),
            RequestSigner.NONE,
            new Reach(Duration.ofDays(35), Duration.ofDays(3))),
        provider.http());
  }

  private List<ProviderUsage> usage() {
    return sink.facts.stream().flatMap(f -> ((Fact.LlmUsage) f).usage().stream()).toList();
  }

  @Test
  void hourly_sums_by_model_carry_the_tags_of_their_inference_profile() throws Exception {
    provider.on(
        CLOUDWATCH,
        json("{\"Metrics\":[" + metric("abc123") + ",{\"Dimensions\":[]}],\"NextToken\":\"more\"}"),
        json("{\"Metrics\":[" + metric("amazon.nova-lite-v1:0") + "]}"),
        json(
            "{\"MetricDataResults\":["
                + result("m0_0", NINE, 1000)
                + ","
                + result("m0_2", NINE, 400)
                + ","
                + result("m0_4", NINE, 8)
                + "],\"NextToken\":\"next\"}"),
        json(
            "{\"MetricDataResults\":["
                + result("m0_6", NINE, 2)
                + ","
                + result("m1_1", NINE.plusSeconds(3600), 77)
                + "]}"));
    source().collect(DAY, sink);
    assertThat(usage()).hasSize(2);
    var profile =
        usage().stream()
            .filter(u -> u.scope().project().equals("abc123"))
            .findFirst()
            .orElseThrow();
    assertThat(profile.scope().model()).isEqualTo("anthropic.claude-haiku-4-5-20251001-v1:0");
    assertThat(profile.scope().tags()).isEqualTo("profile_name=cms,team=editorial");
    assertThat(profile.scope().region()).isEqualTo("us-east-1");
    assertThat(profile.counters())
        .containsEntry("InputTokenCount", 1000L)
        .containsEntry("CacheReadInputTokenCount", 400L)
        .containsEntry(ProviderUsage.REQUESTS, 8L)
        .containsEntry(ProviderUsage.FAILED_REQUESTS, 2L);
    assertThat(provider.requests)
        .anyMatch(r -> r.contains("\"Period\":3600,\"Stat\":\"Sum\"") && r.contains("abc123"))
        .anyMatch(r -> r.contains("\"NextToken\":\"next\""));
    assertThat(sink.completed).containsExactly(Instant.parse("2026-11-23T00:00:00Z"));
  }

  @Test
  void throttling_which_aws_answers_with_a_400_is_waited_out() throws Exception {
    provider.on(
        CLOUDWATCH,
        status(400, "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}", ""),
        json("{\"Metrics\":[" + metric("m") + "]}"),
        status(503, "{}", ""),
        json("{\"MetricDataResults\":[" + result("m0_1", NINE, 5) + "]}"));
    source().collect(DAY, sink);
    assertThat(usage()).hasSize(1);
    assertThat(provider.pauses).hasSize(2);
  }

  @Test
  void a_metric_that_cloudwatch_could_not_tell_is_no_zero() {
    provider.on(
        CLOUDWATCH,
        json("{\"Metrics\":[" + metric("m") + "]}"),
        json("{\"MetricDataResults\":[{\"Id\":\"m0_1\",\"StatusCode\":\"InternalError\"}]}"));
    assertThatThrownBy(() -> source().collect(DAY, sink))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("could not tell a metric (InternalError)");
    assertThat(sink.completed).isEmpty();
  }

  @Test
  void a_page_that_repeats_ends_the_reading_and_nothing_is_kept() {
    provider.on(
        CLOUDWATCH,
        json("{\"Metrics\":[" + metric("m") + "]}"),
        json("{\"MetricDataResults\":[],\"NextToken\":\"again\"}"));
    assertThatThrownBy(() -> source().collect(DAY, sink))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("a page twice");
    assertThat(sink.facts).isEmpty();
  }

  @Test
  void tokens_are_kept_by_model_id_where_profiles_may_not_be_listed() throws Exception {
    provider
        .on(PROFILES, status(403, "{\"__type\":\"AccessDeniedException\"}", ""))
        .on(
            CLOUDWATCH,
            json("{\"Metrics\":[" + metric("abc123") + "]}"),
            json("{\"MetricDataResults\":[" + result("m0_1", NINE, 5) + "]}"));
    source().collect(DAY, sink);
    assertThat(usage().getFirst().scope().model()).isEqualTo("abc123");
    assertThat(sink.reasons()).containsExactly("no-profiles");
    assertThat(sink.problems.getFirst().message())
        .contains("Allow the action bedrock:ListInferenceProfiles");
  }

  @Test
  void a_model_used_last_weeks_ago_is_remembered_when_cloudwatch_lists_it_no_more()
      throws Exception {
    provider.on(
        CLOUDWATCH,
        json("{\"Metrics\":[" + metric("old.model") + "]}"),
        json("{\"MetricDataResults\":[" + result("m1_1", NINE, 5) + "]}"));
    source().collect(DAY, sink);
    assertThat(usage()).extracting(u -> u.scope().model()).containsExactly("old.model");
    // the source was down for three weeks, and the model is used no more: the days are read again
    sink.facts.clear();
    provider.on(
        CLOUDWATCH,
        json("{\"Metrics\":[]}"),
        json("{\"MetricDataResults\":[" + result("m1_1", NINE, 6) + "]}"));
    source().collect(DAY, sink);
    assertThat(usage())
        .singleElement()
        .satisfies(u -> assertThat(u.scope().model()).isEqualTo("old.model"))
        .satisfies(u -> assertThat(u.counters()).containsEntry("OutputTokenCount", 6L));
  }

  @Test
  void a_first_run_asks_for_all_that_bedrock_offers_and_remembers_what_was_used() throws Exception {
    provider
        .on(
            "/bedrock/foundation-models",
            json("{\"modelSummaries\":[{\"modelId\":\"b.used\"},{\"modelId\":\"c.never\"}]}"))
        .on(
            PROFILES,
            exchange ->
                json(exchange.getRequestURI().getQuery().contains("SYSTEM_DEFINED")
                        ? "{\"inferenceProfileSummaries\":[{\"inferenceProfileId\":\"us.a\"}]}"
                        : "{\"inferenceProfileSummaries\":[]}")
                    .send(exchange))
        .on(
            CLOUDWATCH,
            json("{\"Metrics\":[]}"),
            json("{\"MetricDataResults\":[" + result("m0_1", NINE, 5) + "]}"));
    source().collect(DAY, sink);
    assertThat(usage()).extracting(u -> u.scope().model()).containsExactly("b.used");
    assertThat(provider.requests).anyMatch(r -> r.contains("\"us.a\"") && r.contains("c.never"));
    assertThat(sink.known("model")).containsOnlyKeys("b.used");
    provider.requests.clear();
    provider.on(CLOUDWATCH, json("{\"Metrics\":[]}"), json("{\"MetricDataResults\":[]}"));
    source().collect(DAY, sink);
    assertThat(provider.requests).noneMatch(r -> r.contains("c.never"));
  }

  @Test
  void no_question_asks_for_more_than_500_metrics() throws Exception {
    var models =
        IntStream.range(0, 130)
            .mapToObj(i -> metric("model-%03d".formatted(i)))
            .collect(Collectors.joining(","));
    provider
        .on(PROFILES, status(403, "{\"__type\":\"AccessDeniedException\"}", ""))
        .on(
            CLOUDWATCH,
            json("{\"Metrics\":[" + models + "]}"),
            json("{\"MetricDataResults\":[" + result("m61_1", NINE, 1) + "]}"),
            json("{\"MetricDataResults\":[" + result("m61_1", NINE, 2) + "]}"),
            json("{\"MetricDataResults\":[" + result("m5_1", NINE, 3) + "]}"));
    source().collect(DAY, sink);
    var questions =
        provider.requests.stream().filter(r -> r.contains("MetricDataQueries")).toList();
    assertThat(questions).hasSize(3).allMatch(q -> q.split("\"MetricStat\"", -1).length - 1 <= 500);
    assertThat(usage())
        .extracting(u -> u.scope().model())
        .containsExactlyInAnyOrder("model-061", "model-123", "model-129");
  }

  @Test
  void profiles_that_never_end_cost_their_names_and_no_tokens() throws Exception {
    var calls = new AtomicInteger();
    provider
        .on(
            PROFILES,
            exchange ->
                json("{\"inferenceProfileSummaries\":[],\"nextToken\":\"t"
                        + calls.incrementAndGet()
                        + "\"}")
                    .send(exchange))
        .on(
            CLOUDWATCH,
            json("{\"Metrics\":[" + metric("m") + "]}"),
            json("{\"MetricDataResults\":[" + result("m0_1", NINE, 5) + "]}"));
    source().collect(DAY, sink);
    assertThat(usage()).hasSize(1);
    assertThat(sink.reasons()).containsExactly("no-profiles");
    assertThat(sink.problems.getFirst().message()).contains("never ends");
    assertThat(calls).hasValueLessThan(200);
  }

  @Test
  void doctor_names_the_actions_that_are_missing() {
    provider.on(CLOUDWATCH, status(403, "{\"__type\":\"AccessDenied\"}", ""));
    var check = source().check().getFirst();
    assertThat(check.ok()).isFalse();
    assertThat(check.message()).contains("cloudwatch:ListMetrics is denied");
    assertThat(check.fix()).contains("cloudwatch:GetMetricData");
  }

  private static String metric(String model) {
    return "{\"Namespace\":\"AWS/Bedrock\",\"Dimensions\":[{\"Name\":\"ModelId\",\"Value\":\"%s\"}]}"
        .formatted(model);
  }

  private static String result(String id, Instant at, long value) {
    return "{\"Id\":\"%s\",\"Timestamps\":[%d],\"Values\":[%d.0],\"StatusCode\":\"Complete\"}"
        .formatted(id, at.getEpochSecond(), value);
  }
}

package dev.trimtab.collect.llm;

import static dev.trimtab.collect.llm.ScriptedProvider.bytes;
import static dev.trimtab.collect.llm.ScriptedProvider.json;
import static dev.trimtab.collect.llm.ScriptedProvider.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.trimtab.collect.RecordingSink;
import dev.trimtab.collect.aws.AwsCredentials;
import dev.trimtab.collect.aws.SigV4Signer;
import dev.trimtab.collect.aws.bedrock.InvocationLogSettings;
import dev.trimtab.collect.aws.bedrock.InvocationLogSource;
import dev.trimtab.model.Fact;
import dev.trimtab.model.Source.Reach;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Invocation logs in a bucket, as S3's own API lists and gives them.
final class InvocationLogSourceTest {
  private static final TimeWindow DAYS =
      new TimeWindow(Instant.parse("2026-11-21T05:00:00Z"), Instant.parse("2026-11-23T03:10:00Z"));
  private static final String LOGS =
      "llm/AWSLogs/123456789012/BedrockModelInvocationLogs/us-east-1/";
  private static final String BUCKET = "/my-bedrock-logs";
  private static final String CALL =
      """
      {"schemaType":"ModelInvocationLog","schemaVersion":"1.0","timestamp":"%s","accountId":"123456789012","identity":{"arn":"arn:aws:sts::123456789012:assumed-role/cms/session"},"region":"us-east-1","requestId":"%s","operation":"Converse","modelId":"anthropic.claude-haiku-4-5-20251001-v1:0","input":{"inputContentType":"application/json","inputTokenCount":35,"cacheReadInputTokenCount":10,"cacheWriteInputTokenCount":3},"output":{"outputTokenCount":446}%s}
      """;

  private final ScriptedProvider provider;
  private final RecordingSink sink = new RecordingSink();
  private final Map<String, String> objects = new TreeMap<>();
  private int pageSize = 1000;

  InvocationLogSourceTest() throws IOException {
    provider = new ScriptedProvider();
    provider.on(BUCKET, this::list);
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private InvocationLogSource source() {
    var clock = Clock.fixed(Instant.parse("2026-11-23T03:10:00Z"), ZoneOffset.UTC);
    return new InvocationLogSource(
        new InvocationLogSettings(
            "my-bedrock-logs",
            URI.create(provider.url() + BUCKET.substring(1)),
            "llm",
            Set.of("eu-west-1"),
            SigV4Signer.s3(
                new AwsCredentials.FixedKey("AKIDEXAMPLE", "s3cret"), "us-east-1", clock),
            new Reach(Duration.ofDays(35), Duration.ofDays(1))),
        provider.http());
  }

  private void object(String key, String lines) throws IOException {
    objects.put(key, lines);
    provider.on(BUCKET + "/" + key, bytes(gzip(lines)));
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String call(String at, String id) {
    return CALL.formatted(at, id, "");
  }

  /// A page of a listing, after the key or folder that the token names.
  private void list(HttpExchange exchange) throws IOException {
    var query =
        Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
            .map(part -> part.split("=", 2))
            .collect(Collectors.toMap(part -> part[0], part -> part[1]));
    var prefix = query.getOrDefault("prefix", "");
    var names =
        objects.keySet().stream()
            .filter(key -> key.startsWith(prefix))
            .map(key ->
                query.containsKey("delimiter")
                    ? key.substring(0, key.indexOf('/', prefix.length()) + 1)
                    : key)
            .distinct()
            .filter(name -> name.compareTo(query.getOrDefault("continuation-token", "")) > 0)
            .toList();
    var page = names.subList(0, Math.min(pageSize, names.size()));
    var tag =
        query.containsKey("delimiter")
            ? "<CommonPrefixes><Prefix>%s</Prefix></CommonPrefixes>"
            : "<Contents><Key>%s</Key><Size>1</Size></Contents>";
    var more = page.size() < names.size();
    json("<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Prefix>"
            + prefix
            + "</Prefix><IsTruncated>"
            + more
            + "</IsTruncated>"
            + page.stream().map(tag::formatted).collect(Collectors.joining())
            + (more ? "<NextContinuationToken>" + page.getLast() + "</NextContinuationToken>" : "")
            + "</ListBucketResult>")
        .send(exchange);
  }

  private List<ProviderUsage> usage() {
    return sink.facts.stream().flatMap(f -> ((Fact.LlmUsage) f).usage().stream()).toList();
  }

  @Test
  void people_of_one_permission_set_are_told_apart() throws Exception {
    var person =
        call("2026-11-22T09:10:17Z", "r1")
            .replace(
                "assumed-role/cms/session", "assumed-role/AWSReservedSSO_Dev_1a2b/ada@example.com");
    object(LOGS + "2026/11/22/09/20261122T0910_a.json.gz", person);
    source().collect(DAYS, sink);
    assertThat(usage()).extracting(u -> u.scope().user()).containsExactly("ada@example.com");
  }

  @Test
  void calls_of_all_pages_add_up_by_hour_with_who_called() throws Exception {
    pageSize = 1;
    object(LOGS + "2026/11/22/09/20261122T0910_a.json.gz", call("2026-11-22T09:10:17Z", "r1"));
    object(
        LOGS + "2026/11/22/09/20261122T0920_b.json.gz",
        call("2026-11-22T09:20:17Z", "r2")
            + call("2026-11-22T09:10:17Z", "r1")
            + CALL.formatted(
                "2026-11-22T09:21:00Z", "r3", ",\"errorCode\":\"ThrottlingException\""));
    object(LOGS + "2026/11/22/09/data/r9_input.json.gz", "{}");
    object(
        "llm/AWSLogs/123456789012/BedrockModelInvocationLogs/eu-west-1/2026/11/22/10/c.json.gz",
        call("2026-11-22T10:00:00Z", "r4"));
    source().collect(DAYS, sink);
    assertThat(usage())
        .extracting(
            u -> u.window().start().toString(),
            u -> u.scope().user(),
            u -> u.counters().get(ProviderUsage.REQUESTS),
            u -> u.counters().get(ProviderUsage.FAILED_REQUESTS),
            u -> u.counters().get("inputTokens"),
            u -> u.counters().get("cacheWriteInputTokens"))
        .containsExactlyInAnyOrder(
            Tuple.tuple("2026-11-22T09:00:00Z", "cms", 3L, 1L, 105L, 9L),
            Tuple.tuple("2026-11-22T10:00:00Z", "cms", 1L, 0L, 35L, 3L));
    assertThat(provider.requests).noneMatch(r -> r.contains("r9_input"));
    assertThat(sink.completed)
        .containsExactly(
            Instant.parse("2026-11-22T00:00:00Z"),
            Instant.parse("2026-11-23T00:00:00Z"),
            Instant.parse("2026-11-23T03:00:00Z"));
    assertThat(sink.problems).isEmpty();
  }

  @Test
  void a_log_tells_for_itself_where_cloudwatch_is_not_asked_and_else_is_a_witness()
      throws Exception {
    object(LOGS + "2026/11/22/09/a.json.gz", call("2026-11-22T09:10:17Z", "r1"));
    object(
        LOGS.replace("us-east-1", "eu-west-1") + "2026/11/22/09/b.json.gz",
        call("2026-11-22T09:10:17Z", "r2").replace("us-east-1", "eu-west-1"));
    source().collect(DAYS, sink);
    assertThat(usage())
        .extracting(u -> u.scope().region(), u -> u.scope().via())
        .containsExactlyInAnyOrder(
            Tuple.tuple("us-east-1", ""), Tuple.tuple("eu-west-1", "invocation-log"));
  }

  @Test
  void a_call_before_midnight_that_is_written_after_it_belongs_to_its_own_day() throws Exception {
    object(
        LOGS + "2026/11/22/00/a.json.gz",
        call("2026-11-21T23:59:58Z", "r1") + call("2026-11-22T00:00:01Z", "r2"));
    source().collect(DAYS, sink);
    assertThat(usage())
        .extracting(u -> u.window().start().toString(), u -> u.counters().get("inputTokens"))
        .containsExactly(
            Tuple.tuple("2026-11-21T23:00:00Z", 35L), Tuple.tuple("2026-11-22T00:00:00Z", 35L));
  }

  @Test
  void requests_are_signed_for_s3_and_throttling_is_waited_out() throws Exception {
    var key = LOGS + "2026/11/22/09/a.json.gz";
    object(key, call("2026-11-22T09:10:17Z", "r1"));
    var header = new String[2];
    provider.on(
        BUCKET + "/" + key,
        status(503, "<Error><Code>SlowDown</Code></Error>", ""),
        exchange -> {
          header[0] = exchange.getRequestHeaders().getFirst("Authorization");
          header[1] = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
          bytes(gzip(call("2026-11-22T09:10:17Z", "r1"))).send(exchange);
        });
    source().collect(DAYS, sink);
    assertThat(header[0]).contains("AKIDEXAMPLE/20261123/us-east-1/s3/aws4_request");
    // of an empty body; S3 refuses requests without it
    assertThat(header[1])
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(provider.pauses).hasSize(1);
    assertThat(usage()).hasSize(1);
  }

  @Test
  void an_object_that_breaks_off_is_read_again_and_its_calls_count_once() throws Exception {
    var key = LOGS + "2026/11/22/09/a.json.gz";
    var text = call("2026-11-22T09:10:17Z", "r1") + call("2026-11-22T09:11:17Z", "r2");
    object(key, text);
    var whole = gzip(text);
    provider.on(BUCKET + "/" + key, bytes(Arrays.copyOf(whole, whole.length - 12)), bytes(whole));
    source().collect(DAYS, sink);
    assertThat(usage())
        .singleElement()
        .satisfies(u -> assertThat(u.counters()).containsEntry("inputTokens", 70L));
  }

  @Test
  void an_object_that_stays_cut_off_leaves_the_day_unread() throws Exception {
    var key = LOGS + "2026/11/22/09/a.json.gz";
    object(key, call("2026-11-22T09:10:17Z", "r1"));
    var whole = gzip(call("2026-11-22T09:10:17Z", "r1"));
    provider.on(BUCKET + "/" + key, bytes(Arrays.copyOf(whole, whole.length - 12)));
    assertThatThrownBy(() -> source().collect(DAYS, sink))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("a.json.gz not whole in 3 tries");
    assertThat(sink.completed).containsExactly(Instant.parse("2026-11-22T00:00:00Z"));
  }

  @Test
  void an_object_deleted_after_it_was_listed_is_a_problem_and_no_failure() throws Exception {
    object(LOGS + "2026/11/22/09/a.json.gz", call("2026-11-22T09:10:17Z", "r1"));
    object(LOGS + "2026/11/22/10/b.json.gz", call("2026-11-22T10:10:17Z", "r2"));
    provider.on(
        BUCKET + "/" + LOGS + "2026/11/22/09/a.json.gz",
        status(404, "<Error><Code>NoSuchKey</Code></Error>", ""));
    source().collect(DAYS, sink);
    assertThat(usage()).hasSize(1);
    assertThat(sink.reasons()).containsExactly("log-gone");
  }

  @Test
  void a_listing_that_goes_round_in_a_circle_ends() {
    provider.on(
        BUCKET,
        json(
            "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken></ListBucketResult>"));
    assertThatThrownBy(() -> source().collect(DAYS, sink))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("a page twice");
  }

  @Test
  void refusals_say_what_to_do() {
    var refusals =
        Map.of(
            status(403, "<Error><Code>AccessDenied</Code></Error>", ""), "s3:ListBucket",
            status(404, "<Error><Code>NoSuchBucket</Code></Error>", ""), "mistyped",
            status(301, "<Error><Code>PermanentRedirect</Code></Error>", ""), "another region");
    refusals.forEach((answer, message) -> {
      provider.on(BUCKET, answer);
      assertThatThrownBy(() -> source().collect(DAYS, sink))
          .isInstanceOf(SourceUnavailable.class)
          .hasMessageContaining(message)
          .hasMessageContaining("my-bedrock-logs")
          .hasMessageNotContaining("s3cret");
    });
  }

  @Test
  void a_bucket_without_logs_is_told_so() throws Exception {
    source().collect(DAYS, sink);
    assertThat(sink.reasons()).containsExactly("no-logs");
    assertThat(source().check().getFirst().ok()).isFalse();
    object(LOGS + "2026/11/22/09/a.json.gz", call("2026-11-22T09:10:17Z", "r1"));
    assertThat(source().check().getFirst().ok()).isTrue();
  }
}

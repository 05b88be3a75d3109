package dev.trimtab.collect.prometheus;

import static dev.trimtab.collect.prometheus.ScriptedPrometheus.EMPTY;
import static dev.trimtab.collect.prometheus.ScriptedPrometheus.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.collect.RecordingSink;
import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Retry;
import dev.trimtab.collect.prometheus.ScriptedPrometheus.Reply;
import dev.trimtab.model.Fact;
import dev.trimtab.model.Source.Reach;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cost.BusinessCount;
import dev.trimtab.units.TimeWindow;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BusinessMetricSourceTest {
  private static final Instant END = Instant.parse("2026-11-24T02:30:00Z");
  private static final TimeWindow WINDOW = TimeWindow.ending(END, Duration.ofDays(3));
  private static final String QUERY = "sum by (team) (increase(orders_total[1d]))";

  private final RecordingSink sink = new RecordingSink();

  private static BusinessMetric metric(String team) {
    return new BusinessMetric(
        "orders", QUERY, team, "", "", new Reach(Duration.ofDays(35), Duration.ofDays(3)));
  }

  private static BusinessMetricSource source(ScriptedPrometheus server, BusinessMetric metric) {
    var http =
        new Http(
            "business-metric/orders",
            HttpClient.newHttpClient(),
            Duration.ofSeconds(5),
            new Retry(3, Duration.ofMillis(1), Duration.ofMillis(2)),
            _ -> {},
            InstantSource.fixed(END));
    return new BusinessMetricSource(
        metric, PrometheusSettings.of("prod", server.base()), http, InstantSource.fixed(END));
  }

  private static long midnight(int day) {
    return Instant.parse("2026-11-%02dT00:00:00Z".formatted(day)).getEpochSecond();
  }

  private static String series(String labels, String values) {
    return "{\"metric\":{%s},\"values\":[%s]}".formatted(labels, values);
  }

  private static String at(int day, String value) {
    return "[%d,\"%s\"]".formatted(midnight(day), value);
  }

  private List<String> counts() {
    return sink.facts.stream()
        .map(Fact.BusinessCounts.class::cast)
        .flatMap(fact -> fact.counts().stream())
        .map(BusinessMetricSourceTest::text)
        .toList();
  }

  private static String text(BusinessCount c) {
    return "%s %s %s".formatted(c.day(), c.team(), c.count().stripTrailingZeros().toPlainString());
  }

  @Test
  void the_value_at_midnight_counts_the_day_before_and_a_day_without_one_has_no_count()
      throws Exception {
    var answer =
        series("\"team\":\"shop\"", at(22, "41.5") + "," + at(24, "0"))
            + ","
            + series("\"team\":\"news\"", at(23, "NaN") + "," + at(24, "-3"));
    try (var server = new ScriptedPrometheus(_ -> Reply.ok(success(answer)))) {
      source(server, metric("")).collect(WINDOW, sink);
      assertThat(server.asked)
          .singleElement()
          .satisfies(asked -> {
            assertThat(asked.query()).isEqualTo(QUERY);
            assertThat(asked.number("start")).isEqualTo(midnight(22));
            assertThat(asked.number("end")).isEqualTo(midnight(24));
            assertThat(asked.number("step")).isEqualTo(86_400);
          });
    }
    assertThat(counts()).containsExactly("2026-11-21 shop 41.5", "2026-11-23 shop 0");
    assertThat(sink.reasons()).containsExactly("unusable-value");
    assertThat(sink.completed).containsExactly(Instant.parse("2026-11-24T00:00:00Z"));
  }

  @Test
  void nothing_at_all_is_told_and_asked_for_again() throws Exception {
    try (var server = new ScriptedPrometheus(_ -> Reply.ok(EMPTY))) {
      var source = source(server, metric(""));
      source.collect(WINDOW, sink);
      assertThat(source.check()).singleElement().matches(check -> !check.ok());
    }
    assertThat(sink.facts).isEmpty();
    assertThat(sink.completed).isEmpty();
    assertThat(sink.reasons()).containsExactly("empty-result");
    assertThat(sink.problems.getFirst().message()).contains(QUERY);
  }

  @Test
  void a_window_within_a_day_asks_for_nothing() throws Exception {
    try (var server = new ScriptedPrometheus(_ -> Reply.ok(EMPTY))) {
      source(server, metric("")).collect(TimeWindow.ending(END, Duration.ofHours(2)), sink);
      assertThat(server.asked).isEmpty();
    }
    assertThat(sink.problems).isEmpty();
  }

  @Test
  void what_has_no_team_beside_others_is_not_everybodys() throws Exception {
    var answer =
        series("\"team\":\"shop\"", at(24, "5")) + "," + series("\"pod\":\"a\"", at(24, "7"));
    try (var server = new ScriptedPrometheus(_ -> Reply.ok(success(answer)))) {
      source(server, metric("")).collect(WINDOW, sink);
      assertThat(counts()).containsExactly("2026-11-23 shop 5");
      assertThat(sink.reasons()).containsExactly("label-missing");
      sink.facts.clear();
      // a team of the configuration takes all series together
      source(server, metric("all")).collect(WINDOW, sink);
      assertThat(counts()).containsExactly("2026-11-23 all 12");
    }
  }

  @Test
  void a_server_that_finds_the_days_too_many_is_asked_day_by_day() throws Exception {
    try (var server =
        new ScriptedPrometheus(asked ->
            asked.number("end") > asked.number("start")
                ? Reply.status(422, "too many samples")
                : Reply.ok(
                    success(
                        series(
                            "\"team\":\"shop\"", "[%d,\"2\"]".formatted(asked.number("end"))))))) {
      source(server, metric("")).collect(WINDOW, sink);
    }
    assertThat(counts())
        .containsExactly("2026-11-21 shop 2", "2026-11-22 shop 2", "2026-11-23 shop 2");
  }

  @Test
  void a_query_that_is_no_promql_says_what_the_server_says() throws Exception {
    try (var server =
        new ScriptedPrometheus(_ ->
            Reply.status(400, "{\"status\":\"error\",\"error\":\"parse error: unexpected )\"}"))) {
      assertThatThrownBy(() -> source(server, metric("")).collect(WINDOW, sink))
          .isInstanceOf(SourceUnavailable.class)
          .hasMessageContaining("business-metric/orders")
          .hasMessageContaining("parse error: unexpected )");
    }
  }
}

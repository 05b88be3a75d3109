package dev.trimtab.collect.prometheus;

import static dev.trimtab.collect.prometheus.ScriptedPrometheus.EMPTY;
import static dev.trimtab.collect.prometheus.ScriptedPrometheus.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Retry;
import dev.trimtab.collect.prometheus.ScriptedPrometheus.Reply;
import dev.trimtab.model.Check;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PrometheusDoctorTest {
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-11-24T00:00:00Z"));
  private static final Reply SOME = Reply.ok(success("{\"metric\":{},\"value\":[0,\"42\"]}"));

  private static List<Check> check(URI base) {
    var http =
        new Http(
            "prometheus/production",
            HttpClient.newHttpClient(),
            Duration.ofSeconds(5),
            Retry.USUAL,
            _ -> {},
            NOW);
    var settings =
        PrometheusSettings.of("production", base).withHeader("Authorization", "Bearer s3cret");
    try (var source = new PrometheusSource(settings, http, NOW)) {
      var checks = source.check();
      assertThat(checks.toString()).doesNotContain("s3cret");
      return checks;
    }
  }

  @Test
  void a_server_that_has_all_series_is_well() throws Exception {
    try (var server = new ScriptedPrometheus(_ -> SOME)) {
      assertThat(check(server.base()))
          .hasSize(8)
          .allMatch(Check::ok)
          .anyMatch(check -> check.message().equals("42 series"));
    }
  }

  @Test
  void each_missing_series_says_who_would_deliver_it() throws Exception {
    try (var server =
        new ScriptedPrometheus(
            asked -> asked.query().contains("kube_pod_owner") ? Reply.ok(EMPTY) : SOME)) {
      assertThat(check(server.base()))
          .filteredOn(check -> !check.ok())
          .singleElement()
          .satisfies(check -> {
            assertThat(check.subject()).contains("kube_pod_owner");
            assertThat(check.fix()).contains("Install kube-state-metrics");
          });
    }
  }

  @Test
  void a_history_that_is_too_short_names_both_settings() throws Exception {
    long today = NOW.instant().getEpochSecond();
    try (var server =
        new ScriptedPrometheus(asked -> asked.number("time") < today ? Reply.ok(EMPTY) : SOME)) {
      assertThat(check(server.base()))
          .filteredOn(check -> !check.ok())
          .singleElement()
          .satisfies(check -> {
            assertThat(check.message()).isEqualTo("nothing 14 days ago");
            assertThat(check.fix()).contains("retention.time").contains("usage.backfill");
          });
    }
  }

  @Test
  void refused_credentials_are_one_failed_check_that_names_them() throws Exception {
    for (int code : new int[] {401, 403}) {
      try (var server = new ScriptedPrometheus(_ -> Reply.status(code, "who are you?"))) {
        assertThat(check(server.base()))
            .singleElement()
            .satisfies(check -> {
              assertThat(check.ok()).isFalse();
              assertThat(check.message()).contains("answered " + code).contains("Maybe the token");
              assertThat(check.fix()).contains("prometheus.url, its credentials");
            });
      }
    }
  }

  @Test
  void an_unknown_host_is_told_with_its_name() {
    assertThat(check(URI.create("http://trimtab.invalid")))
        .singleElement()
        .satisfies(check -> {
          assertThat(check.ok()).isFalse();
          assertThat(check.message()).contains("trimtab.invalid").contains("unknown host");
          assertThat(check.fix()).contains("prometheus.url");
        });
  }
}

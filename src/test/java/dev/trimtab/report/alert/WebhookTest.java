package dev.trimtab.report.alert;

import static dev.trimtab.report.alert.ScriptedWebhook.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trimtab.model.spend.DeliveryFailed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
  @Test
  void json_is_posted_once_and_taken() throws IOException {
    try (var server = new ScriptedWebhook(says(200, "ok"))) {
      server.webhook().post("{\"text\":\"ü €\"}");
      assertThat(server.posts)
          .containsExactly(
              new ScriptedWebhook.Post(
                  "POST",
                  "/services/T0/" + ScriptedWebhook.SECRET,
                  "application/json; charset=utf-8",
                  null,
                  "{\"text\":\"ü €\"}"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "301, false", "302, false", "400, false", "401, false", "403, false", "404, false",
    "410, false", "429, true", "500, true", "502, true", "503, true", "504, true"
  })
  void the_status_decides_whether_to_try_again(int status, boolean worthRetrying)
      throws IOException {
    try (var server =
        new ScriptedWebhook(says(status, "invalid_token", "Location", "/services/elsewhere"))) {
      var failed = failure(server.webhook());
      assertThat(failed.worthRetrying()).isEqualTo(worthRetrying);
      assertThat(failed)
          .hasMessageContaining("slack/ops at 127.0.0.1:" + server.port())
          .hasMessageContaining(String.valueOf(status));
      assertThat(server.posts).hasSize(1);
      assertThat(server.pauses).isEmpty();
    }
  }

  @Test
  void a_short_retry_after_is_waited_out_once() throws IOException {
    try (var server = new ScriptedWebhook(says(429, "", "Retry-After", "3"), says(200, "ok"))) {
      server.webhook().post("{}");
      assertThat(server.pauses).containsExactly(Duration.ofSeconds(3));
      assertThat(server.posts).hasSize(2);
    }
  }

  @Test
  void a_second_429_is_left_for_later() throws IOException {
    try (var server = new ScriptedWebhook(says(429, "", "Retry-After", "1"))) {
      assertThat(failure(server.webhook()).worthRetrying()).isTrue();
      assertThat(server.posts).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"120", "Wed, 25 Nov 2026 15:12:00 GMT"})
  void nothing_is_posted_until_a_long_retry_after_is_over(String twoMinutes) throws IOException {
    try (var server =
        new ScriptedWebhook(says(429, "", "Retry-After", twoMinutes), says(200, "ok"))) {
      var webhook = server.webhook();
      assertThat(failure(webhook)).hasMessageContaining("429");
      server.now = ScriptedWebhook.NOW.plusSeconds(119);
      var quiet = failure(webhook);
      assertThat(quiet)
          .hasMessageContaining("not called before 2026-11-25T15:12:00Z, since it answered 429");
      assertThat(quiet.worthRetrying()).isTrue();
      assertThat(server.posts).hasSize(1);
      server.now = ScriptedWebhook.NOW.plusSeconds(120);
      webhook.post("{}");
      assertThat(server.posts).hasSize(2);
      assertThat(server.pauses).isEmpty();
    }
  }

  @Test
  void an_absurd_retry_after_silences_for_an_hour_at_most() throws IOException {
    try (var server =
        new ScriptedWebhook(says(503, "", "Retry-After", "999999999"), says(200, "ok"))) {
      var webhook = server.webhook();
      assertThat(failure(webhook).worthRetrying()).isTrue();
      server.now = ScriptedWebhook.NOW.plus(Duration.ofHours(1));
      webhook.post("{}");
      assertThat(server.posts).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5", "", "99999999999999999999999"})
  void a_retry_after_that_says_nothing_is_left_out(String nonsense) throws IOException {
    try (var server =
        new ScriptedWebhook(says(429, "", "Retry-After", nonsense), says(200, "ok"))) {
      var webhook = server.webhook();
      assertThat(failure(webhook).worthRetrying()).isTrue();
      webhook.post("{}");
      assertThat(server.posts).hasSize(2);
    }
  }

  @Test
  void silence_ends_after_the_whole_patience() throws IOException {
    try (var server = new ScriptedWebhook(ScriptedWebhook.silence())) {
      var failed = failure(server.impatient());
      assertThat(failed).hasMessageContaining("no answer within 2000 ms");
      assertThat(failed.worthRetrying()).isTrue();
      assertThat(server.posts).hasSize(1);
    }
  }

  @Test
  void a_server_that_gave_no_answer_is_left_alone_for_a_minute() throws IOException {
    try (var server = new ScriptedWebhook(ScriptedWebhook.silence(), says(200, "ok"))) {
      var webhook = server.impatient();
      failure(webhook);
      server.now = ScriptedWebhook.NOW.plusSeconds(59);
      var quiet = failure(webhook);
      assertThat(quiet).hasMessageContaining("since there was no answer within 2000 ms");
      assertThat(quiet.worthRetrying()).isTrue();
      assertThat(server.posts).hasSize(1);
      server.now = ScriptedWebhook.NOW.plusSeconds(60);
      webhook.post("{}");
    }
  }

  @Test
  void a_server_that_speaks_no_tls_is_worth_another_try() throws IOException {
    try (var server = new ScriptedWebhook(says(200, "ok"))) {
      var failed = failure(server.at("https://127.0.0.1:" + server.port() + "/s3cretXXwebhook"));
      assertThat(failed.worthRetrying()).isTrue();
      assertThat(server.posts).isEmpty();
    }
  }

  @Test
  void a_body_that_stalls_after_a_200_was_taken_all_the_same() throws IOException {
    try (var server = new ScriptedWebhook(ScriptedWebhook.stalls(200))) {
      server.webhook().post("{}");
      assertThat(server.posts).hasSize(1);
    }
  }

  @Test
  void a_body_that_stalls_after_a_404_is_still_a_404() throws IOException {
    try (var server = new ScriptedWebhook(ScriptedWebhook.stalls(404))) {
      assertThat(failure(server.webhook()).worthRetrying()).isFalse();
    }
  }

  @Test
  void nobody_listening_is_worth_another_try() throws IOException {
    Webhook webhook;
    try (var server = new ScriptedWebhook(says(200, "ok"))) {
      webhook = server.webhook();
    }
    var failed = failure(webhook);
    assertThat(failed).hasMessageContaining("no connection: refused");
    assertThat(failed.worthRetrying()).isTrue();
  }

  @Test
  void a_login_in_the_url_goes_into_the_header_alone() throws IOException {
    try (var server = new ScriptedWebhook(says(500, "no"))) {
      var webhook = server.at("http://ann:passw0rd@127.0.0.1:" + server.port() + "/hook?t=tok3n-1");
      assertThat(shown(failure(webhook))).doesNotContain("passw0rd").doesNotContain("tok3n");
      assertThat(server.posts.getFirst().login()).isEqualTo("Basic YW5uOnBhc3N3MHJk");
      assertThat(server.posts.getFirst().path()).isEqualTo("/hook?t=tok3n-1");
      assertThat(webhook.toString()).doesNotContain("passw0rd");
    }
  }

  @Test
  void a_server_that_repeats_the_secret_is_not_quoted_with_it() throws IOException {
    var path = "/services/T0/" + ScriptedWebhook.SECRET;
    try (var server =
        new ScriptedWebhook(says(404, "no hook " + ScriptedWebhook.SECRET + " at " + path))) {
      assertThat(shown(failure(server.webhook())))
          .contains("404: no hook … at …")
          .doesNotContain(ScriptedWebhook.SECRET);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hooks.example.com/s3cretXXwebhook",
        "ftp://hooks.example.com/s3cretXXwebhook",
        "https://hooks.example.com/s3cretXXwebhook with space",
        "https:///s3cretXXwebhook",
        ""
      })
  void a_url_that_is_none_is_told_without_showing_it(String url) {
    assertThatThrownBy(() -> Webhook.of("slack/ops", url, () -> Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the URL of slack/ops")
        .satisfies(thrown -> assertThat(shown(thrown)).doesNotContain(ScriptedWebhook.SECRET));
  }

  private static DeliveryFailed failure(Webhook webhook) {
    var failed = catchThrowableOfType(DeliveryFailed.class, () -> webhook.post("{}"));
    assertThat(failed).isNotNull();
    assertThat(shown(failed)).doesNotContain(ScriptedWebhook.SECRET);
    return failed;
  }

  /// All that a log would show, causes included.
  private static String shown(Throwable thrown) {
    var all = new StringWriter();
    thrown.printStackTrace(new PrintWriter(all));
    return all.toString();
  }
}

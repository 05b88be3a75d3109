package dev.trimtab.report.alert;

import static dev.trimtab.report.alert.ScriptedWebhook.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.Check;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookCheckTest {
  private static Check slack(Webhook webhook) {
    return new SlackChannel(webhook).check().orElseThrow();
  }

  private static Check alertmanager(Webhook webhook) {
    return new AlertmanagerChannel(webhook).check().orElseThrow();
  }

  @Test
  void a_webhook_is_connected_to_and_nothing_is_posted() throws IOException {
    try (var web = new ScriptedWebhook(says(200, "ok"))) {
      var check = slack(web.webhook());
      assertThat(check.ok()).as(check.toString()).isTrue();
      assertThat(check.subject()).contains("slack/ops", "127.0.0.1:" + web.port());
      assertThat(check.toString()).doesNotContain(ScriptedWebhook.SECRET);
      assertThat(web.posts).isEmpty();
    }
  }

  @Test
  void a_server_without_tls_is_told_with_its_fix() throws IOException {
    try (var web = new ScriptedWebhook(says(200, "ok"))) {
      var check = slack(web.at("https://127.0.0.1:" + web.port() + "/" + ScriptedWebhook.SECRET));
      assertThat(check.ok()).isFalse();
      assertThat(check.message()).startsWith("TLS failed");
      assertThat(check.fix()).contains("is it http?");
      assertThat(check.toString()).doesNotContain(ScriptedWebhook.SECRET);
    }
  }

  @Test
  void a_host_that_nobody_knows_and_a_port_without_anybody_are_told() throws IOException {
    try (var web = new ScriptedWebhook(says(200, "ok"))) {
      var unknown = slack(web.at("http://nobody.invalid/x"));
      assertThat(unknown.ok()).isFalse();
      assertThat(unknown.message()).isEqualTo("its host is not known");
      assertThat(alertmanager(web.at("http://nobody.invalid")).message())
          .isEqualTo("its host is not known");
      int free;
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        free = socket.getLocalPort();
      }
      var closed = slack(web.at("http://127.0.0.1:" + free + "/x"));
      assertThat(closed.message()).isEqualTo("nobody answers");
      assertThat(closed.fix()).isNotEmpty();
      assertThat(alertmanager(web.at("http://127.0.0.1:" + free)).message())
          .isEqualTo("nobody answers");
    }
  }

  @ParameterizedTest
  @CsvSource({"200, true, ready", "404, false, root", "401, false, user", "503, false, log"})
  void an_alertmanager_is_asked_whether_it_is_ready(int status, boolean ok, String word)
      throws IOException {
    try (var web = new ScriptedWebhook(says(status, ""))) {
      var check = alertmanager(web.webhook("/prefix"));
      assertThat(check.ok()).isEqualTo(ok);
      assertThat(check.message() + check.fix()).contains(word);
      assertThat(web.posts).hasSize(1);
      assertThat(web.posts.getFirst().method()).isEqualTo("GET");
      assertThat(web.posts.getFirst().path()).isEqualTo("/prefix/-/ready");
    }
  }
}

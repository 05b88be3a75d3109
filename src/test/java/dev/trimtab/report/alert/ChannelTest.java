package dev.trimtab.report.alert;

import static dev.trimtab.report.alert.ScriptedWebhook.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.trimtab.model.spend.AlertChannel;
import dev.trimtab.model.spend.AlertNotice;
import dev.trimtab.model.spend.DeliveryFailed;
import dev.trimtab.report.Templates;
import dev.trimtab.report.mail.ScriptedSmtp;
import dev.trimtab.report.mail.SmtpMailer;
import dev.trimtab.report.mail.SmtpSettings;
import dev.trimtab.report.mail.SmtpSettings.Tls;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChannelTest {
  private static final String OPS = "ops@example.com";
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void mail_arrives_as_text_and_html() throws MessagingException, IOException {
    var server = greenMail();
    try {
      mail(server, OPS).send(new Notices().opened());
      var received = server.getReceivedMessages();
      assertThat(received).hasSize(1);
      assertThat(received[0].getAllRecipients()[0]).hasToString(OPS);
      assertThat(received[0].getSubject()).isEqualTo("USD 412.50 so far on llm key/batch-7");
      assertThat(received[0].getSentDate()).isEqualTo(Date.from(Notices.AT));
      assertThat(body(received[0], 0).getBodyPart(0).getContent().toString())
          .startsWith("USD 412.50 so far on llm key/batch-7");
      assertThat(body(received[0], 0).getBodyPart(1).getContentType()).startsWith("text/html");
      assertThat(body(received[0], 0).getBodyPart(1).getContent().toString())
          .contains("USD 412.50 so far on</div>");
    } finally {
      server.stop();
    }
  }

  @Test
  void later_notices_answer_the_first_and_each_attempt_is_the_same_message()
      throws MessagingException {
    var server = greenMail();
    try {
      var channel = mail(server, OPS);
      var notices = new Notices();
      var told =
          List.of(
              notices.opened(),
              notices.opened(),
              notices.grew(),
              notices.grewUntil(Notices.OVER),
              notices.ended());
      told.forEach(channel::send);
      var received = server.getReceivedMessages();
      var first = received[0].getMessageID();
      assertThat(first).startsWith("<alert-12-opened-").endsWith("@trimtab>");
      assertThat(received[0].getHeader("In-Reply-To")).isNull();
      assertThat(received[1].getMessageID()).isEqualTo(first);
      for (var later : List.of(received[2], received[3], received[4])) {
        assertThat(later.getHeader("In-Reply-To")).containsExactly(first);
        assertThat(later.getHeader("References")).containsExactly(first);
      }
      assertThat(List.of(received).stream().map(ChannelTest::id).distinct()).hasSize(4);
    } finally {
      server.stop();
    }
  }

  @Test
  void message_ids_differ_by_recipient_and_incident() {
    var one = AlertMessageId.of(new Notices().opened(), OPS);
    assertThat(AlertMessageId.of(new Notices().opened(), "dev@example.com")).isNotEqualTo(one);
    assertThat(AlertMessageId.of(new Notices().series("other").opened(), OPS)).isNotEqualTo(one);
    assertThat(AlertMessageId.of(new Notices().opened(), OPS)).isEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource({"RCPT, 550 no such user, false", "RCPT, 450 greylisted, true", "., '', true"})
  void a_mail_server_that_does_not_take_it_is_told(
      String command, String answer, boolean worthRetrying) throws IOException {
    try (var server = new ScriptedSmtp(Map.of(command, answer))) {
      assertThatThrownBy(() -> mail(server.port(), OPS).send(new Notices().opened()))
          .isInstanceOf(DeliveryFailed.class)
          .hasMessageStartingWith("mail/ops@example.com: localhost:")
          .extracting(thrown -> ((DeliveryFailed) thrown).worthRetrying())
          .isEqualTo(worthRetrying);
    }
  }

  /// The loop of whoever remembers deliveries: what went out is not sent again.
  private static List<AlertChannel> deliver(List<AlertChannel> channels, AlertNotice notice) {
    var left = new ArrayList<AlertChannel>();
    for (var channel : channels) {
      try {
        channel.send(notice);
      } catch (DeliveryFailed e) {
        if (e.worthRetrying()) {
          left.add(channel);
        }
      }
    }
    return left;
  }

  @Test
  void a_webhook_that_times_out_keeps_no_mail_back_and_sends_none_twice() throws IOException {
    var server = greenMail();
    try (var web = new ScriptedWebhook(ScriptedWebhook.silence(), says(200, "ok"))) {
      var slack = new SlackChannel(web.impatient());
      var all = List.of(slack, mail(server, OPS), mail(server, "dev@example.com"));
      var left = deliver(all, new Notices().opened());
      assertThat(left).containsExactly(slack);
      assertThat(server.getReceivedMessages()).hasSize(2);
      web.now = ScriptedWebhook.NOW.plus(Duration.ofHours(1));
      assertThat(deliver(left, new Notices().opened())).isEmpty();
      assertThat(server.getReceivedMessages()).hasSize(2);
      assertThat(web.posts).hasSize(2);
    } finally {
      server.stop();
    }
  }

  @Test
  void slack_reads_so() throws IOException {
    assertThat(slack(new Notices().opened()))
        .isEqualTo(
            """
            *USD 412.50 so far on* `llm key/batch-7`
            Now USD 96.00 an hour, normally USD 8.00 (12 times as much).
            At this rate USD 68,000 by the month's end.
            It spends more than is normal for it.
            Since: 2026-11-25 13:00 UTC
            Data until: 2026-11-25 15:00 UTC
            Beyond normal: USD 388.50
            Team: `content`
            Cost centre: `CC-4100`
            Environment: `production`
            Top key: `batch-7`
            Top model: `openai/gpt-5`
            Top endpoint: `/v1/responses`
            Failed: 3.4% of requests
            Alert: 12
            *What to do:* Look at the key and model with the most new requests, and at what calls it. Limit the key at the provider if nobody knows.
            Known? `trimtab alerts ack 12` or `select finops.acknowledge_alert(12, 'your name');`\
            """);
  }

  @Test
  void a_name_calls_nobody_and_leaves_no_code_span() throws IOException {
    var evil = "a`<!channel> @here & \"x\"\u0007\ud800";
    var text = slack(new Notices().series(evil).advice("ask <@U1> @all").opened());
    assertThat(text)
        .contains("`a'&lt;!channel&gt; @here &amp; \"x\" ")
        .contains("ask &lt;@\u200bU1&gt; @\u200ball")
        .doesNotContain("<");
  }

  @Test
  void the_alertmanager_gets_an_alert_that_does_not_resolve_by_itself() throws IOException {
    var alert = alertmanager("", new Notices().opened());
    var labels = alert.get("labels");
    assertThat(labels.propertyNames())
        .containsExactlyInAnyOrder("alertname", "series", "rule", "severity", "team");
    assertThat(labels.get("team").asString()).isEqualTo("content");
    assertThat(labels.get("alertname").asString()).isEqualTo("TrimtabSpend");
    assertThat(labels.get("series").asString()).isEqualTo(Notices.SERIES);
    assertThat(labels.get("rule").asString()).isEqualTo("overspend");
    assertThat(labels.get("severity").asString()).isEqualTo("warning");
    assertThat(alert.get("startsAt").asString()).isEqualTo(Notices.FIRST.toString());
    assertThat(alert.get("endsAt").asString())
        .isEqualTo(Notices.AT.plus(Duration.ofDays(9)).toString());
    var said = alert.get("annotations");
    assertThat(said.get("summary").asString()).isEqualTo("USD 412.50 so far on llm key/batch-7");
    assertThat(said.get("description").asString()).contains("USD 96.00", "USD 68,000");
    assertThat(said.get("top_key").asString()).isEqualTo("batch-7");
    assertThat(said.get("acknowledge").asString()).startsWith("trimtab alerts ack 12 or select");
  }

  @Test
  void the_same_labels_and_start_end_an_incident() throws IOException {
    var opened = alertmanager("/prefix/", new Notices().rule("surge").opened());
    var ended =
        alertmanager("/prefix" + AlertmanagerChannel.PATH, new Notices().rule("surge").ended());
    assertThat(ended.get("labels")).isEqualTo(opened.get("labels"));
    assertThat(opened.get("labels").get("severity").asString()).isEqualTo("critical");
    assertThat(ended.get("startsAt")).isEqualTo(opened.get("startsAt"));
    assertThat(ended.get("endsAt").asString()).isEqualTo(Notices.OVER.toString());
  }

  @Test
  void an_end_before_the_start_is_put_after_it() throws IOException {
    var alert = alertmanager("", new Notices().endedAt(Notices.FIRST));
    assertThat(alert.get("endsAt").asString()).isEqualTo("2026-11-25T13:00:01Z");
  }

  @Test
  void json_says_only_what_it_can() {
    assertThat(Json.of(List.of("a\"\\\n\t", Map.of()))).isEqualTo("[\"a\\\"\\\\\\n\\u0009\",{}]");
    assertThatThrownBy(() -> Json.of(1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String slack(AlertNotice notice) throws IOException {
    try (var server = new ScriptedWebhook(says(200, "ok"))) {
      new SlackChannel(server.webhook()).send(notice);
      return JSON.readTree(server.posts.getFirst().body()).get("text").asString();
    }
  }

  private static JsonNode alertmanager(String path, AlertNotice notice) throws IOException {
    try (var server = new ScriptedWebhook(says(200, ""))) {
      var channel = new AlertmanagerChannel(server.webhook(path));
      assertThat(channel.name()).isEqualTo("slack/ops");
      channel.send(notice);
      var post = server.posts.getFirst();
      assertThat(post.path()).endsWith(AlertmanagerChannel.PATH).doesNotContain("//");
      assertThat(post.path().split(AlertmanagerChannel.PATH, -1)).hasSize(2);
      var alerts = JSON.readTree(post.body());
      assertThat(alerts).hasSize(1);
      return alerts.get(0);
    }
  }

  private static GreenMail greenMail() {
    var server = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
    server.start();
    return server;
  }

  private static AlertChannel mail(GreenMail server, String recipient) {
    return mail(server.getSmtp().getPort(), recipient);
  }

  private static AlertChannel mail(int port, String recipient) {
    var settings =
        SmtpSettings.of("localhost", port, Tls.NONE, "", "", "trimtab@example.com")
            .waiting(Duration.ofSeconds(5), Duration.ofSeconds(5));
    return new MailChannel(new SmtpMailer(settings), new AlertText(Templates.builtIn()), recipient);
  }

  private static MimeMultipart body(MimeMessage message, int part)
      throws MessagingException, IOException {
    return (MimeMultipart) ((MimeMultipart) message.getContent()).getBodyPart(part).getContent();
  }

  private static String id(MimeMessage message) {
    try {
      return message.getMessageID();
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }
}

package dev.trimtab.report.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.trimtab.model.report.OutboxMail;
import dev.trimtab.model.report.OutboxMail.Attachment;
import dev.trimtab.report.mail.SmtpSettings.Tls;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpMailerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String PASSWORD = "s3cret-word";

  @Test
  void a_mail_arrives_whole_with_its_own_message_id() throws MessagingException, IOException {
    var server = greenMail(ServerSetup.PROTOCOL_SMTP);
    try {
      server.setUser("finance@example.com", "reporter", PASSWORD);
      var mailer = mailer(server.getSmtp().getPort(), Tls.NONE, "reporter", PASSWORD);
      assertThat(mailer.send(mail())).isInstanceOf(Delivery.Sent.class);
      assertThat(mailer.send(mail())).isInstanceOf(Delivery.Sent.class);
      var received = server.getReceivedMessages();
      assertThat(received).hasSize(2);
      for (var message : received) {
        assertArrivedWhole(message);
      }
    } finally {
      server.stop();
    }
  }

  @Test
  void a_wrong_password_is_told_without_it_and_may_be_tried_again() {
    var server = greenMail(ServerSetup.PROTOCOL_SMTP);
    try {
      server.setUser("finance@example.com", "reporter", PASSWORD);
      var mailer = mailer(server.getSmtp().getPort(), Tls.NONE, "reporter", "wrong-word");
      var delivery = mailer.send(mail());
      assertThat(delivery).isInstanceOf(Delivery.Unreachable.class);
      assertThat(delivery.toString()).contains("'reporter'").doesNotContain("wrong-word");
      assertThat(mailer.check().ok()).isFalse();
      assertThat(mailer.check().fix()).contains("password");
    } finally {
      server.stop();
    }
  }

  @Test
  void a_server_without_starttls_gets_no_mail_and_no_password() throws IOException {
    try (var server = new ScriptedSmtp(Map.of())) {
      var mailer = mailer(server.port(), Tls.STARTTLS, "reporter", PASSWORD);
      var delivery = mailer.send(mail());
      assertThat(delivery).isInstanceOf(Delivery.Unreachable.class);
      assertThat(delivery.toString())
          .contains("localhost:" + server.port())
          .contains("STARTTLS is required but host does not support STARTTLS")
          .contains("smtps");
      assertThat(server.heard())
          .extracting(ScriptedSmtp.Heard::line)
          .noneMatch(line -> line.matches("(AUTH|MAIL|RCPT|DATA|Subject).*"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, 550 no such sender, Refused",
    "RCPT, 550 no such user, Refused",
    "RCPT, 450 greylisted, Unreachable",
    "DATA, 451 try later, Unreachable",
    "DATA, 554 no, Refused",
    "., 552 too big, Refused",
    "., 452 disk full, Unreachable",
    "CONNECT, 421 busy, Unreachable",
    "., 250 queued as 77, Sent"
  })
  void the_servers_answer_decides(String command, String answer, String expected)
      throws IOException {
    try (var server = new ScriptedSmtp(Map.of(command, answer))) {
      var delivery = mailer(server.port(), Tls.NONE, "", "").send(mail());
      assertThat(delivery.getClass().getSimpleName()).as("%s", delivery).isEqualTo(expected);
      assertThat(delivery.toString()).contains(answer.substring(4));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECT, Unreachable",
    "EHLO, Unreachable",
    "MAIL, Unreachable",
    "RCPT, Unreachable",
    "DATA, Unreachable",
    "., InDoubt",
    "QUIT, Sent"
  })
  void a_lost_connection_is_in_doubt_only_after_the_mail_was_handed_over(
      String command, String expected) throws IOException {
    var answers = Map.of(command, ScriptedSmtp.HANG_UP, "HELO", "502 no");
    try (var server = new ScriptedSmtp(answers)) {
      var delivery = mailer(server.port(), Tls.NONE, "", "").send(mail());
      assertThat(delivery.getClass().getSimpleName()).as("%s", delivery).isEqualTo(expected);
    }
  }

  @Test
  void nobody_listening_is_unreachable_and_names_the_server() throws IOException {
    int port;
    try (var server = new ScriptedSmtp(Map.of())) {
      port = server.port();
    }
    var mailer = mailer(port, Tls.NONE, "", "");
    assertThat(mailer.send(mail()).toString()).contains("localhost:" + port);
    assertThat(mailer.check().ok()).isFalse();
  }

  @Test
  void a_recipient_that_is_no_address_is_refused() throws IOException {
    try (var server = new ScriptedSmtp(Map.of())) {
      var delivery = mailer(server.port(), Tls.NONE, "", "").send(mailTo("no address"));
      assertThat(delivery).isInstanceOf(Delivery.Refused.class);
    }
  }

  @Test
  void settings_never_show_the_password() {
    assertThat(settings(25, Tls.NONE, "u", PASSWORD).toString()).doesNotContain(PASSWORD);
  }

  @Test
  void a_check_greets_and_says_noop() throws IOException {
    try (var server = new ScriptedSmtp(Map.of())) {
      assertThat(mailer(server.port(), Tls.NONE, "", "").check().ok()).isTrue();
    }
  }

  private static void assertArrivedWhole(MimeMessage message)
      throws MessagingException, IOException {
    assertThat(message.getMessageID()).isEqualTo("<report-1@trimtab>");
    assertThat(message.getSentDate()).isEqualTo(Date.from(Instant.parse("2026-11-25T03:00:00Z")));
    assertThat(message.getSubject()).isEqualTo("CHECK: Kosten für November");
    var all = (MimeMultipart) message.getContent();
    var bodies = (MimeMultipart) all.getBodyPart(0).getContent();
    assertThat(bodies.getBodyPart(0).getContent().toString()).contains("plain €");
    assertThat(bodies.getBodyPart(1).getContent().toString()).contains("<b>html</b>");
    var workbook = all.getBodyPart(1);
    assertThat(workbook.getFileName()).isEqualTo("report.xlsx");
    assertThat(workbook.getContentType()).contains("spreadsheetml.sheet");
    assertThat(workbook.getInputStream().readAllBytes()).isEqualTo(bytes());
  }

  static GreenMail greenMail(String protocol) {
    var server = new GreenMail(new ServerSetup(0, "localhost", protocol));
    server.start();
    return server;
  }

  static SmtpMailer mailer(int port, Tls tls, String user, String password) {
    return new SmtpMailer(settings(port, tls, user, password));
  }

  static SmtpSettings settings(int port, Tls tls, String user, String password) {
    return SmtpSettings.of("localhost", port, tls, user, password, "trimtab@example.com")
        .waiting(PATIENCE, PATIENCE);
  }

  static OutboxMail mail() {
    return mailTo("finance@example.com");
  }

  private static OutboxMail mailTo(String recipient) {
    return new OutboxMail(
        1,
        "<report-1@trimtab>",
        recipient,
        "CHECK: Kosten für November",
        "<b>html</b>",
        "plain €",
        List.of(
            new Attachment(
                "report.xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                bytes())),
        0,
        Instant.parse("2026-11-25T03:00:00Z"));
  }

  private static byte[] bytes() {
    var bytes = new byte[100_000];
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    return bytes;
  }
}

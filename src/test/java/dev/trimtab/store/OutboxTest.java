package dev.trimtab.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.report.OutboxMail;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final Database database = TestDatabase.open();
  private final Outbox outbox = database.outbox();

  @AfterEach
  void close() {
    database.close();
  }

  private static OutboxMail mail(String recipient, String subject) {
    return new OutboxMail(
        0,
        "<report." + recipient + ">",
        recipient,
        subject,
        "<p>hello</p>",
        "hello",
        List.of(
            new OutboxMail.Attachment(
                "report.xlsx",
                "application/octet-stream",
                subject.getBytes(StandardCharsets.UTF_8))),
        0,
        Facts.NOW);
  }

  private void enqueue(String subject) {
    outbox.enqueue("2026-11", mail("finance@example.com", subject));
  }

  private OutboxMail due() {
    assertThat(outbox.due()).hasSize(1);
    return outbox.due().getFirst();
  }

  private String status() {
    return database.sql().query("select status from trimtab.outbox").rows().getFirst().getFirst();
  }

  @Test
  void a_waiting_mail_takes_new_content_under_the_same_message_id() {
    enqueue("draft");
    enqueue("final");
    assertThat(due().subject()).isEqualTo("final");
    assertThat(new String(due().attachments().getFirst().content(), StandardCharsets.UTF_8))
        .isEqualTo("final");
    assertThat(due().messageId()).isEqualTo("<report.finance@example.com>");
  }

  @Test
  void each_recipient_has_a_mail_of_its_own() {
    enqueue("a");
    outbox.enqueue("2026-11", mail("cto@example.com", "a"));
    assertThat(outbox.due())
        .extracting(OutboxMail::recipient)
        .containsExactly("finance@example.com", "cto@example.com");
  }

  @Test
  void a_mail_whose_process_died_while_sending_is_due_again_unchanged() {
    enqueue("first");
    outbox.sending(due().id());
    enqueue("second");
    assertThat(due().subject()).isEqualTo("first");
    assertThat(due().attempts()).isEqualTo(1);
    assertThat(status()).isEqualTo("sending");
  }

  @Test
  void a_sent_mail_is_never_due_again() {
    enqueue("first");
    long id = due().id();
    outbox.sending(id);
    outbox.sent(id, Facts.NOW, "250 ok");
    enqueue("second");
    assertThat(outbox.due()).isEmpty();
    assertThat(status()).isEqualTo("sent");
  }

  @Test
  void a_mail_that_did_not_go_out_waits_and_may_change() {
    enqueue("first");
    long id = due().id();
    outbox.sending(id);
    outbox.retry(id, "connection refused");
    enqueue("second");
    assertThat(due().subject()).isEqualTo("second");
    assertThat(due().attempts()).isEqualTo(1);
  }

  @Test
  void a_mail_in_doubt_is_repeated_as_it_was() {
    enqueue("first");
    long id = due().id();
    outbox.sending(id);
    outbox.inDoubt(id, "no answer after DATA");
    enqueue("second");
    assertThat(due().subject()).isEqualTo("first");
  }

  @Test
  void a_refused_mail_rests_until_the_report_is_made_again() {
    enqueue("first");
    long id = due().id();
    outbox.sending(id);
    outbox.refused(id, "550 no such user");
    assertThat(outbox.due()).isEmpty();
    enqueue("second");
    assertThat(due().subject()).isEqualTo("second");
  }
}

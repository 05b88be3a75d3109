package dev.trimtab.store;

import dev.trimtab.model.report.OutboxMail;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Mails that wait to go out, one per report and recipient.
public final class Outbox {
  private final Transactions transactions;

  Outbox(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Puts a mail in. One that is in already is left alone once a server may have it, else it gets
  /// the new content; one that was refused for good gets another chance with it.
  public void enqueue(String reportKey, OutboxMail mail) {
    var attachment = mail.attachments().getFirst();
    transactions.run(handle ->
        handle.execute(
            """
            insert into trimtab.outbox as t (report_key, recipient, message_id, subject, html_body, text_body,
              attachment_name, attachment_type, attachment, created_at, status)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting')
            on conflict (report_key, recipient) do update
            set subject = excluded.subject, html_body = excluded.html_body, text_body = excluded.text_body,
              attachment_name = excluded.attachment_name, attachment = excluded.attachment, status = 'waiting'
            where t.status in ('waiting', 'refused')
            """,
            reportKey,
            mail.recipient(),
            mail.messageId(),
            Text.clean(mail.subject()),
            Text.clean(mail.htmlBody()),
            Text.clean(mail.textBody()),
            attachment.name(),
            attachment.contentType(),
            attachment.content(),
            mail.createdAt()));
  }

  /// Mails that have not gone out, the oldest first; those that were being sent when their process
  /// died among them.
  public List<OutboxMail> due() {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select * from trimtab.outbox where status in ('waiting', 'sending') order by id
                """)
            .map((row, _) -> mail(row))
            .list());
  }

  private static OutboxMail mail(ResultSet row) throws SQLException {
    return new OutboxMail(
        row.getLong("id"),
        row.getString("message_id"),
        row.getString("recipient"),
        row.getString("subject"),
        row.getString("html_body"),
        row.getString("text_body"),
        List.of(
            new OutboxMail.Attachment(
                row.getString("attachment_name"),
                row.getString("attachment_type"),
                row.getBytes("attachment"))),
        row.getInt("attempts"),
        row.getTimestamp("created_at").toInstant());
  }

  /// Marks a mail as about to be handed over.
  public void sending(long id) {
    transactions.run(handle ->
        handle.execute(
            "update trimtab.outbox set status = 'sending', attempts = attempts + 1 where id = ?",
            id));
  }

  public void sent(long id, Instant now, String reply) {
    transactions.run(handle ->
        handle.execute(
            "update trimtab.outbox set status = 'sent', sent_at = ?, last_message = ? where id = ?",
            now,
            Text.clean(reply),
            id));
  }

  /// Not gone out: the next run tries again.
  public void retry(long id, String message) {
    transactions.run(handle ->
        handle.execute(
            "update trimtab.outbox set status = 'waiting', last_message = ? where id = ?",
            Text.clean(message),
            id));
  }

  /// Handed over, but without an answer: the next run sends the very same mail again, so it stays
  /// closed to new content.
  public void inDoubt(long id, String message) {
    transactions.run(handle ->
        handle.execute(
            "update trimtab.outbox set last_message = ? where id = ?", Text.clean(message), id));
  }

  /// Refused for good: somebody has to mend something first.
  public void refused(long id, String message) {
    transactions.run(handle ->
        handle.execute(
            "update trimtab.outbox set status = 'refused', last_message = ? where id = ?",
            Text.clean(message),
            id));
  }
}

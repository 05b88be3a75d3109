package dev.trimtab.model.report;

import java.time.Instant;
import java.util.List;

/// A mail waiting to go out, complete: nothing is looked up when it is sent.
///
/// @param id its row in the outbox
/// @param messageId the RFC 5322 Message-ID, the same for every attempt
/// @param attempts tries so far
public record OutboxMail(
    long id,
    String messageId,
    String recipient,
    String subject,
    String htmlBody,
    String textBody,
    List<Attachment> attachments,
    int attempts,
    Instant createdAt) {
  public OutboxMail {
    attachments = List.copyOf(attachments);
  }

  /// A file in a mail.
  @SuppressWarnings("ArrayRecordComponent") // a file's bytes; mails are never compared
  public record Attachment(String name, String contentType, byte[] content) {}
}

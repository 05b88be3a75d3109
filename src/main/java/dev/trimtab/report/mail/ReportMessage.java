package dev.trimtab.report.mail;

import dev.trimtab.model.report.OutboxMail;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Date;

/// An outbox row as a MIME message that keeps its own Message-ID, and knows whether all of it was
/// written to the server.
final class ReportMessage extends MimeMessage {
  private static final String UTF_8 = "UTF-8";
  private final String messageId;
  private boolean handedOver;

  private ReportMessage(Session session, String messageId) {
    super(session);
    this.messageId = messageId;
  }

  static ReportMessage of(OutboxMail mail, String from, Session session) throws MessagingException {
    var message = new ReportMessage(session, mail.messageId());
    message.setFrom(new InternetAddress(from, true));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.recipient(), true));
    message.setSubject(mail.subject().replaceAll("[\\r\\n]+", " "), UTF_8);
    message.setSentDate(Date.from(mail.createdAt()));
    // asks holiday notices not to answer a batch job
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setContent(content(mail));
    message.saveChanges();
    return message;
  }

  /// Puts it into the thread of an earlier message.
  void answers(String earlier) throws MessagingException {
    setHeader("In-Reply-To", earlier);
    setHeader("References", earlier);
  }

  /// Whether the last byte before the closing dot went out.
  boolean handedOver() {
    return handedOver;
  }

  @Override
  public void writeTo(OutputStream out, String[] ignoreList)
      throws IOException, MessagingException {
    super.writeTo(out, ignoreList);
    handedOver = true;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", messageId);
  }

  private static MimeMultipart content(OutboxMail mail) throws MessagingException {
    var text = new MimeBodyPart();
    text.setText(mail.textBody(), UTF_8);
    var html = new MimeBodyPart();
    html.setText(mail.htmlBody(), UTF_8, "html");
    var bodies = new MimeBodyPart();
    bodies.setContent(new MimeMultipart("alternative", text, html));
    var all = new MimeMultipart("mixed", bodies);
    for (var attachment : mail.attachments()) {
      all.addBodyPart(file(attachment));
    }
    return all;
  }

  private static MimeBodyPart file(OutboxMail.Attachment attachment) throws MessagingException {
    var part = new MimeBodyPart();
    part.setDataHandler(
        new DataHandler(new ByteArrayDataSource(attachment.content(), attachment.contentType())));
    part.setFileName(attachment.name());
    part.setDisposition(Part.ATTACHMENT);
    part.setHeader("Content-Transfer-Encoding", "base64");
    return part;
  }
}

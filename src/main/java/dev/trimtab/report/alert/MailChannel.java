package dev.trimtab.report.alert;

import dev.trimtab.model.report.OutboxMail;
import dev.trimtab.model.spend.AlertChannel;
import dev.trimtab.model.spend.AlertNotice;
import dev.trimtab.model.spend.DeliveryFailed;
import dev.trimtab.report.mail.Delivery;
import dev.trimtab.report.mail.SmtpMailer;
import java.time.Instant;
import java.util.List;

/// Mails one person. Every attempt at a notice is the same message, and later notices of an
/// incident answer the first, so that mail programs show them together.
public final class MailChannel implements AlertChannel {
  private final SmtpMailer mailer;
  private final AlertText text;
  private final String recipient;

  /// A channel of its own for each recipient: one who cannot be reached delays no other.
  ///
  /// @param recipient a mail address
  public MailChannel(SmtpMailer mailer, AlertText text, String recipient) {
    this.mailer = mailer;
    this.text = text;
    this.recipient = recipient;
  }

  @Override
  public String name() {
    return "mail/" + recipient;
  }

  @Override
  public void send(AlertNotice notice) {
    var mail =
        new OutboxMail(
            notice.id(),
            AlertMessageId.of(notice, recipient),
            recipient,
            text.subject(notice),
            text.html(notice),
            text.plain(notice),
            List.of(),
            0,
            date(notice));
    var delivery =
        notice.kind() == AlertNotice.Kind.OPENED
            ? mailer.send(mail)
            : mailer.sendAnswer(mail, AlertMessageId.ofFirst(notice, recipient));
    switch (delivery) {
      case Delivery.Sent _ -> {}
      case Delivery.Refused refused -> throw failed(refused.message(), false);
      case Delivery.Unreachable unreachable -> throw failed(unreachable.message(), true);
      case Delivery.InDoubt doubt -> throw failed(doubt.message(), true);
    }
  }

  private DeliveryFailed failed(String message, boolean worthRetrying) {
    return new DeliveryFailed(name() + ": " + message, worthRetrying);
  }

  /// The same for every attempt.
  private static Instant date(AlertNotice notice) {
    var ended = notice.ended();
    return ended == null ? AlertWords.asOf(notice) : ended;
  }
}

package dev.trimtab.pipeline;

import dev.trimtab.model.report.OutboxMail;
import dev.trimtab.model.run.Gap;
import dev.trimtab.report.mail.Delivery;
import dev.trimtab.report.mail.SmtpMailer;
import dev.trimtab.store.Database;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what waits in the outbox.
public final class SendRun {
  private static final Logger LOG = LoggerFactory.getLogger(SendRun.class);

  private final Database database;
  private final SmtpMailer mailer;
  private final InstantSource clock;

  public SendRun(Database database, SmtpMailer mailer, InstantSource clock) {
    this.database = database;
    this.mailer = mailer;
    this.clock = clock;
  }

  /// Tries every mail once. What does not go out stays in the outbox and is a gap.
  public List<Gap> send() {
    var gaps = new ArrayList<Gap>();
    for (var mail : database.outbox().due()) {
      database.outbox().sending(mail.id());
      settle(mail, mailer.send(mail), gaps);
    }
    return gaps;
  }

  private void settle(OutboxMail mail, Delivery delivery, List<Gap> gaps) {
    var outbox = database.outbox();
    switch (delivery) {
      case Delivery.Sent(var reply) -> {
        outbox.sent(mail.id(), clock.instant(), reply);
        LOG.info("mailed {} to {}", mail.subject(), mail.recipient());
      }
      case Delivery.Refused(var message) -> {
        outbox.refused(mail.id(), message);
        gaps.add(
            gap(
                mail,
                "was refused: "
                    + message
                    + ". Mend the cause and run: trimtab report, then trimtab send"));
      }
      case Delivery.Unreachable(var message) -> {
        outbox.retry(mail.id(), message);
        gaps.add(
            gap(
                mail,
                "did not go out: "
                    + message
                    + ". It stays in the outbox; trimtab send tries again"));
      }
      case Delivery.InDoubt(var message) -> {
        outbox.inDoubt(mail.id(), message);
        gaps.add(
            gap(
                mail,
                "may or may not have arrived: "
                    + message
                    + ". trimtab send repeats it under the same Message-ID"));
      }
    }
  }

  private static Gap gap(OutboxMail mail, String message) {
    return new Gap("mail/" + mail.recipient(), "\"" + mail.subject() + "\" " + message, null);
  }
}

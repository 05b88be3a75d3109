package dev.trimtab.report.mail;

import dev.trimtab.model.Check;
import dev.trimtab.model.report.OutboxMail;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/// Hands mails of the outbox to an SMTP server, one message per recipient.
///
/// A mail's Message-ID and Date are those of its row, so every attempt is the same message: whoever
/// gets it twice, because an answer was lost, can tell.
public final class SmtpMailer {
  private static final int OK = 250;
  private static final int TEMPORARY = 400;
  private static final int PERMANENT = 500;
  private final SmtpSettings settings;

  public SmtpMailer(SmtpSettings settings) {
    this.settings = settings;
  }

  /// Tries once. A failure is a value; what to do about it is the caller's.
  public Delivery send(OutboxMail mail) {
    return send(mail, null);
  }

  /// The same for a mail that belongs to an earlier one: mail programs show them together.
  ///
  /// @param inReplyTo the earlier one's Message-ID
  public Delivery sendAnswer(OutboxMail mail, String inReplyTo) {
    return send(mail, inReplyTo);
  }

  private Delivery send(OutboxMail mail, @Nullable String inReplyTo) {
    try {
      var session = SmtpSessions.session(settings);
      var message = ReportMessage.of(mail, settings.from(), session);
      if (inReplyTo != null) {
        message.answers(inReplyTo);
      }
      var transport = SmtpSessions.connect(session, settings);
      try {
        return send(transport, message);
      } finally {
        close(transport);
      }
    } catch (AddressException e) {
      return new Delivery.Refused(
          "'%s' is no mail address: %s".formatted(e.getRef(), e.getMessage()));
    } catch (MessagingException e) {
      return new Delivery.Unreachable(settings.server() + ": " + words(e) + ". " + fix(e));
    }
  }

  /// Connects, greets, switches to TLS, logs in and says NOOP: all but a mail.
  public Check check() {
    var subject = "mail: " + settings.server() + ", tls " + settings.tls();
    try {
      var transport = SmtpSessions.connect(SmtpSessions.session(settings), settings);
      try {
        transport.issueCommand("NOOP", OK);
        return Check.ok(
            subject, settings.login() ? "logged in as " + settings.user() : "greeted, no login");
      } finally {
        close(transport);
      }
    } catch (MessagingException e) {
      return Check.failed(subject, words(e), fix(e));
    }
  }

  private Delivery send(SMTPTransport transport, ReportMessage message) {
    try {
      transport.sendMessage(message, message.getAllRecipients());
      return new Delivery.Sent(String.valueOf(transport.getLastServerResponse()).strip());
    } catch (MessagingException e) {
      var code = reply(e);
      var words = settings.server() + ": " + words(e);
      if (code.isPresent()) {
        return code.getAsInt() >= PERMANENT
            ? new Delivery.Refused(words)
            : new Delivery.Unreachable(words);
      }
      return message.handedOver()
          ? new Delivery.InDoubt(
              words + ". The mail was handed over, but the server did not say that it has it.")
          : new Delivery.Unreachable(words);
    }
  }

  /// The server's reply to this mail, if it gave one; a lost connection has none.
  private static OptionalInt reply(MessagingException thrown) {
    for (Exception e = thrown; e != null; e = next(e)) {
      var code =
          switch (e) {
            case SMTPAddressFailedException failed -> failed.getReturnCode();
            case SMTPSendFailedException failed -> failed.getReturnCode();
            default -> -1;
          };
      if (code >= TEMPORARY) {
        return OptionalInt.of(code);
      }
    }
    return OptionalInt.empty();
  }

  private static @Nullable Exception next(Exception e) {
    return e instanceof MessagingException messaging ? messaging.getNextException() : null;
  }

  /// The innermost words are the server's, or the system's.
  private static String words(MessagingException thrown) {
    Exception last = thrown;
    for (var e = next(thrown); e != null; e = next(e)) {
      last = e.getMessage() == null ? last : e;
    }
    return String.valueOf(last.getMessage()).strip();
  }

  private String fix(MessagingException thrown) {
    if (thrown instanceof AuthenticationFailedException) {
      return "Check user ('%s') and password; some providers ask for an app password."
          .formatted(settings.user());
    }
    for (Exception e = thrown; e != null; e = next(e)) {
      if (e instanceof SSLException) {
        return "The certificate is not trusted or the port does not speak TLS: give the authority's PEM file, or check tls (%s)."
            .formatted(settings.tls());
      }
    }
    return switch (settings.tls()) {
      case NONE -> "Check host and port.";
      case STARTTLS ->
          "Check host and port; a server without STARTTLS needs tls: smtps (port 465), or none.";
      case SMTPS -> "Check host and port; TLS from the start is usually port 465.";
    };
  }

  private static void close(SMTPTransport transport) {
    try {
      transport.close();
    } catch (MessagingException _) {
      // whatever became of the mail is known by now; the goodbye adds nothing
    }
  }
}

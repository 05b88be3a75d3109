package dev.trimtab.report.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/// Opens connections by the settings.
final class SmtpSessions {
  private SmtpSessions() {}

  static Session session(SmtpSettings settings) throws MessagingException {
    var properties = new Properties();
    properties.put("mail.smtp.host", settings.host());
    properties.put("mail.smtp.port", String.valueOf(settings.port()));
    properties.put("mail.smtp.auth", String.valueOf(settings.login()));
    properties.put("mail.smtp.connectiontimeout", millis(settings.connectTimeout()));
    properties.put("mail.smtp.timeout", millis(settings.readTimeout()));
    properties.put("mail.smtp.writetimeout", millis(settings.readTimeout()));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    // the mail is the server's once it said so; a lost goodbye changes nothing
    properties.put("mail.smtp.quitwait", "false");
    switch (settings.tls()) {
      case NONE -> properties.put("mail.smtp.starttls.enable", "false");
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case SMTPS -> properties.put("mail.smtp.ssl.enable", "true");
    }
    if (settings.caCertificates() != null) {
      properties.put("mail.smtp.ssl.socketFactory", trusting(settings));
    }
    return Session.getInstance(properties);
  }

  /// Connects, greets, switches to TLS and logs in.
  static SMTPTransport connect(Session session, SmtpSettings settings) throws MessagingException {
    var transport = (SMTPTransport) session.getTransport("smtp");
    if (settings.login()) {
      transport.connect(settings.host(), settings.port(), settings.user(), settings.password());
    } else {
      transport.connect();
    }
    return transport;
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }

  private static SSLSocketFactory trusting(SmtpSettings settings) throws MessagingException {
    var pem = settings.caCertificates();
    if (pem == null) {
      throw new IllegalStateException("no certificates to trust");
    }
    try (var in = Files.newInputStream(pem)) {
      var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
      }
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw new MessagingException(
          "cannot read the certificates to trust in %s: %s".formatted(pem, e.getMessage()), e);
    }
  }
}

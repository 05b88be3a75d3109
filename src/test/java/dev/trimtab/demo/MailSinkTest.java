package dev.trimtab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailSinkTest {
  @Test
  void keeps_one_file_per_message_whoever_logs_in(@TempDir Path directory)
      throws IOException, MessagingException {
    try (var sink = MailSink.start(directory)) {
      var properties = new Properties();
      properties.put("mail.smtp.auth", "true");
      var session = Session.getInstance(properties);
      var message = new MimeMessage(session);
      message.setFrom(new InternetAddress("trimtab@larkspur.example"));
      message.setRecipients(
          Message.RecipientType.TO, "finance@larkspur.example, leads@larkspur.example");
      message.setSubject("November");
      message.setText("See attached.");
      try (var transport = session.getTransport("smtp")) {
        transport.connect("127.0.0.1", sink.port(), "anyone", "anything");
        transport.sendMessage(message, message.getAllRecipients());
        transport.sendMessage(message, message.getAllRecipients());
      }
    }
    try (var files = Files.list(directory)) {
      var kept = files.sorted().toList();
      assertThat(kept).hasSize(2);
      assertThat(Files.readString(kept.getFirst())).contains("Subject: November");
    }
  }
}

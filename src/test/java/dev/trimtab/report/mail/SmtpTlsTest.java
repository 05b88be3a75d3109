package dev.trimtab.report.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.trimtab.report.mail.ScriptedSmtp.Heard;
import dev.trimtab.report.mail.SmtpSettings.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real TLS: a certificate for localhost, made on the spot, that only the test trusts.
class SmtpTlsTest {
  private static final String PASSWORD = "changeit";
  @TempDir static Path folder;

  @BeforeAll
  static void a_certificate_for_localhost() throws IOException, InterruptedException {
    var store = folder.resolve("keys.p12").toString();
    var common = List.of("-keystore", store, "-storepass", PASSWORD, "-alias", "localhost");
    keytool(
        common,
        List.of(
            "-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost"));
    keytool(common, List.of("-exportcert", "-rfc", "-file", folder.resolve("ca.pem").toString()));
    System.setProperty("greenmail.tls.keystore.file", store);
    System.setProperty("greenmail.tls.keystore.password", PASSWORD);
  }

  @AfterAll
  static void forget_the_certificate() {
    System.clearProperty("greenmail.tls.keystore.file");
    System.clearProperty("greenmail.tls.keystore.password");
  }

  @Test
  void smtps_delivers_to_a_trusted_server() {
    assertDelivers(ServerSetup.PROTOCOL_SMTPS, Tls.SMTPS);
  }

  @Test
  void an_untrusted_certificate_gets_no_mail_and_no_password() {
    var server = server(ServerSetup.PROTOCOL_SMTPS);
    try {
      var settings = SmtpMailerTest.settings(port(server), Tls.SMTPS, "reporter", "word");
      var delivery = new SmtpMailer(settings).send(SmtpMailerTest.mail());
      assertThat(delivery).isInstanceOf(Delivery.Unreachable.class);
      assertThat(delivery.toString()).contains("certificate");
      assertThat(server.getReceivedMessages()).isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void starttls_upgrades_before_the_password_and_the_mail_are_said()
      throws IOException, GeneralSecurityException {
    try (var server = ScriptedSmtp.startTls(identity())) {
      var mailer = new SmtpMailer(startTls(server).trusting(folder.resolve("ca.pem")));
      assertThat(mailer.send(SmtpMailerTest.mail())).isInstanceOf(Delivery.Sent.class);
      assertThat(said(server, false)).hasSize(2).last().isEqualTo("STARTTLS");
      assertThat(said(server, false).getFirst()).startsWith("EHLO ");
      assertThat(said(server, true))
          .contains("MAIL FROM:<trimtab@example.com>", "RCPT TO:<finance@example.com>", ".")
          .contains("Message-ID: <report-1@trimtab>")
          .anyMatch(line -> line.startsWith("AUTH PLAIN"));
    }
  }

  @Test
  void starttls_with_an_untrusted_certificate_gets_no_mail_and_no_password()
      throws IOException, GeneralSecurityException {
    try (var server = ScriptedSmtp.startTls(identity())) {
      var delivery = new SmtpMailer(startTls(server)).send(SmtpMailerTest.mail());
      assertThat(delivery).isInstanceOf(Delivery.Unreachable.class);
      assertThat(delivery.toString()).contains("certificate is not trusted").contains("PEM");
      assertThat(server.heard()).extracting(Heard::line).noneMatch(SmtpTlsTest::secret);
    }
  }

  @Test
  void a_certificate_for_another_host_gets_no_mail_and_no_password()
      throws IOException, GeneralSecurityException {
    try (var server = ScriptedSmtp.startTls(identity())) {
      var byAddress =
          SmtpSettings.of(
                  "127.0.0.1", server.port(), Tls.STARTTLS, "reporter", "word", "t@example.com")
              .trusting(folder.resolve("ca.pem"));
      var delivery = new SmtpMailer(byAddress).send(SmtpMailerTest.mail());
      assertThat(delivery).isInstanceOf(Delivery.Unreachable.class);
      assertThat(server.heard()).extracting(Heard::line).noneMatch(SmtpTlsTest::secret);
    }
  }

  private static boolean secret(String line) {
    return line.startsWith("AUTH") || line.startsWith("MAIL") || line.startsWith("Subject");
  }

  private static SmtpSettings startTls(ScriptedSmtp server) {
    return SmtpMailerTest.settings(server.port(), Tls.STARTTLS, "reporter", "word");
  }

  private static List<String> said(ScriptedSmtp server, boolean encrypted) {
    return server.heard().stream()
        .filter(heard -> heard.encrypted() == encrypted)
        .map(Heard::line)
        .toList();
  }

  /// The server's side of the certificate that ca.pem vouches for.
  private static SSLContext identity() throws IOException, GeneralSecurityException {
    var password = PASSWORD.toCharArray();
    var keys = KeyStore.getInstance(folder.resolve("keys.p12").toFile(), password);
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void assertDelivers(String protocol, Tls tls) {
    var server = server(protocol);
    try {
      server.setUser("finance@example.com", "reporter", "word");
      var settings =
          SmtpMailerTest.settings(port(server), tls, "reporter", "word")
              .trusting(folder.resolve("ca.pem"));
      var mailer = new SmtpMailer(settings);
      assertThat(mailer.check().message()).isEqualTo("logged in as reporter");
      assertThat(mailer.send(SmtpMailerTest.mail())).isInstanceOf(Delivery.Sent.class);
      assertThat(server.getReceivedMessages()).hasSize(1);
    } finally {
      server.stop();
    }
  }

  private static GreenMail server(String protocol) {
    var setup = new ServerSetup(0, "localhost", protocol);
    var server = new GreenMail(setup);
    server.start();
    return server;
  }

  private static int port(GreenMail server) {
    return Stream.of(server.getSmtp(), server.getSmtps())
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow()
        .getPort();
  }

  private static void keytool(List<String> common, List<String> more)
      throws IOException, InterruptedException {
    var command =
        Stream.of(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()),
                more.subList(0, 1),
                common,
                more.subList(1, more.size()))
            .flatMap(List::stream)
            .toList();
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}

package dev.trimtab.demo;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;

/// A mail server that takes everything, whoever logs in, and keeps it as files.
final class MailSink implements AutoCloseable {
  private final Path directory;
  private final GreenMail server;
  private final AtomicInteger received;

  private MailSink(Path directory, GreenMail server, int before) {
    this.directory = directory;
    this.server = server;
    this.received = new AtomicInteger(before);
  }

  static MailSink start(Path directory) throws IOException {
    Files.createDirectories(directory);
    var setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    var server = new GreenMail(setup);
    server.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
    var sink = new MailSink(directory, server, mailsIn(directory));
    server.start();
    var users = server.getUserManager();
    users.setMessageDeliveryHandler((message, address) -> sink.deliver(users, message, address));
    return sink;
  }

  // numbers go on where an earlier run left off
  private static int mailsIn(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return (int) files.filter(file -> file.toString().endsWith(".eml")).count();
    }
  }

  int port() {
    return server.getSmtp().getPort();
  }

  @Override
  public void close() {
    server.stop();
  }

  private GreenMailUser deliver(UserManager users, MovingMessage message, MailAddress address)
      throws MessagingException, UserException {
    // called once per recipient; a message is one file however many it goes to
    if (address.equals(message.getToAddresses().iterator().next())) {
      keep(message);
    }
    var known = users.getUserByEmail(address.getEmail());
    return known != null
        ? known
        : users.createUser(address.getEmail(), address.getEmail(), address.getEmail());
  }

  private void keep(MovingMessage message) throws MessagingException {
    var name = "mail-%04d.eml".formatted(received.incrementAndGet());
    try {
      var draft = Files.createTempFile(directory, "mail", ".part");
      try (var out = Files.newOutputStream(draft)) {
        message.getMessage().writeTo(out);
      }
      Files.move(draft, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new MessagingException("cannot keep the mail in " + directory, e);
    }
  }
}

package dev.trimtab.report.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// An SMTP server that answers each command as told, and hangs up where the answer is empty.
///
/// Commands are known by their first word; the end of the mail is `.`. With a TLS identity it
/// offers STARTTLS, and a login only after it.
public final class ScriptedSmtp implements AutoCloseable {
  public static final String HANG_UP = "";
  private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final Map<String, String> answers;
  private final @Nullable SSLContext identity;
  private final List<Heard> heard = new CopyOnWriteArrayList<>();

  /// A line that reached the server, and whether by TLS.
  public record Heard(String line, boolean encrypted) {}

  public ScriptedSmtp(Map<String, String> answers) throws IOException {
    this(answers, null);
  }

  private ScriptedSmtp(Map<String, String> answers, @Nullable SSLContext identity)
      throws IOException {
    this.answers = answers;
    this.identity = identity;
    Thread.ofVirtual().start(this::serve);
  }

  /// One that upgrades to TLS.
  static ScriptedSmtp startTls(SSLContext identity) throws IOException {
    return new ScriptedSmtp(Map.of(), identity);
  }

  public int port() {
    return server.getLocalPort();
  }

  /// All that was said so far, lines of mails included.
  List<Heard> heard() {
    return List.copyOf(heard);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (var socket = server.accept()) {
        say(socket, answer("CONNECT", false));
        converse(socket);
      } catch (IOException _) {
        // the client, or the test, is done
      }
    }
  }

  private void converse(Socket socket) throws IOException {
    var encrypted = socket instanceof SSLSocket;
    var in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    var inData = false;
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      heard.add(new Heard(line, encrypted));
      if (inData && !line.equals(".")) {
        continue;
      }
      var answer = answer(line, encrypted);
      say(socket, answer);
      inData = answer.startsWith("354");
      if (identity != null && line.equals("STARTTLS")) {
        converse(upgraded(socket, identity));
        return;
      }
    }
  }

  private static Socket upgraded(Socket plain, SSLContext identity) throws IOException {
    var tls =
        (SSLSocket)
            identity.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
    tls.setUseClientMode(false);
    tls.startHandshake();
    return tls;
  }

  private static void say(Socket socket, String answer) throws IOException {
    if (answer.isEmpty()) {
      throw new IOException("told to hang up");
    }
    socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private String answer(String command, boolean encrypted) {
    var word = command.split("[ :]", 2)[0];
    return answers.getOrDefault(
        word,
        switch (word) {
          case "CONNECT" -> "220 scripted";
          case "EHLO" -> "250-scripted\r\n250 " + extension(encrypted);
          case "STARTTLS" -> "220 go ahead";
          case "AUTH" -> "235 welcome";
          case "DATA" -> "354 go on";
          default -> "250 fine";
        });
  }

  private String extension(boolean encrypted) {
    if (identity == null) {
      return "HELP";
    }
    return encrypted ? "AUTH PLAIN" : "STARTTLS";
  }
}

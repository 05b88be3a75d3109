package dev.trimtab.report.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// An SMTP server that answers each command as told, and hangs up where the answer is empty.
///
/// Commands are known by their first word; the end of the mail is `.`.
public final class ScriptedSmtp implements AutoCloseable {
  public static final String HANG_UP = "";
  private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final Map<String, String> answers;

  public ScriptedSmtp(Map<String, String> answers) throws IOException {
    this.answers = answers;
    Thread.ofVirtual().start(this::serve);
  }

  public int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (var socket = server.accept()) {
        converse(socket);
      } catch (IOException _) {
        // the client, or the test, is done
      }
    }
  }

  private void converse(Socket socket) throws IOException {
    var in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    var inData = false;
    var command = "CONNECT";
    while (command != null) {
      if (!inData || command.equals(".")) {
        var answer = answer(command);
        if (answer.isEmpty()) {
          return;
        }
        socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        inData = answer.startsWith("354");
      }
      command = in.readLine();
    }
  }

  private String answer(String command) {
    var word = command.split("[ :]", 2)[0];
    return answers.getOrDefault(
        word,
        switch (word) {
          case "CONNECT" -> "220 scripted";
          case "DATA" -> "354 go on";
          default -> "250 fine";
        });
  }
}

package dev.trimtab.demo.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An HTTP server on a free loopback port, each request on a virtual thread of its own.
public final class LoopbackServer implements AutoCloseable {
  static {
    // headers and body leave in two writes; without this the second waits for the first's ACK
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads;

  /// Answers one request.
  @FunctionalInterface
  public interface Handler {
    void handle(Call call) throws IOException;
  }

  private LoopbackServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  public static LoopbackServer start(Handler handler) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            handler.handle(Call.read(exchange));
          }
        });
    server.start();
    return new LoopbackServer(server, threads);
  }

  /// Where it listens, without a path.
  public URI uri() {
    var address = server.getAddress();
    return URI.create("http://127.0.0.1:" + address.getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}

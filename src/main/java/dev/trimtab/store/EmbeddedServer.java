package dev.trimtab.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Postgres of our own on a folder that lasts. A server that a killed process left running is
/// adopted.
final class EmbeddedServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
  private static final int PORT_LINE = 3;

  private final int port;
  private final @Nullable EmbeddedPostgres server;

  private EmbeddedServer(int port, @Nullable EmbeddedPostgres server) {
    this.port = port;
    this.server = server;
  }

  /// Starts or adopts the server of a folder.
  ///
  /// @throws DatabaseUnavailable when the folder cannot be used
  static EmbeddedServer on(Path directory) {
    var data = directory.toAbsolutePath().normalize();
    var running = portOfRunning(data);
    if (running.isPresent()) {
      LOG.info("adopting the Postgres that is already running on {}", data);
      return new EmbeddedServer(running.get(), null);
    }
    try {
      Files.createDirectories(data);
      if (!Files.isWritable(data)) {
        throw new DatabaseUnavailable(
            "the folder %s of the embedded Postgres is not writable. Maybe set database.directory to another, or database.url"
                .formatted(data));
      }
      return start(data);
    } catch (IOException | IllegalStateException e) {
      throw new DatabaseUnavailable(
          "cannot start the embedded Postgres on %s: %s. Maybe it was made by another version, or the disk is full; database.url points Trimtab to a Postgres of your own"
              .formatted(data, e.getMessage()),
          e);
    }
  }

  private static EmbeddedServer start(Path data) throws IOException {
    var server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data.resolve("data"))
            .setOverrideWorkingDirectory(data.resolve("server").toFile())
            .setCleanDataDirectory(false)
            .setPGStartupWait(Duration.ofSeconds(60))
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_connections", "30")
            .setServerConfig("shared_buffers", "128MB")
            .setServerConfig("work_mem", "32MB")
            .setServerConfig("maintenance_work_mem", "64MB")
            .setServerConfig("max_wal_size", "2GB")
            .setServerConfig("timezone", "UTC")
            .setServerConfig("max_parallel_workers_per_gather", "1")
            .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
            .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new EmbeddedServer(server.getPort(), server);
  }

  /// The port in `postmaster.pid`, if the process that wrote it is alive.
  private static Optional<Integer> portOfRunning(Path directory) {
    try {
      List<String> lines = Files.readAllLines(directory.resolve("data").resolve("postmaster.pid"));
      long pid = Long.parseLong(lines.getFirst().strip());
      boolean alive =
          ProcessHandle.of(pid)
              .flatMap(process -> process.info().command())
              .filter(command -> command.contains("postgres"))
              .isPresent();
      return alive && lines.size() > PORT_LINE
          ? Optional.of(Integer.valueOf(lines.get(PORT_LINE).strip()))
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty(); // no file, or half of one: no server that could be adopted
    }
  }

  String jdbcUrl() {
    return "jdbc:postgresql://localhost:" + port + "/postgres";
  }

  /// Stops the server if this process started it; an adopted one is stopped too, once nobody else
  /// uses it.
  @Override
  public void close() {
    if (server == null) {
      return;
    }
    try {
      server.close();
    } catch (IOException e) {
      LOG.warn("the embedded Postgres did not stop cleanly: {}", e.getMessage());
    }
  }
}

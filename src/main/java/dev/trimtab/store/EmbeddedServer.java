package dev.trimtab.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Postgres of our own on a folder that lasts. A server that a killed process left running is
/// adopted; whoever is the last to use a server stops it.
final class EmbeddedServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
  private static final int PORT_LINE = 3;
  private static final Pattern COMPLAINT = Pattern.compile("^.*?(FATAL|DETAIL|pg_ctl: error): +");
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration STOP_WAIT = Duration.ofSeconds(30);

  /// The feature version of the binaries in the pom; a test compares it with what they make.
  private static final String VERSION = "18";

  /// Tells our own sessions from those of other processes.
  static final String SESSION_NAME = "trimtab " + ProcessHandle.current().pid();

  private final Running running;
  private final @Nullable EmbeddedPostgres started;
  private final Thread atExit = new Thread(this::stop, "stop-postgres");
  private final AtomicBoolean stopped = new AtomicBoolean();

  /// A server by its process and its port, which may be another at every start.
  private record Running(long pid, int port) {}

  private EmbeddedServer(Running running, @Nullable EmbeddedPostgres started) {
    this.running = running;
    this.started = started;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /// Starts or adopts the server of a folder.
  ///
  /// @throws DatabaseUnavailable when the folder cannot be used
  static EmbeddedServer on(Path directory) {
    var folder = directory.toAbsolutePath().normalize();
    var running = running(folder);
    if (running.isPresent()) {
      LOG.info("adopting the Postgres that is already running on {}", folder);
      return new EmbeddedServer(running.get(), null);
    }
    requireOurVersion(folder);
    var log = folder.resolve("server.log");
    try {
      Files.createDirectories(folder);
      if (!Files.isWritable(folder)) {
        throw new AccessDeniedException(folder.toString());
      }
      var server = start(folder, log);
      return new EmbeddedServer(new Running(server.getProcess().pid(), server.getPort()), server);
    } catch (AccessDeniedException e) {
      throw new DatabaseUnavailable(
          "the folder %s of the embedded Postgres is not writable. Maybe set database.directory to another, or database.url"
              .formatted(folder),
          e);
    } catch (IOException | IllegalStateException e) {
      throw new DatabaseUnavailable(
          "cannot start the embedded Postgres on %s: %s. Maybe the disk is full, or the folder is damaged; database.url points Trimtab to a Postgres of your own"
              .formatted(folder, complaint(log).orElse(String.valueOf(e.getMessage()))),
          e);
    }
  }

  /// A server that refuses its folder would be waited for in vain.
  private static void requireOurVersion(Path folder) {
    var data = folder.resolve("data");
    try {
      var found = Files.readString(data.resolve("PG_VERSION")).strip();
      if (!found.equals(VERSION)) {
        throw new DatabaseUnavailable(
            "the embedded Postgres is version %s, but the folder %s was made by version %s. Maybe set database.directory to a new folder (move history over with version %s's pg_dump, or leave it), or database.url to a Postgres of your own"
                .formatted(VERSION, data, found, found));
      }
    } catch (IOException e) {
      LOG.debug("{} says no version: it is new, or the server will complain of it", data, e);
    }
  }

  /// The library knocks at the port until its wait is over, even when the server has long died;
  /// what `pg_ctl` writes ends that wait.
  private static EmbeddedPostgres start(Path folder, Path log) throws IOException {
    Files.deleteIfExists(log);
    var starting = new FutureTask<>(() -> builder(folder, log).start());
    var thread = Thread.ofPlatform().daemon().name("start-postgres").start(starting);
    while (true) {
      try {
        return starting.get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (gaveUp(log)) {
          thread.interrupt();
          throw new IOException("it ended at once", e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while the embedded Postgres started");
      } catch (ExecutionException e) {
        var cause = Objects.requireNonNull(e.getCause());
        throw new IOException(String.valueOf(cause.getMessage()), cause);
      }
    }
  }

  private static boolean gaveUp(Path log) throws IOException {
    if (!Files.exists(log)) {
      return false;
    }
    var words = Files.readString(log);
    return words.contains("pg_ctl: could not start server") || words.contains("pg_ctl: error: ");
  }

  private static EmbeddedPostgres.Builder builder(Path folder, Path log) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.resolve("data"))
        .setOverrideWorkingDirectory(folder.resolve("server").toFile())
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false) // it would stop the server under another process's feet
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
        .setErrorRedirector(ProcessBuilder.Redirect.to(log.toFile()))
        .setOutputRedirector(ProcessBuilder.Redirect.to(log.toFile()));
  }

  /// Why the server would not start, in its own words.
  private static Optional<String> complaint(Path log) {
    try (var lines = Files.lines(log)) {
      var words =
          lines
              .filter(line -> COMPLAINT.matcher(line).find())
              .map(line -> COMPLAINT.matcher(line).replaceFirst(""))
              .collect(Collectors.joining(". "));
      return words.isEmpty() ? Optional.empty() : Optional.of(words);
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /// What `postmaster.pid` says, if the process that wrote it is alive.
  private static Optional<Running> running(Path folder) {
    try {
      List<String> lines = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"));
      long pid = Long.parseLong(lines.getFirst().strip());
      boolean alive =
          ProcessHandle.of(pid)
              .flatMap(process -> process.info().command())
              .filter(command -> command.contains("postgres"))
              .isPresent();
      return alive && lines.size() > PORT_LINE
          ? Optional.of(new Running(pid, Integer.parseInt(lines.get(PORT_LINE).strip())))
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty(); // no file, or half of one: no server that could be adopted
    }
  }

  String jdbcUrl() {
    return "jdbc:postgresql://localhost:" + running.port() + "/postgres";
  }

  /// Stops the server, whoever started it, unless another process is using it.
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    stop();
  }

  private void stop() {
    if (!stopped.compareAndSet(false, true) || othersUseIt()) {
      return;
    }
    try {
      if (started != null) {
        started.close();
      } else {
        terminate();
      }
    } catch (IOException e) {
      LOG.warn("the embedded Postgres did not stop cleanly: {}", e.getMessage());
    }
  }

  private boolean othersUseIt() {
    try (var connection = DriverManager.getConnection(jdbcUrl(), "postgres", "");
        var statement =
            connection.prepareStatement(
                """
                select exists (select from pg_stat_activity
                  where backend_type = 'client backend' and pid <> pg_backend_pid() and application_name <> ?)
                """)) {
      statement.setString(1, SESSION_NAME);
      try (var result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    } catch (SQLException e) {
      return false; // it does not answer: nobody else can be using it
    }
  }

  /// Asks politely (SIGTERM): Postgres waits for sessions to end, and there are none but ours.
  private void terminate() {
    ProcessHandle.of(running.pid())
        .filter(ProcessHandle::destroy)
        .ifPresent(process -> {
          try {
            process.onExit().get(STOP_WAIT.toSeconds(), TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the embedded Postgres (process {}) is still stopping", running.pid());
          }
        });
  }
}

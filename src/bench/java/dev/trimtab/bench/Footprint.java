package dev.trimtab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The most memory that was resident, from its making on, as Linux tells it: of this process, and
/// beside it of the Postgres servers that benches run, with what they share counted once.
final class Footprint implements AutoCloseable {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double KIBI_IN_MEBI = 1024;

  private final AtomicLong postgres = new AtomicLong();
  private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();

  Footprint() throws IOException {
    System.gc();
    Files.writeString(Path.of("/proc/self/clear_refs"), "5"); // forgets the peak so far
    var _ = looking.scheduleWithFixedDelay(this::look, 0, 3, TimeUnit.SECONDS);
  }

  private void look() {
    long sum =
        ProcessHandle.allProcesses()
            .filter(process -> isPostgres(process.info().command().orElse("")))
            .mapToLong(process -> proportional(process.pid()))
            .sum();
    postgres.accumulateAndGet(sum, Math::max);
  }

  /// Its binaries are unpacked beside the data.
  private static boolean isPostgres(String command) {
    return command.contains(Benches.FOLDER) && command.endsWith("/postgres");
  }

  /// KiB; 0 of a process that is gone.
  private static long proportional(long pid) {
    try {
      return kibi(Path.of("/proc/" + pid + "/smaps_rollup"), "Pss:");
    } catch (IOException e) {
      return 0;
    }
  }

  private static long kibi(Path file, String name) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  double mebi() throws IOException {
    return kibi(STATUS, "VmHWM:") / KIBI_IN_MEBI;
  }

  double postgresMebi() {
    return postgres.get() / KIBI_IN_MEBI;
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}

package dev.trimtab.app.command;

import dev.trimtab.app.Schedule;
import dev.trimtab.app.Wiring;
import dev.trimtab.store.AlreadyRunning;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The same jobs on schedules, in one long-running process.
@Command(
    name = "serve",
    description = "Run the same jobs on the configured schedules until stopped.",
    footer = {"", "Example: trimtab serve --config /etc/trimtab/trimtab.yaml"})
final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  @Mixin private final Session session;

  ServeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    var config = session.config();
    try (var wiring = Wiring.of(config, session.clock())) {
      var jobs =
          Map.<String, Runnable>of(
              "nightly", () -> nightly(wiring),
              "sampling", () -> sample(wiring),
              "sentinel", () -> watch(wiring));
      var crons =
          Map.of(
              "nightly", config.schedule().nightly(),
              "sampling", config.schedule().sampling(),
              "sentinel", config.schedule().sentinel());
      try (var schedule = new Schedule(wiring.database().dataSource(), jobs, crons)) {
        schedule.start();
        session.say(
            "Serving: nightly at \"%s\", the sentinel at \"%s\" (UTC). Stop with Ctrl-C."
                .formatted(config.schedule().nightly(), config.schedule().sentinel()));
        waitForStop();
      }
    }
    return Exit.DONE;
  }

  private void nightly(Wiring wiring) {
    var result = wiring.jobs().nightly(session.clock().instant(), wiring.sources(List.of()));
    result.lines().forEach(line -> LOG.info("{}", line));
    result.gaps().forEach(gap -> LOG.warn("gap: {}: {}", gap.source(), gap.message()));
  }

  private void sample(Wiring wiring) {
    var sampled = wiring.samplingSources();
    if (!sampled.isEmpty()) {
      wiring.jobs().collect(session.clock().instant(), List.of(sampled));
    }
  }

  private void watch(Wiring wiring) {
    try {
      var result = wiring.jobs().sentinel(session.clock().instant(), wiring.spendingSources());
      result.lines().forEach(line -> LOG.info("{}", line));
      result.gaps().forEach(gap -> LOG.warn("gap: {}: {}", gap.source(), gap.message()));
    } catch (AlreadyRunning e) {
      LOG.warn(
          "no sentinel this time: {}", e.getMessage()); // the next hour sees what this one would
    }
  }

  private static void waitForStop() throws InterruptedException {
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
    stopped.await();
  }
}

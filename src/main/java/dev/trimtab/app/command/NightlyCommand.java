package dev.trimtab.app.command;

import dev.trimtab.app.Wiring;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The main job.
@Command(
    name = "nightly",
    description =
        "Collect, allocate, optimize, report and send: the main job, restartable at any point.",
    footer = {"", "Example: trimtab nightly --config /etc/trimtab/trimtab.yaml"})
final class NightlyCommand implements Callable<Integer> {
  @Mixin private final Session session;

  NightlyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (var wiring = Wiring.of(session.config(), session.clock())) {
      return Results.finish(
          session, wiring.jobs().nightly(session.asOf(), wiring.sources(List.of())));
    }
  }
}

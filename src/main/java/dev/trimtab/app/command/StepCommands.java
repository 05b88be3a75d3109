package dev.trimtab.app.command;

import dev.trimtab.app.Wiring;
import dev.trimtab.pipeline.JobResult;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// The steps of the nightly job, alone.
final class StepCommands {
  private StepCommands() {}

  abstract static class Step implements Callable<Integer> {
    @Mixin private final Session session;

    Step(Session session) {
      this.session = session;
    }

    abstract JobResult run(Wiring wiring);

    final Session session() {
      return session;
    }

    @Override
    public final Integer call() {
      try (var wiring = Wiring.of(session.config(), session.clock())) {
        return Results.finish(session, run(wiring));
      }
    }
  }

  /// Reads the sources.
  @Command(
      name = "collect",
      description = "Read the sources from where they were left, and store what is new.",
      footer = {"", "Example: trimtab collect kubernetes/production aws-spot/us-east-1"})
  static final class Collect extends Step {
    @Parameters(paramLabel = "SOURCE", description = "names or beginnings of names (default: all)")
    private List<String> names = List.of();

    Collect(Session session) {
      super(session);
    }

    @Override
    JobResult run(Wiring wiring) {
      return wiring.jobs().collect(session().asOf(), wiring.sources(names));
    }
  }

  /// Allocates and advises from what is stored.
  @Command(
      name = "optimize",
      description = "Allocate costs and work out recommendations from what is stored.",
      footer = {"", "Example: trimtab optimize"})
  static final class Optimize extends Step {
    Optimize(Session session) {
      super(session);
    }

    @Override
    JobResult run(Wiring wiring) {
      return wiring.jobs().optimize(session().asOf());
    }
  }

  /// Writes the workbook.
  @Command(
      name = "report",
      description = "Write the workbook and put its mails into the outbox.",
      footer = {"", "Example: trimtab report --as-of 2026-11-23T06:00:00Z"})
  static final class Report extends Step {
    Report(Session session) {
      super(session);
    }

    @Override
    JobResult run(Wiring wiring) {
      return wiring.jobs().report(session().asOf());
    }
  }

  /// Sends what waits in the outbox.
  @Command(
      name = "send",
      description = "Send the mails that wait in the outbox.",
      footer = {"", "Example: trimtab send"})
  static final class Send extends Step {
    Send(Session session) {
      super(session);
    }

    @Override
    JobResult run(Wiring wiring) {
      return wiring.jobs().send(session().asOf());
    }
  }
}

package dev.trimtab.app.command;

import dev.trimtab.app.Wiring;
import dev.trimtab.model.Source;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Looks for runaway spend now.
@Command(
    name = "sentinel",
    description =
        "Read the LLM sources' last hours, look for runaway spend, and tell of it. Runs beside the nightly job.",
    footer = {"", "Example: trimtab sentinel --config /etc/trimtab/trimtab.yaml"})
final class SentinelCommand implements Callable<Integer> {
  @Mixin private final Session session;

  @Option(names = "--no-collect", description = "look at what is stored, without reading sources")
  private boolean noCollect;

  SentinelCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (var wiring = Wiring.of(session.config(), session.clock())) {
      var sources = noCollect ? List.<Source>of() : wiring.spendingSources();
      return Results.finish(session, wiring.jobs().sentinel(session.asOf(), sources));
    }
  }
}

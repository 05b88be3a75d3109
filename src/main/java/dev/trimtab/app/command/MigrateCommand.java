package dev.trimtab.app.command;

import dev.trimtab.app.Wiring;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Brings the database's schemas up to date.
@Command(
    name = "migrate",
    description = "Bring the database up to date (every other command does so by itself).",
    footer = {"", "Example: trimtab migrate --config trimtab.yaml"})
final class MigrateCommand implements Callable<Integer> {
  @Mixin private final Session session;

  MigrateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (var wiring = Wiring.of(session.config(), session.clock())) {
      session.say("The database is up to date: " + wiring.database().describe());
      return Exit.DONE;
    }
  }
}

package dev.trimtab.app.command;

import dev.trimtab.app.Wiring;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Runs a query, read-only, or says how to connect.
@Command(
    name = "sql",
    description = "Run a query, read-only; without one, say how to connect.",
    footer = {
      "",
      "Example: trimtab sql \"select workload, monthly_savings from finops.recommendations order by 2 desc limit 5\""
    })
final class SqlCommand implements Callable<Integer> {
  @Mixin private final Session session;

  @Parameters(arity = "0..1", paramLabel = "QUERY", description = "one SQL statement")
  private @Nullable String query;

  SqlCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (var wiring = Wiring.of(session.config(), session.clock())) {
      var database = wiring.database();
      if (query == null) {
        session.say(database.describe());
        return Exit.DONE;
      }
      var result = database.sql().query(query);
      session.print(new Table(result.columns(), result.rows()));
      return Exit.DONE;
    }
  }
}

package dev.trimtab.app.command;

import dev.trimtab.app.DemoConfig;
import dev.trimtab.app.Wiring;
import dev.trimtab.demo.DemoWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The whole nightly job against the demo world.
@Command(
    name = "demo",
    description =
        "Run the whole nightly job against an invented company, on the embedded database.",
    footer = {"", "Example: trimtab demo"})
final class DemoCommand implements Callable<Integer> {
  @Mixin private final Session session;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "where everything goes (default: ${DEFAULT-VALUE})",
      defaultValue = ".trimtab/demo")
  private Path directory = Path.of(".trimtab/demo");

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "another company (default: ${DEFAULT-VALUE})",
      defaultValue = "1")
  private long seed = 1;

  @Option(
      names = "--date",
      paramLabel = "DAY",
      description = "the company's today (default: today, UTC)")
  private @Nullable LocalDate date;

  DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    var today =
        date == null ? LocalDate.ofInstant(session.clock().instant(), ZoneOffset.UTC) : date;
    var mails = Files.createDirectories(directory.resolve("mail"));
    try (var world = DemoWorld.start(seed, today, mails)) {
      var config = DemoConfig.of(world, directory, session.environment());
      try (var wiring = Wiring.of(config, session.clock())) {
        // as every hour before the night: the report tells of what is open
        var watched = wiring.jobs().sentinel(world.asOf(), wiring.spendingSources());
        var result = wiring.jobs().nightly(world.asOf(), wiring.sources(List.of()));
        int night = Results.finish(session, result);
        int exit = Math.max(night, Results.finish(session, watched));
        where(wiring, mails).forEach(session::say);
        return exit;
      }
    }
  }

  private List<String> where(Wiring wiring, Path mails) {
    var lines = new ArrayList<String>();
    lines.add("Mails:    " + mails.toAbsolutePath());
    var counts =
        wiring
            .database()
            .sql()
            .query("select kind, count(*) from finops.recommendations group by kind order by kind")
            .rows();
    var parts = new ArrayList<String>();
    counts.forEach(row -> parts.add(row.get(1) + " " + row.get(0)));
    lines.add("Table:    finops.recommendations: " + String.join(", ", parts));
    lines.add(
        "Ask it:   TRIMTAB_DATABASE_DIRECTORY=%s ./trimtab sql \"select workload, container, nominal_monthly_savings from finops.recommendations order by 3 desc nulls last limit 5\""
            .formatted(directory.resolve("postgres")));
    return lines;
  }
}

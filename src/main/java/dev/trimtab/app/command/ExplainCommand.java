package dev.trimtab.app.command;

import dev.trimtab.app.Terminal;
import dev.trimtab.app.Wiring;
import dev.trimtab.app.explain.Explanation;
import dev.trimtab.app.explain.Rows;
import dev.trimtab.app.plot.Screen;
import dev.trimtab.model.finding.Recommendation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says why something is advised.
@Command(
    name = "explain",
    description =
        "Say what is advised for a workload, and why, with a plot of its use; or what a cluster's nodes cost and might cost.",
    footer = {
      "",
      "Example: trimtab explain checkout/cart",
      "         trimtab explain production/checkout/cart --png cart.png",
      "         trimtab explain cluster/production"
    })
final class ExplainCommand implements Callable<Integer> {
  @Mixin private final Session session;

  @Parameters(
      paramLabel = "TARGET",
      description = "namespace/workload, cluster/namespace/workload, or the word cluster/NAME")
  private String target = "";

  @Option(
      names = "--png",
      paramLabel = "FILE",
      description = "draw the use of its containers beside requests and limits into this file")
  private @Nullable Path png;

  ExplainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (png != null) {
      UsagePlots.refuseUnwritable(png);
    }
    var config = session.config();
    try (var wiring = Wiring.of(config, session.clock())) {
      var database = wiring.database();
      var open = database.recommendations().open();
      var cluster = Clusters.named(target);
      if (cluster.isPresent() && ExplainCluster.known(database, cluster.get(), open, target)) {
        refusePicture();
        new ExplainCluster(session, database, Currency.getInstance(config.currency()))
            .say(cluster.get(), open);
        return Exit.DONE;
      }
      var found = Targets.find(open, target);
      boolean forPeople = session.output() == Table.Format.table;
      if (forPeople || png != null) {
        var plots = new UsagePlots(database, found, session.asOf());
        if (forPeople) {
          found.forEach(r -> say(r, plots, config.usage().interval()));
        }
        draw(found, plots, forPeople);
      }
      if (!forPeople) {
        rows(found);
      }
      return Exit.DONE;
    }
  }

  private void refusePicture() {
    if (png != null) {
      throw new IllegalArgumentException(
          "--png draws what containers used, and %s is a cluster: name a workload, as in namespace/workload"
              .formatted(target));
    }
  }

  private void say(Recommendation r, UsagePlots plots, Duration interval) {
    Explanation.lines(r, interval).forEach(session::say);
    if (!r.patch().isEmpty()) {
      session.say(
          "  Apply with: trimtab patch %s/%s/%s"
              .formatted(r.cluster(), r.namespace(), r.workload()));
    }
    var screen = Screen.of(session.environment(), Terminal.isInteractive());
    plots.lines(r, screen).forEach(session::say);
    session.say("");
  }

  private void draw(List<Recommendation> found, UsagePlots plots, boolean forPeople) {
    if (png != null) {
      plots.write(png, target, found);
      if (forPeople) {
        session.say("Drawn in " + png);
      }
    }
  }

  private void rows(List<Recommendation> found) {
    if (session.output() == Table.Format.json) {
      session.say(Rows.json(found));
    } else {
      session.print(new Table(Rows.COLUMNS, found.stream().map(Rows::cells).toList()));
    }
  }
}

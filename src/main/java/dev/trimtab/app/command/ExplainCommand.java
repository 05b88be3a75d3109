package dev.trimtab.app.command;

import dev.trimtab.app.Wiring;
import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.pipeline.TodaysNodes;
import dev.trimtab.place.ClusterRepricing;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Says why something is advised.
@Command(
    name = "explain",
    description = "Say what is advised for a workload, and why; or what a cluster's nodes cost.",
    footer = {
      "",
      "Example: trimtab explain checkout/cart",
      "         trimtab explain production/checkout/cart",
      "         trimtab explain cluster/production"
    })
final class ExplainCommand implements Callable<Integer> {
  @Mixin private final Session session;

  @Parameters(
      paramLabel = "TARGET",
      description = "namespace/workload, cluster/namespace/workload, or the word cluster/NAME")
  private String target = "";

  ExplainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var config = session.config();
    try (var wiring = Wiring.of(config, session.clock())) {
      var cluster =
          TodaysNodes.repriced(
                  wiring.database(), session.asOf(), Currency.getInstance(config.currency()))
              .stream()
              .filter(each -> target.equals("cluster/" + each.cluster()))
              .findFirst();
      if (cluster.isPresent()) {
        explain(cluster.get());
        return Exit.DONE;
      }
      var found = Targets.find(wiring.database().recommendations().open(), target);
      found.forEach(this::explain);
      return Exit.DONE;
    }
  }

  private void explain(ClusterRepricing nodes) {
    session.say(
        "%s: %d nodes, an hour of them at the prices in force:"
            .formatted(nodes.cluster(), nodes.nodes()));
    session.say("  as bought       " + nodes.asBought().stored());
    session.say("  all on demand   " + nodes.onDemand().stored());
    session.say("  all on spot     " + nodes.spot().stored());
    for (var problem : nodes.problems()) {
      session.say("  - %s: %s".formatted(problem.subject(), problem.message()));
    }
    session.say("Whether the pods may run on spot is another question: see kind move-to-spot.");
  }

  private void explain(Recommendation r) {
    session.say(
        "%s/%s/%s/%s%s  (%s)"
            .formatted(
                r.cluster(),
                r.namespace(),
                r.workloadKind(),
                r.workload(),
                r.container().isEmpty() ? "" : " container " + r.container(),
                r.kind()));
    session.say("  " + r.reason());
    var savings = r.monthlySavings();
    if (savings != null) {
      session.say(
          "  Worth %s a month (%s), team %s."
              .formatted(savings.stored(), r.priceBasis(), r.team()));
    }
    evidence(JsonMapper.builder().build().readTree(r.evidence()));
    if (!r.patch().isEmpty()) {
      session.say(
          "  Apply with: trimtab patch %s/%s/%s"
              .formatted(r.cluster(), r.namespace(), r.workload()));
    }
    session.say("");
  }

  private void evidence(JsonNode evidence) {
    if (evidence.has("from")) {
      session.say(
          "  Seen: %s to %s, %,d samples."
              .formatted(
                  evidence.get("from").stringValue(),
                  evidence.get("to").stringValue(),
                  evidence.get("samples").longValue()));
    }
    if (evidence.has("figures")) {
      for (var figure : evidence.get("figures").properties()) {
        session.say(
            "    %-24s %s"
                .formatted(
                    figure.getKey(), shown(figure.getKey(), figure.getValue().doubleValue())));
      }
    }
    if (evidence.has("notes")) {
      for (var note : List.copyOf(evidence.get("notes").values())) {
        session.say("    - " + note.stringValue());
      }
    }
  }

  private static String shown(String name, double value) {
    if (name.endsWith("_bytes")) {
      return "%.0f Mi".formatted(value / (1 << 20));
    }
    return name.endsWith("_cores") ? "%.3f cores".formatted(value) : "%s".formatted(value);
  }
}

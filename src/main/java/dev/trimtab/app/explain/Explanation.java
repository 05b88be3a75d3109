package dev.trimtab.app.explain;

import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.units.Money;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A recommendation as an engineer reads it.
public final class Explanation {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Explanation() {}

  /// Its lines, without a plot and without what to do next.
  ///
  /// @param interval grain of usage, which stated risks are about
  public static List<String> lines(Recommendation r, Duration interval) {
    var lines = new ArrayList<String>();
    lines.add(
        "%s/%s/%s/%s%s  (%s)"
            .formatted(
                r.cluster(),
                r.namespace(),
                r.workloadKind(),
                r.workload(),
                r.container().isEmpty() ? "" : " container " + r.container(),
                r.kind()));
    lines.add("  " + r.reason());
    var savings = r.monthlySavings();
    if (savings != null) {
      lines.add("  " + worth(savings, r));
    }
    evidence(JSON.readTree(r.evidence()), bound(r), interval)
        .forEach(line -> lines.add("  " + line));
    return lines;
  }

  private static String worth(Money savings, Recommendation r) {
    var amount =
        new Money(savings.currency(), savings.amount().abs().setScale(2, RoundingMode.HALF_UP));
    return "%s %s %s a month (%s), team %s."
        .formatted(
            savings.signum() < 0 ? "Costs" : "Worth",
            amount.amount().setScale(2, RoundingMode.HALF_UP).toPlainString(),
            savings.signum() < 0
                ? savings.currency().getCurrencyCode() + " more"
                : savings.currency().getCurrencyCode(),
            r.priceBasis(),
            r.team());
  }

  /// What memory must not peak above.
  private static String bound(Recommendation r) {
    return JSON.readTree(r.proposed()).at("/limits/memory").isMissingNode() ? "request" : "limit";
  }

  private static List<String> evidence(JsonNode evidence, String bound, Duration interval) {
    var figures = new Figures(evidence);
    var lines = new ArrayList<>(Seen.lines(evidence, figures));
    lines.addAll(policy(evidence, figures));
    lines.addAll(Risks.lines(figures, interval, bound));
    lines.addAll(BacktestTable.lines(figures, bound));
    for (var note : evidence.path("notes").values()) {
      lines.add("- " + note.asString());
    }
    for (var other : figures.rest()) {
      lines.add("  " + other);
    }
    return lines;
  }

  private static List<String> policy(JsonNode evidence, Figures figures) {
    var policy = evidence.path("policy").asString("");
    var runnerUp = evidence.path("runner_up").asString("");
    var alone = alone(figures);
    if (policy.isEmpty()) {
      return List.of();
    }
    return List.of(
        "Policy: %s%s.%s"
            .formatted(policy, runnerUp.isEmpty() ? "" : "; the next best was " + runnerUp, alone));
  }

  /// What use alone asks for, which rules may have changed since.
  private static String alone(Figures figures) {
    var amounts = new ArrayList<String>();
    figures
        .take("use_alone_cpu_cores")
        .ifPresent(cores ->
            amounts.add(String.format(Locale.ROOT, "%.0fm of CPU", Math.ceil(cores * 1000))));
    figures
        .take("use_alone_memory_bytes")
        .ifPresent(bytes ->
            amounts.add(String.format(Locale.ROOT, "%.0f Mi of memory", bytes / (1 << 20))));
    return amounts.isEmpty()
        ? ""
        : " Use alone asks for %s; risk and backtest are of that."
            .formatted(String.join(" and ", amounts));
  }
}

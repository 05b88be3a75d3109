package dev.trimtab.pipeline;

import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.finding.AutoscalerChange;
import dev.trimtab.model.finding.Evidence;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.rightsize.ResizePatch;
import dev.trimtab.units.Money;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A finding as a row of recommendations.
final class FindingRow {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private FindingRow() {}

  static Recommendation of(Finding finding, String team, FindingMoney money) {
    return switch (finding) {
      case Finding.Resize f ->
          row(
              f,
              "resize",
              team,
              resources(f.current()),
              resources(f.proposed()),
              evidence(f),
              ResizePatch.yaml(f),
              money);
      case Finding.Keep f ->
          row(
              f,
              "keep",
              team,
              resources(f.current()),
              resources(f.current()),
              evidence(f.evidence()),
              "",
              money);
      case Finding.Idle f ->
          row(
              f,
              "idle",
              team,
              resources(f.current()),
              ordered("replicas", 0),
              evidence(f.evidence()),
              "",
              money);
      case Finding.Scale f ->
          row(
              f,
              "scale",
              team,
              ordered("replicas", f.replicas()),
              ordered("replicas", f.proposed()),
              evidence(f.evidence()),
              "",
              money);
      case Finding.InsufficientData f ->
          row(
              f,
              "insufficient-data",
              team,
              resources(f.current()),
              resources(f.current()),
              Map.of("seen_hours", f.seen().toHours(), "needed_hours", f.needed().toHours()),
              "",
              money);
      case Finding.MoveToSpot f ->
          row(
              f,
              "move-to-spot",
              team,
              ordered("capacityType", "on-demand", "replicas", f.replicas()),
              ordered(
                  "capacityType",
                  "spot",
                  "replicas",
                  f.replicas() - f.onDemandReplicas(),
                  "onDemandReplicas",
                  f.onDemandReplicas()),
              ordered("notes", f.reasons()),
              "",
              money);
      case Finding.StayOnDemand f ->
          row(
              f,
              "stay-on-demand",
              team,
              ordered("capacityType", "on-demand"),
              ordered("capacityType", "on-demand"),
              ordered("notes", f.reasons()),
              "",
              money);
      case Finding.NodeMix f ->
          row(
              f,
              "node-mix",
              team,
              NodeMixRow.current(f),
              NodeMixRow.proposed(f),
              NodeMixRow.evidence(f),
              "",
              money);
      case Finding.TokenSaving f ->
          row(
              f,
              f.advice().kind(),
              team,
              ordered("model", f.scope().model(), "tier", f.scope().tier()),
              new TreeMap<>(f.proposed()),
              new TreeMap<>(f.evidence()),
              "",
              money);
    };
  }

  private static Recommendation row(
      Finding finding,
      String kind,
      String team,
      Map<String, ?> current,
      Map<String, ?> proposed,
      Map<String, ?> evidence,
      String patch,
      FindingMoney money) {
    var workload = finding.workload();
    var savings = money.savings(finding).orElse(null);
    return new Recommendation(
        workload.cluster(),
        workload.namespace(),
        workload.kind(),
        workload.name(),
        part(finding),
        team,
        kind,
        JSON.writeValueAsString(current),
        JSON.writeValueAsString(proposed),
        savings,
        finding instanceof Finding.NodeMix mix ? mix.realizable() : null,
        basis(finding, savings),
        finding instanceof Finding.MoveToSpot move ? SpotWords.of(move, savings) : finding.reason(),
        JSON.writeValueAsString(evidence),
        patch);
  }

  /// The container, or the model of LLM usage.
  private static String part(Finding finding) {
    return switch (finding) {
      case Finding.OfContainer container -> container.container().container();
      case Finding.TokenSaving saving -> saving.scope().model();
      default -> "";
    };
  }

  private static String basis(Finding finding, @Nullable Money savings) {
    if (finding instanceof Finding.NodeMix) {
      return "nodes x price x 730 h, what is handed to other rows left out";
    }
    if (finding instanceof Finding.TokenSaving) {
      return "tokens x price of the days seen, as a month";
    }
    return savings == null ? "" : "nominal: requests x list price x 730 h";
  }

  private static Map<String, Object> resources(Resources r) {
    var all = new LinkedHashMap<String, Object>();
    all.put("requests", amounts(r.cpuRequest(), r.memoryRequest()));
    all.put("limits", amounts(r.cpuLimit(), r.memoryLimit()));
    return all;
  }

  private static Map<String, Object> amounts(@Nullable Object cpu, @Nullable Object memory) {
    var amounts = new LinkedHashMap<String, Object>();
    if (cpu != null) {
      amounts.put("cpu", cpu.toString());
    }
    if (memory != null) {
      amounts.put("memory", memory.toString());
    }
    return amounts;
  }

  /// With what the columns have no room for: where the container stands, and the autoscaler's part.
  static Map<String, Object> evidence(Finding.Resize resize) {
    var all = evidence(resize.evidence());
    all.put("role", resize.role().name().toLowerCase(Locale.ROOT));
    var change = resize.autoscaler();
    if (change != null) {
      var autoscaler = ordered("kind", change.kind(), "name", change.name());
      putTarget(autoscaler, "cpuPercent", change.cpu());
      putTarget(autoscaler, "memoryPercent", change.memory());
      all.put("autoscaler", autoscaler);
    }
    return all;
  }

  private static void putTarget(
      Map<String, Object> autoscaler, String key, AutoscalerChange.@Nullable Target target) {
    if (target != null) {
      var told = ordered("now", target.now(), "proposed", target.proposed());
      var container = target.container();
      if (container != null) {
        told.put("container", container);
      }
      autoscaler.put(key, told);
    }
  }

  private static Map<String, Object> evidence(Evidence e) {
    var evidence =
        ordered(
            "from", e.history().start().toString(),
            "to", e.history().end().toString(),
            "samples", e.samples(),
            "figures", new TreeMap<>(e.figures()),
            "notes", List.copyOf(e.notes()));
    evidence.putAll(new TreeMap<>(e.words()));
    return evidence;
  }

  private static Map<String, Object> ordered(Object... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i].toString(), pairs[i + 1]);
    }
    return map;
  }
}

package dev.trimtab.app.command;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.NodePlan.PlannedNode;
import dev.trimtab.place.plan.NodePlan.Unplaced;
import dev.trimtab.place.plan.PlanSettings.Risk;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Writes plan.json as docs/formats.md has it, streamed.
final class PlanJson {
  private static final Comparator<WorkloadRef> BY_NAME =
      Comparator.comparing(WorkloadRef::namespace)
          .thenComparing(WorkloadRef::kind)
          .thenComparing(WorkloadRef::name);

  private PlanJson() {}

  static void write(Path file, NodePlan plan, Risk risk, double solveSeconds) throws IOException {
    var raw = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    var out = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw, 1 << 16) : raw;
    try (var json = JsonMapper.shared().createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberProperty("price_per_hour", plan.price());
      json.writeNumberProperty("lower_bound_per_hour", plan.lowerBound());
      gap(json, plan.gap());
      json.writeStringProperty(
          "objective", risk == Risk.PRICE_ONLY ? "price" : "price+interruptions");
      json.writeNumberProperty("objective_per_hour", plan.objective());
      json.writeNumberProperty("objective_bound_per_hour", plan.objectiveBound());
      json.writeNumberProperty("solve_seconds", Math.round(solveSeconds * 1000) / 1000.0);
      json.writeArrayPropertyStart("unplaced");
      plan.unplaced().forEach(u -> unplaced(json, u));
      json.writeEndArray();
      json.writeArrayPropertyStart("nodes");
      plan.nodes().forEach(node -> node(json, node));
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  /// JSON has no infinity: what nothing is proven of is null.
  private static void gap(JsonGenerator json, double gap) {
    if (Double.isFinite(gap)) {
      json.writeNumberProperty("gap", gap);
    } else {
      json.writeNullProperty("gap");
    }
  }

  private static void unplaced(JsonGenerator json, Unplaced unplaced) {
    json.writeStartObject();
    workload(json, unplaced.workload());
    json.writeNumberProperty("replicas", unplaced.replicas());
    json.writeStringProperty("reason", unplaced.reason());
    json.writeEndObject();
  }

  private static void node(JsonGenerator json, PlannedNode node) {
    var offer = node.offer();
    json.writeStartObject();
    json.writeStringProperty("instance_type", offer.instanceType());
    json.writeStringProperty("zone", offer.zone());
    json.writeStringProperty("capacity_type", offer.capacityType().label());
    json.writeNumberProperty("price_per_hour", offer.price());
    json.writeNumberProperty("count", node.count());
    json.writeArrayPropertyStart("pods");
    node.pods().entrySet().stream()
        .sorted(Map.Entry.comparingByKey(BY_NAME))
        .forEach(entry -> {
          json.writeStartObject();
          workload(json, entry.getKey());
          json.writeNumberProperty("replicas", entry.getValue());
          json.writeEndObject();
        });
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void workload(JsonGenerator json, WorkloadRef workload) {
    json.writeStringProperty("namespace", workload.namespace());
    json.writeStringProperty("workload_kind", workload.kind());
    json.writeStringProperty("workload", workload.name());
  }
}

package dev.trimtab.collect.kubernetes.map;

import static java.util.Objects.requireNonNullElse;

import dev.trimtab.model.cluster.Scheduling;
import dev.trimtab.model.cluster.Scheduling.NodeRequirement;
import dev.trimtab.model.cluster.Taint;
import dev.trimtab.model.cluster.Toleration;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;

/// Reads taints, and what pods say of the nodes that they may run on.
final class SchedulingFacts {
  private SchedulingFacts() {}

  static List<Taint> taints(NodeSpec spec, Reading reading) {
    return reading.intern(
        spec.getTaints().stream()
            .map(taint ->
                new Taint(
                    reading.text(taint.getKey()),
                    reading.text(taint.getValue()),
                    reading.text(taint.getEffect())))
            .toList());
  }

  static Scheduling of(PodSpec spec, Reading reading) {
    return new Scheduling(
        spec.getTolerations().stream()
            .map(toleration ->
                new Toleration(
                    reading.text(toleration.getKey()),
                    // what the API takes it for where a manifest does not say
                    reading.text(
                        requireNonNullElse(toleration.getOperator(), "").isEmpty()
                            ? "Equal"
                            : toleration.getOperator()),
                    reading.text(toleration.getValue()),
                    reading.text(toleration.getEffect())))
            .toList(),
        nodeTerms(spec, reading),
        Spreading.zoneMaxSkew(spec));
  }

  /// Fields are left out: a DaemonSet's controller names each pod's own node by one.
  private static List<List<NodeRequirement>> nodeTerms(PodSpec spec, Reading reading) {
    var affinity = spec.getAffinity();
    var node = affinity == null ? null : affinity.getNodeAffinity();
    var required = node == null ? null : node.getRequiredDuringSchedulingIgnoredDuringExecution();
    if (required == null) {
      return List.of();
    }
    var terms =
        required.getNodeSelectorTerms().stream().map(term -> requirements(term, reading)).toList();
    return terms.stream().anyMatch(List::isEmpty) ? List.of() : terms;
  }

  private static List<NodeRequirement> requirements(NodeSelectorTerm term, Reading reading) {
    return term.getMatchExpressions().stream()
        .map(each ->
            new NodeRequirement(
                reading.text(each.getKey()),
                reading.text(each.getOperator()),
                each.getValues().stream().map(reading::text).toList()))
        .toList();
  }
}

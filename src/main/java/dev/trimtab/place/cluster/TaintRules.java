package dev.trimtab.place.cluster;

import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.PodTemplate;
import dev.trimtab.model.cluster.Taint;
import dev.trimtab.place.plan.LabelRule;
import dev.trimtab.place.plan.LabelRule.Operator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Taints as labels: a planner knows only these. Nodes that are bought anew have none.
final class TaintRules {
  private final List<Taint> taints;

  private TaintRules(List<Taint> taints) {
    this.taints = taints;
  }

  static TaintRules of(ClusterInventory inventory) {
    return new TaintRules(
        inventory.nodes().stream()
            .flatMap(node -> node.taints().stream())
            .filter(Taint::keepsOff)
            .distinct()
            .toList());
  }

  /// A rule for each taint that a template's pods do not tolerate.
  List<LabelRule> rules(PodTemplate template) {
    return taints.stream()
        .filter(taint -> !template.scheduling().tolerates(taint))
        .map(taint -> new LabelRule(label(taint), Operator.DOES_NOT_EXIST, List.of()))
        .toList();
  }

  /// A node's labels, with one for each of its taints.
  static Map<String, String> labels(Node node) {
    var labels = new HashMap<>(node.labels());
    node.taints().stream()
        .filter(Taint::keepsOff)
        .forEach(taint -> labels.put(label(taint), "true"));
    return labels;
  }

  /// No label's name has a space.
  static String label(Taint taint) {
    return "taint %s=%s:%s".formatted(taint.key(), taint.value(), taint.effect());
  }
}

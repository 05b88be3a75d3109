package dev.trimtab.pipeline;

import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.plan.ClusterPlan.Layout;
import dev.trimtab.model.plan.ClusterPlan.NodeGroup;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a row of recommendations tells of a cluster's nodes.
final class NodeMixRow {
  /// Kinds of node that a row names; all stand in `finops.node_plan_nodes`.
  private static final int NAMED = 8;

  private NodeMixRow() {}

  static Map<String, Object> current(Finding.NodeMix mix) {
    return told(mix.plan().todayNodes());
  }

  /// The plan for recommended requests, the dearest kinds of node first.
  static Map<String, Object> proposed(Finding.NodeMix mix) {
    var layout = mix.plan().asRecommended();
    var all = told(layout.nodeCount());
    all.put("kinds", kinds(layout));
    return all;
  }

  /// Prices stand in the evidence: they change every night, the advice does not.
  private static Map<String, Object> told(int nodes) {
    var all = new LinkedHashMap<String, Object>();
    all.put("nodes", nodes);
    return all;
  }

  private static Map<String, Object> kinds(Layout layout) {
    var counts = new HashMap<String, Integer>();
    var spent = new HashMap<String, BigDecimal>();
    for (var group : layout.nodes()) {
      var kind = kind(group);
      counts.merge(kind, group.count(), Integer::sum);
      spent.merge(
          kind,
          group.price().amount().multiply(BigDecimal.valueOf(group.count())),
          BigDecimal::add);
    }
    var dearestFirst =
        spent.entrySet().stream()
            .sorted(
                Map.Entry.<String, BigDecimal>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .toList();
    var kinds = new LinkedHashMap<String, Object>();
    dearestFirst.stream().limit(NAMED).forEach(kind -> kinds.put(kind, counts.get(kind)));
    if (dearestFirst.size() > NAMED) {
      kinds.put("others", sum(dearestFirst.subList(NAMED, dearestFirst.size()), counts));
    }
    return kinds;
  }

  private static String kind(NodeGroup group) {
    return "%s %s".formatted(group.instanceType(), group.capacityType().label());
  }

  private static int sum(List<String> kinds, Map<String, Integer> counts) {
    return kinds.stream().mapToInt(kind -> counts.getOrDefault(kind, 0)).sum();
  }

  static Map<String, Object> evidence(Finding.NodeMix mix) {
    var plan = mix.plan();
    var all = new LinkedHashMap<String, Object>();
    all.put("today_per_hour", plan.today().amount());
    all.put("requested_per_hour", plan.asRequested().price().amount());
    all.put("requested_lower_bound_per_hour", plan.asRequested().lowerBound().amount());
    all.put("recommended_per_hour", plan.asRecommended().price().amount());
    all.put("recommended_lower_bound_per_hour", plan.asRecommended().lowerBound().amount());
    all.put("nominal_monthly", plan.nominalMonthly().amount());
    all.put("realizable_monthly", plan.realizableMonthly().amount());
    all.put("notes", mix.notes());
    all.put(
        "left_out", plan.problems().stream().map(p -> p.subject() + ": " + p.message()).toList());
    return all;
  }
}

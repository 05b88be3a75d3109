package dev.trimtab.place.cluster;

import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Node;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The labels that a cluster's pods ask for in a node selector or a required node affinity: no
/// other ones matter.
///
/// @param keys as Kubernetes calls them today
record AskedLabels(Set<String> keys) {
  AskedLabels {
    keys = Set.copyOf(keys);
  }

  static AskedLabels of(ClusterInventory cluster) {
    var keys = new TreeSet<String>();
    for (var workload : cluster.workloads()) {
      var template = workload.template();
      template.nodeSelector().keySet().forEach(key -> keys.add(OfferLabels.today(key)));
      template
          .scheduling()
          .nodeTerms()
          .forEach(
              term -> term.forEach(requirement -> keys.add(OfferLabels.today(requirement.key()))));
    }
    return new AskedLabels(keys);
  }

  /// Those of a node that are asked for.
  Map<String, String> of(Node node) {
    var asked = new TreeMap<String, String>();
    node.labels()
        .forEach((key, value) -> {
          if (keys.contains(OfferLabels.today(key))) {
            asked.put(OfferLabels.today(key), value);
          }
        });
    return asked;
  }
}

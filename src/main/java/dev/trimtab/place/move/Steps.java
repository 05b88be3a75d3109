package dev.trimtab.place.move;

import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.plan.ClusterPlan.MigrationStep;
import dev.trimtab.place.plan.Offer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// Puts a migration into steps: what is added, what is drained and in which order, what cannot be,
/// and what stays.
final class Steps {
  /// More at a time are no longer looked at with care.
  private static final int MOST_AT_A_TIME = 5;

  private static final Comparator<Offer.Key> BY_NAME =
      Comparator.comparing(Offer.Key::instanceType)
          .thenComparing(Offer.Key::zone)
          .thenComparing(Offer.Key::capacityType);

  private final Standing standing;
  private final Drains drains;
  private final Landing landing;
  private final List<MigrationStep> steps = new ArrayList<>();

  Steps(Standing standing, Drains drains, Landing landing) {
    this.standing = standing;
    this.drains = drains;
    this.landing = landing;
  }

  List<MigrationStep> all() {
    added();
    drains();
    var known = new HashSet<String>();
    landing.drained().forEach(node -> known.add(node.name()));
    var kept = new ArrayList<Node>();
    for (var slot : landing.slots()) {
      var node = slot.node;
      if (node != null) {
        known.add(node.name());
        kept.add(node);
      }
    }
    for (var node : standing.nodes()) {
      if (!known.contains(node.name())) {
        steps.add(step("blocked", node, StepWords.blocked(standing, drains, node)));
      }
    }
    kept.sort(Comparator.comparing(Node::name));
    kept.forEach(node -> steps.add(step("keep", node, "Keep %s.".formatted(StepWords.name(node)))));
    return steps;
  }

  private void added() {
    var counts = new TreeMap<Offer.Key, Integer>(BY_NAME);
    for (var slot : landing.slots()) {
      if (slot.node == null) {
        counts.merge(slot.offer.key(), 1, Integer::sum);
      }
    }
    counts.forEach((key, count) ->
        steps.add(
            new MigrationStep(
                "add",
                "",
                key.instanceType(),
                key.zone(),
                key.capacityType(),
                count,
                StepWords.add(key, count))));
  }

  private void drains() {
    var drained = landing.drained();
    var words = new StepWords(standing, drains, landing);
    Set<WorkloadRef> moving = new HashSet<>();
    var together = new ArrayList<String>();
    for (int i = 0; i < drained.size(); i++) {
      var node = drained.get(i);
      var pods = standing.movable(node).keySet();
      boolean apart = together.size() < MOST_AT_A_TIME && pods.stream().noneMatch(moving::contains);
      if (!apart) {
        moving.clear();
        together.clear();
      }
      int after = i == 0 ? drained.size() - 1 : 0;
      steps.add(step("drain", node, words.drain(node, after, List.copyOf(together))));
      moving.addAll(pods);
      together.add(node.name());
    }
  }

  private static MigrationStep step(String action, Node node, String words) {
    return new MigrationStep(
        action, node.name(), node.instanceType(), node.zone(), node.capacityType(), 1, words);
  }
}

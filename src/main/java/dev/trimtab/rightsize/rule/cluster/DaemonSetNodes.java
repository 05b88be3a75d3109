package dev.trimtab.rightsize.rule.cluster;

import dev.trimtab.rightsize.rule.PodRule;
import dev.trimtab.rightsize.rule.PodSizing;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A DaemonSet runs on large nodes and small ones, and one template serves all: it is sized for
/// those that need most, and says so.
public record DaemonSetNodes() implements PodRule {
  @Override
  public PodSizing apply(PodSizing pod) {
    if (!pod.ref().kind().equals("DaemonSet")) {
      return pod;
    }
    var classes = new TreeMap<String, Integer>();
    for (var placement : pod.cluster().placements(pod.ref())) {
      if (!placement.instanceType().isEmpty()) {
        classes.merge(placement.instanceType(), placement.pods(), Integer::sum);
      }
    }
    if (classes.size() < 2) {
      return pod;
    }
    var note =
        "It runs on %d kinds of node (%s) with one template for all, so that it is sized for the kind that needs most. What the others need is not told: the use of its pods is kept together. Maybe give large nodes a DaemonSet of their own."
            .formatted(
                classes.size(),
                classes.entrySet().stream()
                    .map(each -> each.getValue() + " x " + each.getKey())
                    .collect(Collectors.joining(", ")));
    return pod.each(draft -> draft.sized(draft.sizing().noting(note)));
  }
}

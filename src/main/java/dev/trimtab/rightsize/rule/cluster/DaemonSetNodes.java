package dev.trimtab.rightsize.rule.cluster;

import static dev.trimtab.rightsize.amount.Measure.CPU;
import static dev.trimtab.rightsize.amount.Measure.MEMORY;

import dev.trimtab.model.usage.NodeKindUse;
import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.Draft;
import dev.trimtab.rightsize.rule.Plausible;
import dev.trimtab.rightsize.rule.PodRule;
import dev.trimtab.rightsize.rule.PodSizing;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.owner.Floors;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A DaemonSet runs on large nodes and small ones, and one template serves all: it is sized for
/// those that need most, and says what each kind of node needs, what is asked for in vain on the
/// others, and whether a DaemonSet of their own is worth it.
///
/// All pods together hide the few on large nodes: where 95% of all intervals are covered, all of
/// theirs may lie above. So that no kind is worse off than all together, the request is raised.
public record DaemonSetNodes(Floors floors) implements PodRule {
  /// Percentiles are read within 1% and requests are whole millicores: less than this is no raise.
  private static final double LEAST_RAISE = 1.05;

  @Override
  public PodSizing apply(PodSizing pod) {
    if (!pod.ref().kind().equals("DaemonSet")) {
      return pod;
    }
    var pods = new TreeMap<String, Integer>();
    for (var placement : pod.cluster().placements(pod.ref())) {
      if (!placement.instanceType().isEmpty()) {
        pods.merge(placement.instanceType(), placement.pods(), Integer::sum);
      }
    }
    return pods.size() < 2 ? pod : pod.each(draft -> draft.sized(sized(draft, pods)));
  }

  private Sizing sized(Draft draft, Map<String, Integer> pods) {
    var sizing = draft.sizing();
    var uses = draft.subject().history().nodeKinds().stream().filter(NodeKindNeed::seen).toList();
    var needs =
        sizing.request(CPU).isEmpty() || sizing.request(MEMORY).isEmpty()
            ? List.<NodeKindNeed>of()
            : needs(draft, uses, pods);
    if (needs.size() < 2) {
      return sizing.noting(named(pods));
    }
    var raised = raised(sizing, needs);
    long cpu = atLeast(draft, CPU, raised.request(CPU).orElse(0));
    long memory = atLeast(draft, MEMORY, raised.request(MEMORY).orElse(0));
    var parts =
        new NodeKindParts(
            needs.stream().map(need -> advised(draft, need, cpu, memory)).toList(), cpu, memory);
    return parts.figures(raised).noting(parts.words() + unseen(needs, pods));
  }

  /// The one that needs most first. Kinds that it has left do not count.
  private static List<NodeKindNeed> needs(
      Draft draft, List<NodeKindUse> uses, Map<String, Integer> pods) {
    double cores = draft.sizing().request(CPU).orElseThrow() / 1000.0;
    double bytes = draft.sizing().request(MEMORY).orElseThrow();
    return uses.stream()
        .filter(use -> pods.containsKey(use.instanceType()))
        .map(use ->
            new NodeKindNeed(
                use.instanceType(),
                pods.getOrDefault(use.instanceType(), 0),
                Plausible.cpu(NodeKindNeed.cores(use, uses, cores)).millis(),
                Plausible.memory(NodeKindNeed.bytes(use, uses, bytes)).bytes()))
        .sorted(
            Comparator.comparingLong(NodeKindNeed::cpu)
                .thenComparingLong(NodeKindNeed::memory)
                .reversed())
        .toList();
  }

  /// A kind's own request would be held to the floors that hold for the one.
  private NodeKindNeed advised(Draft draft, NodeKindNeed need, long cpu, long memory) {
    return new NodeKindNeed(
        need.instanceType(),
        need.pods(),
        Math.min(cpu, atLeast(draft, CPU, need.cpu())),
        Math.min(memory, atLeast(draft, MEMORY, need.memory())));
  }

  private long atLeast(Draft draft, Measure measure, long amount) {
    return Math.max(amount, floors.least(measure, draft.subject()));
  }

  /// Of memory the pooled peak is the largest kind's already.
  private static Sizing raised(Sizing sizing, List<NodeKindNeed> needs) {
    var most = needs.getFirst();
    return most.cpu() > sizing.request(CPU).orElse(0) * LEAST_RAISE
        ? sizing.request(
            CPU,
            most.cpu(),
            "%s, but its pods on %s need more than all together show"
                .formatted(sizing.cpu().because(), most.instanceType()))
        : sizing;
  }

  private static String named(Map<String, Integer> pods) {
    return "It runs on %d kinds of node (%s) with one template for all. What each kind needs is not known yet, and large ones may need more than all together show: too little has been seen of its pods since it was first known on which nodes they run."
        .formatted(pods.size(), listed(pods));
  }

  private static String unseen(List<NodeKindNeed> needs, Map<String, Integer> pods) {
    var rest = new TreeMap<>(pods);
    needs.forEach(need -> rest.remove(need.instanceType()));
    return rest.isEmpty() ? "" : " Too little has been seen of %s.".formatted(listed(rest));
  }

  private static String listed(Map<String, Integer> pods) {
    return pods.entrySet().stream()
        .map(each -> each.getValue() + " x " + each.getKey())
        .collect(Collectors.joining(", "));
  }
}

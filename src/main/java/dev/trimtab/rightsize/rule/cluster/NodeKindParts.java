package dev.trimtab.rightsize.rule.cluster;

import static dev.trimtab.rightsize.amount.Measure.CPU;
import static dev.trimtab.rightsize.amount.Measure.MEMORY;

import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.Sizing;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A DaemonSet's container on several kinds of node: what each needs, and what a DaemonSet of their
/// own for the small ones would give back.
///
/// @param needs two at least, the one that needs most CPU first, none above what is asked for
/// @param cpu what each pod asks for, millicores
/// @param memory what each pod asks for, bytes
record NodeKindParts(List<NodeKindNeed> needs, long cpu, long memory) {
  private static final int MOST_NAMED = 6;

  /// Small kinds are those that need less than half of what is asked for.
  private static final int SMALL = 2;

  /// What a second DaemonSet has to give back at least to be worth its upkeep.
  private static final long WORTH_MILLIS = 250;

  private static final long WORTH_BYTES = 1L << 30;

  Sizing figures(Sizing sizing) {
    if (same()) {
      return sizing;
    }
    var result =
        sizing
            .figure("node_kinds_unneeded_cpu_cores", unneeded(CPU) / 1000.0)
            .figure("node_kinds_unneeded_memory_bytes", (double) unneeded(MEMORY));
    for (var need : needs) {
      result =
          result
              .figure(need.instanceType() + "_cpu_cores", need.cpu() / 1000.0)
              .figure(need.instanceType() + "_memory_bytes", (double) need.memory());
    }
    return result;
  }

  String words() {
    return same()
        ? "It runs on %d kinds of node with one template for all, and needs the same on each."
            .formatted(needs.size())
        : "It runs on %d kinds of node with one template for all, which is sized for the kind that needs most: %s and %s. With the same share of its intervals covered and the same room for memory, each kind alone would ask for %s. %s"
            .formatted(needs.size(), CPU.words(cpu), MEMORY.words(memory), kinds(), wayOut());
  }

  private boolean same() {
    return unneeded(CPU) == 0 && unneeded(MEMORY) == 0;
  }

  private String kinds() {
    var named =
        needs.stream()
            .limit(MOST_NAMED)
            .map(need -> "%s on %d x %s".formatted(need.words(), need.pods(), need.instanceType()))
            .collect(Collectors.joining(", "));
    int more = needs.size() - MOST_NAMED;
    return more > 0 ? "%s, and less on %d more kinds".formatted(named, more) : named;
  }

  private String wayOut() {
    var waste =
        "The others ask for %s together that they do not need."
            .formatted(words(unneeded(CPU), unneeded(MEMORY)));
    var small = small();
    long smallCpu = most(small, CPU);
    long smallMemory = most(small, MEMORY);
    long pods = small.stream().mapToLong(NodeKindNeed::pods).sum();
    long freedCpu = (cpu - smallCpu) * pods;
    long freedMemory = (memory - smallMemory) * pods;
    if (small.isEmpty() || (freedCpu < WORTH_MILLIS && freedMemory < WORTH_BYTES)) {
      return waste + " That is not worth a second DaemonSet.";
    }
    return "%s Maybe split it: a DaemonSet of its own for %s, by %s on node.kubernetes.io/instance-type, with requests of %s and %s, gives back %s."
        .formatted(
            waste,
            small.stream().map(NodeKindNeed::instanceType).collect(Collectors.joining(", ")),
            small.size() == 1 ? "nodeSelector" : "nodeAffinity",
            CPU.words(smallCpu),
            MEMORY.words(smallMemory),
            words(freedCpu, freedMemory));
  }

  /// Kinds that one request serves worst; the first stays with the template there is.
  private List<NodeKindNeed> small() {
    return needs.stream()
        .skip(1)
        .filter(need -> need.cpu() * SMALL < cpu || need.memory() * SMALL < memory)
        .toList();
  }

  private static long most(List<NodeKindNeed> of, Measure measure) {
    return of.stream().mapToLong(need -> need.of(measure)).max().orElse(0);
  }

  /// Over all pods, millicores or bytes.
  private long unneeded(Measure measure) {
    long asked = measure == CPU ? cpu : memory;
    return needs.stream().mapToLong(need -> (asked - need.of(measure)) * need.pods()).sum();
  }

  private static String words(long millis, long bytes) {
    return String.format(
        Locale.ROOT, "%.1f cores and %.1f GiB", millis / 1000.0, bytes / (double) (1L << 30));
  }
}

package dev.trimtab.rightsize.rule.cluster;

import static dev.trimtab.rightsize.amount.Measure.CPU;
import static dev.trimtab.rightsize.amount.Measure.MEMORY;

import dev.trimtab.model.usage.Histogram;
import dev.trimtab.model.usage.NodeKindUse;
import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.Plausible;
import java.util.Collection;

/// What a DaemonSet's container would ask for on one kind of node, had it a request there of its
/// own.
///
/// Of CPU, as much as covers the same share of the kind's intervals as the one request covers of
/// all, with the same room above it. Of memory, its own peak with the same room above it. However
/// the one request was come to, so is the kind's.
///
/// @param pods on such nodes now
/// @param cpu millicores
/// @param memory bytes
record NodeKindNeed(String instanceType, int pods, long cpu, long memory) {
  /// An interval or two tell nothing of a kind: fewer than this is some eight hours of one pod.
  private static final int FEWEST_INTERVALS = 100;

  /// A request between what few large nodes use and what many small ones do is far above all that
  /// it covers: that is a gap, not a margin.
  private static final double LARGEST_MARGIN = 1.5;

  static boolean seen(NodeKindUse use) {
    return use.cpu().total() >= FEWEST_INTERVALS && Plausible.bytes(use.memoryPeak());
  }

  long of(Measure measure) {
    return measure == CPU ? cpu : memory;
  }

  String words() {
    return "%s and %s".formatted(CPU.words(cpu), MEMORY.words(memory));
  }

  /// Cores that one kind needs where all together get `request` cores.
  static double cores(NodeKindUse use, Collection<NodeKindUse> all, double request) {
    var pooled = new Histogram();
    all.forEach(each -> pooled.addAll(each.cpu()));
    // half a sample less than those covered, so that rounding up finds the last of them
    double share = Math.max(0.5, covered(pooled, request) - 0.5) / pooled.total();
    double reached = pooled.percentile(share);
    double margin = reached > 0 ? request / reached : 1;
    boolean aboveAll = covered(pooled, request) == pooled.total();
    return use.cpu().percentile(share) * (aboveAll ? margin : Math.min(margin, LARGEST_MARGIN));
  }

  private static long covered(Histogram pooled, double cores) {
    long seen = 0;
    for (int bucket = 0; bucket < pooled.buckets() && Histogram.middle(bucket) <= cores; bucket++) {
      seen += pooled.count(bucket);
    }
    return seen;
  }

  /// Bytes that one kind needs where all together get `request` bytes.
  static double bytes(NodeKindUse use, Collection<NodeKindUse> all, double request) {
    double highest =
        all.stream().mapToDouble(NodeKindUse::memoryPeak).filter(Plausible::bytes).max().orElse(0);
    return highest > 0 ? use.memoryPeak() * request / highest : request;
  }
}

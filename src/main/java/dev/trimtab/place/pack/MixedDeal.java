package dev.trimtab.place.pack;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.pack.Deal.Slot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/// Deals a class out whose workloads differ in their number of replicas: on every node to those
/// that need most pools or nodes yet in its zone, as far as their shares of the pool go. A pod that
/// none may take is not dealt.
final class MixedDeal {
  private final Instance instance;
  private final PodClass of;
  private final List<Map<WorkloadRef, Integer>> contents;
  private final List<Packing.Node> nodes;
  private final int[] left;

  MixedDeal(
      Instance instance,
      PodClass of,
      List<Map<WorkloadRef, Integer>> contents,
      List<Packing.Node> nodes) {
    this.instance = instance;
    this.of = of;
    this.contents = contents;
    this.nodes = nodes;
    this.left = of.demands().stream().mapToInt(d -> placeable(of, d.replicas())).toArray();
  }

  /// Without a skew, as many as all zones can share.
  private static int placeable(PodClass of, int replicas) {
    return of.skew() == 0 ? replicas - replicas % of.items().length : replicas;
  }

  /// @param slots of each item, by offer
  void deal(List<List<Slot>> slots) {
    int zones = of.items().length;
    for (int z = 0; z < zones; z++) {
      dealZone(slots.get(of.items()[z]), zones - z);
    }
  }

  /// @param zones that are still to be dealt, this one among them
  private void dealZone(List<Slot> slots, int zones) {
    var quota = quota(slots.stream().mapToInt(Slot::count).sum(), zones);
    var queue =
        new PriorityQueue<Integer>(
            Comparator.<Integer>comparingDouble(w -> -needs(w, quota[w])).thenComparing(w -> w));
    for (int w = 0; w < quota.length; w++) {
      if (quota[w] > 0) {
        queue.add(w);
      }
    }
    int offer = -1;
    Map<Integer, Integer> inPool = new HashMap<>();
    for (var slot : slots) {
      if (nodes.get(slot.node()).offer() != offer) {
        offer = nodes.get(slot.node()).offer();
        inPool.clear();
      }
      dealNode(slot, quota, queue, instance.spot()[offer] ? inPool : null);
    }
  }

  /// How many pools the rest of a workload needs at least, or nodes where it may be on each but
  /// once: who needs most comes first, or would be left with too few.
  private double needs(int workload, int quota) {
    return of.onePerNode() ? quota : (double) quota / of.demands().get(workload).poolCap();
  }

  private void dealNode(
      Slot slot,
      int[] quota,
      PriorityQueue<Integer> queue,
      @org.jspecify.annotations.Nullable Map<Integer, Integer> inPool) {
    var aside = new ArrayList<Integer>();
    int wanted = slot.count();
    while (wanted > 0 && !queue.isEmpty()) {
      int w = queue.poll();
      var demand = of.demands().get(w);
      int room = inPool == null ? quota[w] : demand.poolCap() - inPool.getOrDefault(w, 0);
      if (room > 0) {
        contents.get(slot.node()).merge(demand.workload(), 1, Integer::sum);
        quota[w]--;
        left[w]--;
        wanted--;
        if (inPool != null) {
          inPool.merge(w, 1, Integer::sum);
        }
      }
      if (quota[w] > 0) {
        if (room > 0 && !of.onePerNode()) {
          queue.add(w);
        } else {
          aside.add(w);
        }
      }
    }
    queue.addAll(aside);
  }

  /// How many of each workload go to this zone: an even part of what is left of each; one more of
  /// those that can't share evenly, the unevenest first (Gale and Ryser); and as many more as their
  /// skew allows.
  private int[] quota(int pods, int zones) {
    var quota = new int[left.length];
    long sum = 0;
    for (int w = 0; w < quota.length; w++) {
      quota[w] = left[w] / zones;
      sum += quota[w];
    }
    var unevenest =
        IntStream.range(0, left.length)
            .boxed()
            .sorted(Comparator.comparingInt(w -> -(left[w] % zones)))
            .toList();
    for (int more = 1; more <= of.skew(); more++) {
      for (int w : unevenest) {
        if (sum < pods && quota[w] < PodClass.most(left[w], zones, of.skew())) {
          quota[w]++;
          sum++;
        }
      }
    }
    return quota;
  }
}

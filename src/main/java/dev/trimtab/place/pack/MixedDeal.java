package dev.trimtab.place.pack;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.pack.Deal.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// Deals a class out whose workloads differ in their number of replicas: on every node to those
/// that have most left in its zone, as far as their shares of the pool go. A pod that none may take
/// is not dealt.
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
    this.left = of.demands().stream().mapToInt(d -> d.replicas()).toArray();
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
        new PriorityQueue<Integer>((a, b) -> quota[a] != quota[b] ? quota[b] - quota[a] : a - b);
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

  /// How many of each workload go to this zone: an even part of what is left of each, and what the
  /// zone takes above that to those with most left.
  private int[] quota(int pods, int zones) {
    var quota = new int[left.length];
    long sum = 0;
    for (int w = 0; w < quota.length; w++) {
      quota[w] = left[w] / zones;
      sum += quota[w];
    }
    for (int round = 0; sum < pods && round < 2 + Math.max(0, of.skew()); round++) {
      for (int w = 0; w < quota.length && sum < pods; w++) {
        if (left[w] - quota[w] > 0) {
          quota[w]++;
          sum++;
        }
      }
    }
    return quota;
  }
}

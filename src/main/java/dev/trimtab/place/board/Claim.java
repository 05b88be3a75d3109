package dev.trimtab.place.board;

import dev.trimtab.place.plan.Size;
import java.util.LinkedHashMap;
import java.util.Map;

/// A node to be, in Karpenter's manner: its contents, and every offer that could still hold them.
final class Claim {
  static final int ANY_ZONE = -1;

  private final Rules rules;
  private final Map<Integer, Integer> pods = new LinkedHashMap<>();
  private int[] offers;
  private int count;
  private int slots;
  private long cpuMicros;
  private long memoryBytes;
  private long gpuMillis;
  private long mostCpu;
  private long mostMemory;
  private int mostSlots;

  /// @param offers by price, the cheapest first
  Claim(Rules rules, int[] offers) {
    this.rules = rules;
    this.offers = offers;
    count = offers.length;
    measure();
  }

  Map<Integer, Integer> pods() {
    return pods;
  }

  int offers() {
    return count;
  }

  /// An offer that could hold all, by its rank in price.
  int offer(int rank) {
    return offers[rank];
  }

  /// Most replicas of a demand, up to as many as wanted, that one of the offers would hold besides.
  int most(int demand, int zone, int wanted) {
    var pod = rules.demand(demand).pod();
    if (slots >= mostSlots
        || pod.cpuMicros() > mostCpu - cpuMicros
        || pod.memoryBytes() > mostMemory - memoryBytes) {
      return 0;
    }
    boolean onePerNode = rules.demand(demand).wants().onePerNode();
    if (onePerNode && pods.containsKey(demand)) {
      return 0;
    }
    int limit = onePerNode ? Math.min(1, wanted) : wanted;
    int most = 0;
    for (int i = 0; i < count && most < limit; i++) {
      if (allowed(demand, offers[i], zone)) {
        most = Math.max(most, Math.min(fit(pod, offers[i]), shareLeft(demand, offers[i])));
      }
    }
    return Math.min(most, limit);
  }

  private boolean allowed(int demand, int offer, int zone) {
    return rules.homes(demand).get(offer) && (zone == ANY_ZONE || rules.zoneOf(offer) == zone);
  }

  private int fit(Size pod, int offer) {
    var room = rules.offer(offer).room();
    return Fit.most(
        pod,
        room.cpuMicros() - cpuMicros,
        room.memoryBytes() - memoryBytes,
        room.gpuMillis() - gpuMillis,
        rules.offer(offer).maxPods() - slots);
  }

  private int shareLeft(int demand, int offer) {
    return rules.capped(demand, offer)
        ? rules.demand(demand).poolCap() - pods.getOrDefault(demand, 0)
        : Integer.MAX_VALUE;
  }

  /// Adds replicas, which [#most] has allowed, and drops the offers that cannot hold them.
  void add(int demand, int zone, int replicas) {
    var pod = rules.demand(demand).pod();
    var kept = new int[count];
    int n = 0;
    for (int i = 0; i < count; i++) {
      if (allowed(demand, offers[i], zone)
          && fit(pod, offers[i]) >= replicas
          && shareLeft(demand, offers[i]) >= replicas) {
        kept[n++] = offers[i];
      }
    }
    offers = kept;
    count = n;
    pods.merge(demand, replicas, Integer::sum);
    slots += replicas;
    cpuMicros += replicas * pod.cpuMicros();
    memoryBytes += replicas * pod.memoryBytes();
    gpuMillis += replicas * pod.gpuMillis();
    measure();
  }

  private void measure() {
    mostCpu = 0;
    mostMemory = 0;
    mostSlots = 0;
    for (int i = 0; i < count; i++) {
      var offer = rules.offer(offers[i]);
      mostCpu = Math.max(mostCpu, offer.room().cpuMicros());
      mostMemory = Math.max(mostMemory, offer.room().memoryBytes());
      mostSlots = Math.max(mostSlots, offer.maxPods());
    }
  }
}

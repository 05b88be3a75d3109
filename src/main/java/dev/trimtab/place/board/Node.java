package dev.trimtab.place.board;

import dev.trimtab.place.plan.Size;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/// A node on a board: its offer, its contents by demand, and what room is left.
public final class Node {
  private final int offer;
  private final Map<Integer, Integer> pods = new HashMap<>();
  private long cpuMicros;
  private long memoryBytes;
  private long gpuMillis;
  private int slots;

  Node(Rules rules, int offer) {
    this.offer = offer;
    var fresh = rules.offer(offer);
    cpuMicros = fresh.room().cpuMicros();
    memoryBytes = fresh.room().memoryBytes();
    gpuMillis = fresh.room().gpuMillis();
    slots = fresh.maxPods();
  }

  /// Its position among the usable offers.
  public int offer() {
    return offer;
  }

  /// Replicas by demand; read only.
  public Map<Integer, Integer> pods() {
    return Collections.unmodifiableMap(pods);
  }

  boolean holds(int demand) {
    return pods.containsKey(demand);
  }

  int replicas(int demand) {
    return pods.getOrDefault(demand, 0);
  }

  boolean hasRoom(Size pod) {
    return slots > 0
        && pod.cpuMicros() <= cpuMicros
        && pod.memoryBytes() <= memoryBytes
        && pod.gpuMillis() <= gpuMillis;
  }

  /// How many more of these there is room for.
  int fits(Size pod) {
    return Fit.most(pod, cpuMicros, memoryBytes, gpuMillis, slots);
  }

  void add(int demand, Size pod, int count) {
    take(pod, count);
    pods.merge(demand, count, Integer::sum);
  }

  void remove(int demand, Size pod) {
    if (!pods.containsKey(demand)) {
      throw new IllegalStateException("the node holds no pod of demand " + demand);
    }
    take(pod, -1);
    pods.computeIfPresent(demand, (_, count) -> count == 1 ? null : count - 1);
  }

  private void take(Size pod, int count) {
    cpuMicros -= count * pod.cpuMicros();
    memoryBytes -= count * pod.memoryBytes();
    gpuMillis -= count * pod.gpuMillis();
    slots -= count;
  }
}

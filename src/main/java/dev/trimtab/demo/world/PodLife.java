package dev.trimtab.demo.world;

/// One pod from its creation to its end. Intervals are 5-minute steps since the epoch.
///
/// @param slot which replica it is, or for a DaemonSet which node
/// @param ownerKind the controller that owns it directly; empty for a bare pod
/// @param to first interval after its end, [#RUNNING] while it runs
public record PodLife(
    WorkloadSpec workload,
    String name,
    int slot,
    String ownerKind,
    String ownerName,
    long from,
    long to) {
  public static final long RUNNING = Long.MAX_VALUE;

  public String namespace() {
    return workload.namespace();
  }

  public boolean running() {
    return to == RUNNING;
  }

  public boolean overlaps(long first, long last) {
    return from <= last && to > first;
  }

  /// Where a container of the pod ends: an init container is done in the pod's first interval.
  public long endOf(ContainerSpec container) {
    return container.longRunning() ? to : Math.min(to, from + 1);
  }
}

package dev.trimtab.model.cluster;

/// A container of a workload, whichever pod it runs in: the unit of right-sizing.
public record ContainerRef(WorkloadRef workload, String container) {
  @Override
  public String toString() {
    return workload + "/" + container;
  }
}

package dev.trimtab.rightsize.patch;

import dev.trimtab.model.cluster.Resources;
import java.util.List;
import java.util.Objects;

/// A pod's quality of service, which Kubernetes works out of all its containers once and for all.
enum Qos {
  GUARANTEED("Guaranteed"),
  BURSTABLE("Burstable"),
  BEST_EFFORT("BestEffort");

  private final String words;

  Qos(String words) {
    this.words = words;
  }

  static Qos of(List<Resources> containers) {
    if (containers.stream().allMatch(Qos::asksNothing)) {
      return BEST_EFFORT;
    }
    return containers.stream().allMatch(Qos::guaranteed) ? GUARANTEED : BURSTABLE;
  }

  private static boolean asksNothing(Resources r) {
    return r.cpuRequest() == null
        && r.cpuLimit() == null
        && r.memoryRequest() == null
        && r.memoryLimit() == null;
  }

  /// A request that is not stated is the limit.
  private static boolean guaranteed(Resources r) {
    return r.cpuLimit() != null
        && r.memoryLimit() != null
        && Objects.requireNonNullElse(r.cpuRequest(), r.cpuLimit()).equals(r.cpuLimit())
        && Objects.requireNonNullElse(r.memoryRequest(), r.memoryLimit()).equals(r.memoryLimit());
  }

  @Override
  public String toString() {
    return words;
  }
}

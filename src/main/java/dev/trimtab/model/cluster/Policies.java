package dev.trimtab.model.cluster;

import dev.trimtab.units.Memory;
import java.util.List;
import java.util.Map;

/// The rules of a cluster that bound what may be recommended.
public record Policies(
    List<Claim> claims,
    List<LimitRange> limitRanges,
    List<Quota> quotas,
    Map<String, Integer> priorityClasses) {
  public static final Policies NONE = new Policies(List.of(), List.of(), List.of(), Map.of());

  public Policies {
    claims = List.copyOf(claims);
    limitRanges = List.copyOf(limitRanges);
    quotas = List.copyOf(quotas);
    priorityClasses = Map.copyOf(priorityClasses);
  }

  /// A persistent volume claim with what its volume says.
  ///
  /// @param zone the volume's zone, empty where it may be used in any
  /// @param local the volume lives on one node's disk
  public record Claim(
      String namespace,
      String name,
      String storageClass,
      Memory requested,
      String volume,
      String zone,
      boolean local) {}

  /// One item of a LimitRange.
  ///
  /// @param type `Container`, `Pod` or `PersistentVolumeClaim`
  /// @param bounds `min.cpu`, `max.memory`, `default.cpu`, `defaultRequest.memory`,
  ///   `maxLimitRequestRatio.cpu`, … as Kubernetes quantities
  public record LimitRange(String namespace, String name, String type, Map<String, String> bounds) {
    public LimitRange {
      bounds = Map.copyOf(bounds);
    }
  }

  /// A ResourceQuota, as Kubernetes quantities by resource name (`requests.cpu`, …).
  public record Quota(
      String namespace, String name, Map<String, String> hard, Map<String, String> used) {
    public Quota {
      hard = Map.copyOf(hard);
      used = Map.copyOf(used);
    }
  }
}

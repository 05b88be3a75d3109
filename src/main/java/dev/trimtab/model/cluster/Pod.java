package dev.trimtab.model.cluster;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A pod and where it runs.
///
/// @param node null while it is not scheduled
/// @param phase `Pending`, `Running`, `Succeeded`, `Failed` or `Unknown`
public record Pod(
    String name,
    WorkloadRef workload,
    @Nullable String node,
    String phase,
    Instant createdAt,
    List<Container> containers) {
  public Pod {
    containers = List.copyOf(containers);
  }
}

package dev.trimtab.rightsize.wish;

import dev.trimtab.model.cluster.WorkloadRef;

/// The risk that is bought for some clusters and namespaces.
///
/// @param cluster a glob
/// @param namespace a glob
public record Environment(String cluster, String namespace, Risk risk) {
  boolean covers(WorkloadRef workload) {
    return Glob.matches(cluster, workload.cluster())
        && Glob.matches(namespace, workload.namespace());
  }
}

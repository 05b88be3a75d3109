package dev.trimtab.model.usage;

import dev.trimtab.model.cluster.WorkloadRef;

/// A container in one pod.
///
/// @param workload the top controller as far as the source knows it; the cluster's own API wins
/// @param pod empty where a source has pooled the replicas
/// @param node empty where unknown
public record PodContainer(WorkloadRef workload, String pod, String container, String node) {}

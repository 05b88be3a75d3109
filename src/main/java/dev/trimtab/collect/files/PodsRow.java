package dev.trimtab.collect.files;

import dev.trimtab.model.cluster.WorkloadRef;
import java.math.BigDecimal;

/// A usable row of pods.csv.
///
/// @param replicas 0 for a DaemonSet
/// @param cpu cores of one pod
/// @param memory bytes of one pod
/// @param gpus of one pod
/// @param arch `amd64`, `arm64` or `any`
/// @param zone it is tied to; empty for none
/// @param maxSkew negative for no spread
/// @param maxPoolShare 0..1; NaN for no bound
public record PodsRow(
    WorkloadRef workload,
    int replicas,
    BigDecimal cpu,
    BigDecimal memory,
    BigDecimal gpus,
    String arch,
    boolean spot,
    String zone,
    int maxSkew,
    boolean onePerNode,
    double maxPoolShare,
    boolean daemonSet) {}

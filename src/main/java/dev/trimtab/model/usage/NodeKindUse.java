package dev.trimtab.model.usage;

/// What a DaemonSet's container used on one kind of node, days and pods pooled.
///
/// @param instanceType the kind, such as `m5.xlarge`
/// @param cpu interval averages, cores
/// @param memoryPeak highest working set of any pod, bytes; NaN where unknown
/// @param days on which it was seen there
public record NodeKindUse(String instanceType, Histogram cpu, double memoryPeak, int days) {}

package dev.trimtab.model.cost;

import dev.trimtab.model.cluster.ContainerRef;
import java.time.LocalDate;

/// What a container held and used on a node on a UTC day, its pods added up.
///
/// @param node empty where it is not known which node it ran on
/// @param coreHours the sum over intervals of max(request, usage) in core-hours
/// @param gibHours the same for memory in GiB-hours
/// @param usedCoreHours usage alone
/// @param usedGibHours usage alone
/// @param gpuHours requested
public record ContainerDay(
    LocalDate day,
    ContainerRef container,
    String node,
    double coreHours,
    double gibHours,
    double usedCoreHours,
    double usedGibHours,
    double gpuHours) {}

package dev.trimtab.collect.files;

import dev.trimtab.model.cluster.CapacityType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A usable row of offerings.csv.
///
/// @param line of the file, to name it by
/// @param price per hour
/// @param memory bytes
/// @param maxPods 110 where the file does not tell
/// @param allocatableCpu cores; null where it has to be computed
/// @param allocatableMemory bytes; null where it has to be computed
/// @param interruptions chance within a month, 0..1; NaN where unknown
/// @param available most nodes; [Integer#MAX_VALUE] for no bound
public record OfferingRow(
    long line,
    String instanceType,
    String zone,
    CapacityType capacityType,
    BigDecimal price,
    BigDecimal vcpu,
    BigDecimal memory,
    BigDecimal gpus,
    String arch,
    int maxPods,
    @Nullable BigDecimal allocatableCpu,
    @Nullable BigDecimal allocatableMemory,
    double interruptions,
    int available) {}

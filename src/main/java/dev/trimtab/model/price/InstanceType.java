package dev.trimtab.model.price;

import dev.trimtab.units.Memory;
import org.jspecify.annotations.Nullable;

/// A type of machine that can be bought.
///
/// @param vcpus virtual CPUs
/// @param arch `amd64` or `arm64`
/// @param maxPods by its network interfaces, null where unknown
/// @param localStorageGb instance store, 0 for none
public record InstanceType(
    String name,
    int vcpus,
    Memory memory,
    int gpus,
    String arch,
    @Nullable Integer maxPods,
    int localStorageGb) {}

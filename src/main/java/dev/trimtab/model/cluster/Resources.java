package dev.trimtab.model.cluster;

import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import org.jspecify.annotations.Nullable;

/// What a container asks for; a null is not set, never zero.
///
/// @param gpus whole GPUs requested
public record Resources(
    @Nullable Cpu cpuRequest,
    @Nullable Cpu cpuLimit,
    @Nullable Memory memoryRequest,
    @Nullable Memory memoryLimit,
    int gpus) {
  public static final Resources NONE = new Resources(null, null, null, null, 0);
}

package dev.trimtab.place.patch;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.price.InstanceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How large Karpenter may let a pool grow, as it counts: whole machines.
///
/// A limit is there to stop a runaway, not to make pods wait. Karpenter starts the new node before
/// it drains the old one, a tenth of a pool at once by default, and pods grow until the next plan:
/// hence a fifth more than is planned, and at least one more of the largest machines, without which
/// a small pool could replace none. What is reserved is bought: there is no more of it.
///
/// @param cpu cores
/// @param memoryGib rounded up
record PoolLimits(long cpu, long memoryGib) {
  private static final int SPARE_PART = 5; // one in so many
  private static final long GIBI = 1L << 30;

  /// Empty where the size of a type is not known.
  ///
  /// @param pool groups bought one way
  static Optional<PoolLimits> of(List<GroupSize> pool, Map<String, InstanceType> types) {
    if (!pool.stream().allMatch(group -> types.containsKey(group.instanceType()))) {
      return Optional.empty();
    }
    long cpu = 0;
    long memory = 0;
    long mostCpu = 0;
    long mostMemory = 0;
    boolean bought = false;
    for (var group : pool) {
      @Nullable InstanceType type = types.get(group.instanceType());
      long cores = type == null ? 0 : type.vcpus();
      long bytes = type == null ? 0 : type.memory().bytes();
      cpu += group.nodes() * cores;
      memory = Math.addExact(memory, Math.multiplyExact(group.nodes(), bytes));
      mostCpu = Math.max(mostCpu, cores);
      mostMemory = Math.max(mostMemory, bytes);
      bought |= group.capacityType() == CapacityType.RESERVED;
    }
    return Optional.of(
        new PoolLimits(
            bought ? cpu : cpu + spare(cpu, mostCpu),
            Math.ceilDiv(bought ? memory : memory + spare(memory, mostMemory), GIBI)));
  }

  private static long spare(long planned, long largest) {
    return Math.max(Math.ceilDiv(planned, SPARE_PART), largest);
  }
}

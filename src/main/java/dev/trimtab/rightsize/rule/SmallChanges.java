package dev.trimtab.rightsize.rule;

import dev.trimtab.model.usage.ContainerHistory;

/// A small change is not worth a rollout: the request stays.
///
/// @param threshold relative to the request in force
public record SmallChanges(double threshold) implements SizingRule {
  @Override
  public Sizing apply(ContainerHistory history, Sizing sizing) {
    var current = history.current();
    var result = sizing;
    var cpu = sizing.cpu();
    var cpuNow = current.cpuRequest();
    if (cpu != null && cpuNow != null && near(cpuNow.millis(), cpu.millis())) {
      result = result.withCpu(cpuNow, "");
    }
    var memory = sizing.memory();
    var memoryNow = current.memoryRequest();
    if (memory != null && memoryNow != null && near(memoryNow.bytes(), memory.bytes())) {
      result = result.withMemory(memoryNow, "");
    }
    return result;
  }

  private boolean near(long now, long proposed) {
    return now > 0 && Math.abs((double) proposed - now) <= threshold * now;
  }
}

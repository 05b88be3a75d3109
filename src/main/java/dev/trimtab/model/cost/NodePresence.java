package dev.trimtab.model.cost;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import dev.trimtab.units.TimeWindow;
import java.time.LocalDate;

/// When a node was there on a UTC day.
///
/// @param zoneId the physical zone; empty where the node does not tell
/// @param window within the day
public record NodePresence(
    LocalDate day,
    String cluster,
    String node,
    String instanceType,
    String region,
    String zone,
    String zoneId,
    CapacityType capacityType,
    Cpu cpu,
    Memory memory,
    int gpus,
    TimeWindow window) {}

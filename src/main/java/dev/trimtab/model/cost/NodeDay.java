package dev.trimtab.model.cost;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.time.LocalDate;

/// A node's presence on a UTC day, with what it cost.
///
/// @param hours of the day it existed
/// @param cost price x hours, over the price changes of the day
/// @param priceBasis `on-demand`, `spot`, or `unpriced`
public record NodeDay(
    LocalDate day,
    String cluster,
    String node,
    String instanceType,
    String region,
    String zone,
    CapacityType capacityType,
    Cpu cpu,
    Memory memory,
    int gpus,
    BigDecimal hours,
    Money cost,
    String priceBasis) {}

package dev.trimtab.model.price;

import dev.trimtab.units.Money;
import java.time.Instant;

/// A spot price of a pool (type x zone, Linux), in force from `from` until the next one.
public record SpotPrice(
    String region, String zone, String instanceType, Instant from, Money perHour) {}

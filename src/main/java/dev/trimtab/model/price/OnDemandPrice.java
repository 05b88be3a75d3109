package dev.trimtab.model.price;

import dev.trimtab.units.Money;
import java.time.Instant;

/// The list price of an hour of a Linux node with shared tenancy, in force from `from` until the
/// next one.
public record OnDemandPrice(String region, String instanceType, Instant from, Money perHour) {}

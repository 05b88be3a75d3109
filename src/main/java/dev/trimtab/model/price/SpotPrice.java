package dev.trimtab.model.price;

import dev.trimtab.units.Money;
import java.time.Instant;

/// A spot price of a pool (type x zone, Linux), in force from `from` until the next one.
///
/// @param zone as the account calls it that was asked
/// @param zoneId the physical zone, the same for every account; empty where it was not told
public record SpotPrice(
    String region, String zone, String zoneId, String instanceType, Instant from, Money perHour) {
  /// One whose physical zone is not told.
  public SpotPrice(String region, String zone, String instanceType, Instant from, Money perHour) {
    this(region, zone, "", instanceType, from, perHour);
  }
}

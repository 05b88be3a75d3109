package dev.trimtab.place.market;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/// What is offered, and at which price.
///
/// @param currency of all offers; a price in another one is a problem, not an offer
/// @param allZones every zone of the cluster's regions that has prices, not only those in which its
///   nodes stand
/// @param prefixDelegation nodes give pods addresses by prefix, so that more of them fit
/// @param overlays of several that match a price, the first counts
public record MarketSettings(
    Currency currency,
    Types types,
    SpotChoice spot,
    boolean allZones,
    boolean prefixDelegation,
    List<Reservation> reserved,
    List<Overlay> overlays) {
  public MarketSettings {
    reserved = List.copyOf(reserved);
    overlays = List.copyOf(overlays);
  }

  /// Nothing reserved, discounted or left out, and spot at its price of now.
  public static MarketSettings plain(Currency currency) {
    return new MarketSettings(
        currency, Types.ALL, SpotChoice.NOW, false, false, List.of(), List.of());
  }

  /// The spot prices that are needed for a plan as of an instant.
  public TimeWindow spotWindow(Instant asOf) {
    return new TimeWindow(asOf.minus(spot.length()), asOf.plus(Duration.ofMillis(1)));
  }

  /// Which instance types may be bought, by globs such as `m5.*`.
  ///
  /// @param allow empty for all
  /// @param deny wins over `allow`
  public record Types(List<String> allow, List<String> deny) {
    public static final Types ALL = new Types(List.of(), List.of());

    public Types {
      allow = List.copyOf(allow);
      deny = List.copyOf(deny);
    }

    public boolean allows(String instanceType) {
      return (allow.isEmpty() || allow.stream().anyMatch(g -> Globs.matches(g, instanceType)))
          && deny.stream().noneMatch(glob -> Globs.matches(glob, instanceType));
    }
  }

  /// Which spot price of a pool a plan counts.
  ///
  /// @param length of the time before the plan over which the time-weighted mean is taken; zero for
  ///   the price in force
  public record SpotChoice(Duration length) {
    public static final SpotChoice NOW = new SpotChoice(Duration.ZERO);

    public static SpotChoice mean(Duration length) {
      return new SpotChoice(length);
    }

    public boolean isMean() {
      return !length.isZero();
    }
  }

  /// Nodes that are paid for whether they run or not: reserved instances, or what a Savings Plan's
  /// commitment buys.
  ///
  /// @param cluster that uses them; empty for any, which then counts all of them as its own
  /// @param zone empty for any in which the cluster stands
  /// @param count owned
  /// @param pricePerHour that running one adds; zero where it is sunk
  public record Reservation(
      String cluster, String instanceType, String zone, int count, BigDecimal pricePerHour) {}

  /// A change to list prices, such as a negotiated discount.
  ///
  /// @param types glob of instance types; empty for all
  /// @param capacityType empty for on-demand and spot
  /// @param percent added to the price; -12.5 is an eighth off
  public record Overlay(String types, Optional<CapacityType> capacityType, BigDecimal percent) {
    boolean covers(String instanceType, CapacityType bought) {
      return Globs.matches(types, instanceType)
          && capacityType.map(bought::equals).orElse(bought != CapacityType.RESERVED);
    }

    BigDecimal of(BigDecimal price) {
      return price.add(price.multiply(percent).movePointLeft(2));
    }
  }

  BigDecimal overlaid(String instanceType, CapacityType bought, BigDecimal price) {
    return overlays.stream()
        .filter(overlay -> overlay.covers(instanceType, bought))
        .findFirst()
        .map(overlay -> overlay.of(price))
        .orElse(price);
  }
}

package dev.trimtab.place.cluster;

import dev.trimtab.units.LargestRemainder;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// What nodes really cost less, handed back to the changes that it comes from, to the last digit.
///
/// Nobody can tell which pod kept a node from going, so a change's nominal savings are its weight:
///
/// - An increase carries all that it nominally costs: it is no change that others pay for.
/// - The decreases share what that leaves, in proportion to what each saves nominally.
/// - Where nodes cost even more than all increases nominally do, the increases share that, and the
///   decreases save nothing.
/// - What no change explains is the cluster's own.
///
/// So no increase is ever shown to save anything, and no decrease to cost anything.
///
/// @param parts one for each change, in the given order
/// @param rest that is the cluster's own; with it the parts add up to the whole
public record Attribution(List<BigDecimal> parts, BigDecimal rest) {
  private static final int SCALE = Money.STORED_SCALE;

  public Attribution {
    parts = List.copyOf(parts);
  }

  /// Hands out what is realizable.
  ///
  /// @param realizable what nodes cost less, to nine decimals at most; negative where they cost
  ///   more
  /// @param nominal what each change saves nominally, to nine decimals at most; negative for an
  ///   increase
  public static Attribution of(BigDecimal realizable, List<BigDecimal> nominal) {
    var increases = nominal.stream().map(n -> n.min(BigDecimal.ZERO)).toList();
    var decreases = nominal.stream().map(n -> n.max(BigDecimal.ZERO)).toList();
    var up = sum(increases);
    var left = realizable.subtract(up);
    if (left.signum() >= 0 && sum(decreases).signum() > 0) {
      return new Attribution(
          added(increases, LargestRemainder.split(left, decreases, SCALE)), BigDecimal.ZERO);
    }
    if (realizable.signum() <= 0 && up.signum() < 0) {
      var weights = increases.stream().map(BigDecimal::negate).toList();
      return new Attribution(
          LargestRemainder.split(realizable.negate(), weights, SCALE).stream()
              .map(BigDecimal::negate)
              .toList(),
          BigDecimal.ZERO);
    }
    return new Attribution(nominal.stream().map(_ -> BigDecimal.ZERO).toList(), realizable);
  }

  private static BigDecimal sum(List<BigDecimal> amounts) {
    return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static List<BigDecimal> added(List<BigDecimal> a, List<BigDecimal> b) {
    var sums = new ArrayList<BigDecimal>(a.size());
    for (int i = 0; i < a.size(); i++) {
      sums.add(a.get(i).add(b.get(i)));
    }
    return sums;
  }
}

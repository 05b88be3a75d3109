package dev.trimtab.model.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// One figure computed two ways.
///
/// @param check what is compared, in words
/// @param ours the figure in this report
/// @param theirs the figure it should tie to, such as the provider's cost report
/// @param tolerance largest difference that passes, in the report's currency
/// @param note why a difference is expected, or empty
public record Reconciliation(
    String check, BigDecimal ours, BigDecimal theirs, BigDecimal tolerance, String note) {
  public BigDecimal difference() {
    return ours.subtract(theirs);
  }

  /// The difference as a share of the other figure; zero where neither is anything, one where only
  /// the other is nothing.
  public BigDecimal share() {
    if (theirs.signum() == 0) {
      return ours.signum() == 0 ? BigDecimal.ZERO : BigDecimal.ONE;
    }
    return difference().divide(theirs.abs(), 6, RoundingMode.HALF_UP);
  }

  public boolean passes() {
    return difference().abs().compareTo(tolerance) <= 0;
  }
}

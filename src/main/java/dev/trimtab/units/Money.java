package dev.trimtab.units;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/// An exact amount in one currency; negative for a credit.
///
/// The amount is normalised, so that 1.50 and 1.5 are equal. It is rounded once, in the report.
public record Money(Currency currency, BigDecimal amount) {
  public static final Currency USD = Currency.getInstance("USD");

  /// Decimal places that the store keeps (`numeric(18,9)`).
  public static final int STORED_SCALE = 9;

  public Money {
    var stripped = amount.stripTrailingZeros();
    amount = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  public static Money usd(String amount) {
    return new Money(USD, new BigDecimal(amount));
  }

  public static Money zero(Currency currency) {
    return new Money(currency, BigDecimal.ZERO);
  }

  /// Adds an amount of the same currency.
  ///
  /// @throws IllegalArgumentException when the currencies differ
  public Money plus(Money other) {
    return new Money(same(other), amount.add(other.amount));
  }

  /// Subtracts an amount of the same currency.
  ///
  /// @throws IllegalArgumentException when the currencies differ
  public Money minus(Money other) {
    return new Money(same(other), amount.subtract(other.amount));
  }

  public Money times(BigDecimal factor) {
    return new Money(currency, amount.multiply(factor));
  }

  public Money negate() {
    return new Money(currency, amount.negate());
  }

  /// Half up, to the scale that the store keeps.
  public Money stored() {
    return new Money(currency, amount.setScale(STORED_SCALE, RoundingMode.HALF_UP));
  }

  public int signum() {
    return amount.signum();
  }

  private Currency same(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "cannot combine %s with %s: convert one of them first".formatted(this, other));
    }
    return currency;
  }

  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency.getCurrencyCode();
  }
}

package dev.trimtab.collect.aws.facts;

import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a price as AWS writes it.
public final class PriceText {
  public static final String UNUSABLE = "unusable-price";

  // more digits than any price has: a text of a million digits is no price
  private static final int LONGEST = 40;

  private PriceText() {}

  /// The price of an hour; empty when it is no number or not above zero: a price of 0 is an unknown
  /// one, and would make its node free.
  public static Optional<Money> positive(@Nullable String text, Currency currency) {
    if (text == null || text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      var money = new Money(currency, new BigDecimal(text.strip())).stored();
      return money.signum() > 0 ? Optional.of(money) : Optional.empty();
    } catch (NumberFormatException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /// What is wrong with a price that [#positive] refused.
  public static String complaint(@Nullable String text) {
    return "price is "
        + (text == null ? "missing" : "\"" + text + "\"")
        + "; wanted a number above 0, so it was not stored";
  }

  /// The currency of a region's list prices: CNY in China, else USD.
  public static Currency currencyOf(String region) {
    return region.startsWith("cn-") ? Currency.getInstance("CNY") : Money.USD;
  }
}

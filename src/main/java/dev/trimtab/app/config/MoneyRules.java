package dev.trimtab.app.config;

import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// What a single value of `currency` and `llm.fx` cannot tell.
///
/// @param error takes a path and what is wrong there
record MoneyRules(BiConsumer<String, String> error) {
  /// Somebody who mistypes a currency more likely meant one of these.
  private static final List<String> COMMON =
      List.of("USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "CNY", "INR", "SEK");

  void check(Config config) {
    currency("currency", config.currency());
    var rates = config.llm().fx();
    Map<String, Integer> days = new HashMap<>();
    for (int i = 0; i < rates.size(); i++) {
      var rate = rates.get(i);
      currency("llm.fx[" + i + "].currency", rate.currency());
      var first = days.putIfAbsent(rate.currency() + " " + rate.since(), i);
      if (first != null) {
        error.accept(
            "llm.fx[" + i + "].since",
            "(%s) has a rate of %s already, in llm.fx[%d]: give it another day, or leave one out"
                .formatted(rate.since(), rate.currency(), first));
      }
    }
  }

  private void currency(String path, String code) {
    if (!known(code)) {
      error.accept(
          path,
          "(%s) is no currency of ISO 4217. %sIt is three capital letters, such as USD"
              .formatted(
                  code, nearest(code).map(n -> "Maybe you meant %s? ".formatted(n)).orElse("")));
    }
  }

  /// Those that money is kept in: XXX, which says that there is none, and metals have no cents.
  private static boolean known(String code) {
    return Currency.getAvailableCurrencies().stream()
        .anyMatch(each -> each.getCurrencyCode().equals(code) && isMoney(each));
  }

  private static boolean isMoney(Currency currency) {
    return currency.getDefaultFractionDigits() >= 0;
  }

  private static Optional<String> nearest(String code) {
    var all =
        Currency.getAvailableCurrencies().stream()
            .filter(MoneyRules::isMoney)
            .map(Currency::getCurrencyCode)
            .filter(each -> Nearest.distance(code, each) <= 1)
            .toList();
    return all.stream()
        .min(
            Comparator.<String>comparingInt(each -> Nearest.distance(code, each))
                .thenComparingInt(each -> COMMON.contains(each) ? COMMON.indexOf(each) : 99)
                .thenComparing(each -> each));
  }
}

package dev.trimtab.collect.llm.api;

import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Values of JSON objects, as exact as they were written.
public final class Json {
  private Json() {}

  /// Empty where it is missing or null.
  public static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  /// A decimal, written as a number or as text.
  ///
  /// @throws IllegalArgumentException when there is none: an amount that is not told is not zero
  public static BigDecimal amount(JsonNode node) {
    var text = node.asString("");
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("an amount is \"" + text + "\"; wanted a decimal", e);
    }
  }

  /// Money in a currency that is told beside it.
  ///
  /// @param code in any case; US dollars where it is not told
  public static Money money(JsonNode amount, JsonNode code) {
    var currency = Currency.getInstance(code.asString("USD").toUpperCase(Locale.ROOT));
    return new Money(currency, amount(amount));
  }

  /// Every whole number of an object, those of nested objects under names joined by dots.
  public static Map<String, Long> counters(JsonNode node) {
    var counters = new HashMap<String, Long>();
    counters(node, "", counters);
    return counters;
  }

  private static void counters(JsonNode node, String prefix, Map<String, Long> into) {
    for (var field : node.properties()) {
      if (field.getValue().isIntegralNumber()) {
        into.put(prefix + field.getKey(), field.getValue().longValue());
      } else if (field.getValue().isObject()) {
        counters(field.getValue(), prefix + field.getKey() + ".", into);
      }
    }
  }
}

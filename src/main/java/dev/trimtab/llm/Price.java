package dev.trimtab.llm;

import dev.trimtab.units.Money;

/// What a token costs, if it is known.
public sealed interface Price {
  /// The list price of a million tokens.
  record Known(Money perMillion) implements Price {}

  /// No price is known; the message names the nearest model that has one.
  record Unknown(String message) implements Price {}
}

package dev.trimtab.model.llm;

import java.util.List;

/// One price book as it was published: prices, and what else their models are called.
///
/// @param names models by other names than their own, in the order in which they are tried
/// @param mediaAsText a kind of media without a price of its own costs what text does
public record LlmPrices(List<LlmPrice> prices, List<Names> names, boolean mediaAsText) {
  public LlmPrices {
    prices = List.copyOf(prices);
    names = List.copyOf(names);
  }

  /// What else a model of a provider is called; any of them will do.
  public record Names(String provider, String model, List<NameMatch> matches) {
    public Names {
      matches = List.copyOf(matches);
    }
  }
}

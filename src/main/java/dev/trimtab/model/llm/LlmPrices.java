package dev.trimtab.model.llm;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// One price book as it was published: prices, and what else their models are called.
///
/// @param names models by other names than their own, in the order in which they are tried
/// @param mediaAsText a kind of media without a price of its own costs what text does
/// @param regions by provider and region, what its tokens cost there as a factor of their price
public record LlmPrices(
    List<LlmPrice> prices,
    List<Names> names,
    boolean mediaAsText,
    Map<String, Map<String, BigDecimal>> regions) {
  public LlmPrices {
    prices = List.copyOf(prices);
    names = List.copyOf(names);
    regions = Map.copyOf(regions);
  }

  /// A book that knows no regions.
  public LlmPrices(List<LlmPrice> prices, List<Names> names, boolean mediaAsText) {
    this(prices, names, mediaAsText, Map.of());
  }

  /// What else a model of a provider is called; any of them will do.
  public record Names(String provider, String model, List<NameMatch> matches) {
    public Names {
      matches = List.copyOf(matches);
    }
  }
}

package dev.trimtab.llm;

import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.PricedTokens;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/// Priced tokens as rows of daily cost: one per day, provider, owner and kind of token of a model.
/// What is unpriced counts tokens and no money, and says so.
public final class TokenCosts {
  private TokenCosts() {}

  private record Key(LocalDate day, String provider, LlmOwned owner, String sku) {}

  /// The rows, in the order in which they are first met.
  ///
  /// @param currency of what is unpriced
  public static List<DailyCost> of(Collection<PricedTokens> rows, Currency currency) {
    var sums = new LinkedHashMap<Key, DailyCost>();
    for (var row : rows) {
      var key = new Key(row.day(), row.scope().provider(), row.owner(), sku(row));
      sums.merge(key, cost(row, key, currency), TokenCosts::plus);
    }
    return List.copyOf(sums.values());
  }

  private static String sku(PricedTokens row) {
    var s = row.scope();
    return s.model()
        + "/"
        + row.kind().name().toLowerCase(Locale.ROOT)
        + (s.tier().equals(LlmScope.STANDARD) ? "" : "/" + s.tier());
  }

  private static DailyCost cost(PricedTokens row, Key key, Currency currency) {
    return new DailyCost(
        key.day(),
        key.provider(),
        "",
        key.owner().namespace(),
        key.owner().workload(),
        key.owner().team(),
        DailyCost.Kind.LLM,
        key.sku(),
        BigDecimal.valueOf(row.tokens().count()),
        row.kind().unit(),
        row.effective() == null ? Money.zero(currency) : row.effective(),
        basis(row),
        key.owner().costCentre(),
        key.owner().environment());
  }

  private static String basis(PricedTokens row) {
    if (row.cost() == null) {
      return "unpriced";
    }
    return row.cost().equals(row.effective()) ? "list" : "contract";
  }

  private static DailyCost plus(DailyCost a, DailyCost b) {
    var quantity =
        a.quantity() == null || b.quantity() == null ? null : a.quantity().add(b.quantity());
    return new DailyCost(
        a.day(),
        a.provider(),
        a.cluster(),
        a.namespace(),
        a.workload(),
        a.team(),
        a.kind(),
        a.sku(),
        quantity,
        a.unit(),
        a.cost().plus(b.cost()),
        a.priceBasis(),
        a.costCentre(),
        a.environment());
  }
}

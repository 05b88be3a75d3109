package dev.trimtab.model.llm;

import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;

/// A line of a provider's own cost report.
///
/// @param organization organization or account id, empty where the provider does not tell
/// @param project project or workspace id, empty where the provider does not tell
/// @param lineItem the provider's words, empty where it does not tell
/// @param category FOCUS charge category: [#USAGE], [#CREDIT], [#PURCHASE], [#ADJUSTMENT], [#TAX]
/// @param cost what is billed; negative for a credit or refund
/// @param effective what the usage costs after discounts and with what was paid before spread over
///   it (FOCUS effective cost); the same as the cost where the provider knows no other
public record ProviderCost(
    String provider,
    String organization,
    String project,
    String lineItem,
    String category,
    TimeWindow window,
    Money cost,
    Money effective) {
  public static final String USAGE = "Usage";
  public static final String CREDIT = "Credit";
  public static final String PURCHASE = "Purchase";
  public static final String ADJUSTMENT = "Adjustment";
  public static final String TAX = "Tax";

  /// Usage that costs what is billed; a negative amount is a credit.
  public ProviderCost(
      String provider, String project, String lineItem, TimeWindow window, Money cost) {
    this(provider, "", project, lineItem, cost.signum() < 0 ? CREDIT : USAGE, window, cost, cost);
  }

  /// The same line of an organization or account.
  public ProviderCost organization(String id) {
    return new ProviderCost(provider, id, project, lineItem, category, window, cost, effective);
  }

  /// The same line with its amounts in another currency.
  public ProviderCost in(Money billed, Money inEffect) {
    return new ProviderCost(
        provider, organization, project, lineItem, category, window, billed, inEffect);
  }
}

package dev.trimtab.report.grid;

import dev.trimtab.report.CentCosts;
import dev.trimtab.report.CentRow;
import java.util.Arrays;

/// The columns of the Fact sheet, in order; FOCUS names, ours with `x_`.
public enum Column {
  CHARGE_PERIOD_START("ChargePeriodStart"),
  PROVIDER_NAME("ProviderName"),
  SERVICE_NAME("ServiceName"),
  CLUSTER("x_Cluster"),
  NAMESPACE("x_Namespace"),
  TEAM("x_Team"),
  KIND("x_Kind"),
  SKU_ID("SkuId"),
  CONSUMED_QUANTITY("ConsumedQuantity"),
  CONSUMED_UNIT("ConsumedUnit"),
  EFFECTIVE_COST("EffectiveCost"),
  BILLING_CURRENCY("BillingCurrency"),
  PRICE_BASIS("x_PriceBasis"),
  COST_CENTRE("x_CostCentre"),
  ENVIRONMENT("x_Environment");

  private final String header;

  Column(String header) {
    this.header = header;
  }

  public String header() {
    return header;
  }

  public static Column of(String header) {
    return Arrays.stream(values())
        .filter(column -> column.header.equals(header))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the Fact table has no column " + header));
  }

  /// From the left, 0 is the first.
  public int index() {
    return Arrays.asList(values()).indexOf(this);
  }

  /// What a row says in this column, as a criterion compares it; empty for figures.
  public String text(CentRow row) {
    return switch (this) {
      case PROVIDER_NAME -> row.row().provider();
      case SERVICE_NAME -> row.row().serviceName();
      case CLUSTER -> row.row().cluster();
      case NAMESPACE -> row.row().namespace();
      case TEAM -> row.team();
      case KIND -> CentCosts.word(row.kind());
      case SKU_ID -> row.row().sku();
      case CONSUMED_UNIT -> row.row().unit();
      case PRICE_BASIS -> row.row().priceBasis();
      case COST_CENTRE -> row.costCentre();
      case ENVIRONMENT -> row.environment();
      case CHARGE_PERIOD_START, CONSUMED_QUANTITY, EFFECTIVE_COST, BILLING_CURRENCY -> "";
    };
  }

  /// The column as a structured reference into the table `Fact`.
  public String reference() {
    return "Fact[" + header + "]";
  }
}

package dev.trimtab.report.workbook;

/// The columns of the Fact sheet, in order; FOCUS names, ours with `x_`.
enum Column {
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
  PRICE_BASIS("x_PriceBasis");

  private final String header;

  Column(String header) {
    this.header = header;
  }

  String header() {
    return header;
  }

  /// The column as a structured reference into the table `Fact`.
  String reference() {
    return "Fact[" + header + "]";
  }
}

package dev.trimtab.demo.aws;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A line of the bill. Billed, effective and contracted cost are the same here: no commitments.
///
/// @param cost USD
/// @param list USD at list prices
/// @param tags as a JSON object
record FocusLine(
    LocalDate day,
    String category,
    String description,
    String service,
    String serviceCategory,
    String pricingCategory,
    String zone,
    String resource,
    String sku,
    BigDecimal quantity,
    String unit,
    BigDecimal cost,
    BigDecimal list,
    String tags) {
  static final List<String> COLUMNS =
      List.of(
          "AvailabilityZone",
          "BilledCost",
          "BillingAccountId",
          "BillingAccountName",
          "BillingAccountType",
          "BillingCurrency",
          "BillingPeriodEnd",
          "BillingPeriodStart",
          "ChargeCategory",
          "ChargeClass",
          "ChargeDescription",
          "ChargeFrequency",
          "ChargePeriodEnd",
          "ChargePeriodStart",
          "ConsumedQuantity",
          "ConsumedUnit",
          "ContractedCost",
          "EffectiveCost",
          "InvoiceId",
          "InvoiceIssuerName",
          "ListCost",
          "PricingCategory",
          "PricingQuantity",
          "PricingUnit",
          "ProviderName",
          "PublisherName",
          "RegionId",
          "RegionName",
          "ResourceId",
          "ResourceType",
          "ServiceCategory",
          "ServiceName",
          "SkuId",
          "SubAccountId",
          "SubAccountName",
          "Tags");
  private static final String ISSUER = "Amazon Web Services, Inc.";
  private static final String ACCOUNT = "123456789012";

  /// A charge that no resource caused.
  static FocusLine charge(LocalDate day, String category, String description, BigDecimal amount) {
    var list = category.equals("Credit") ? BigDecimal.ZERO : amount;
    return new FocusLine(
        day,
        category,
        description,
        category.equals("Credit") ? "Amazon Elastic Compute Cloud" : "AWS Support",
        category.equals("Credit") ? "Compute" : "Other",
        "Other",
        "",
        "",
        description,
        BigDecimal.ONE,
        "Charges",
        amount,
        list,
        "{}");
  }

  String csv() {
    var month = day.withDayOfMonth(1);
    boolean usage = category.equals("Usage");
    var money = cost.toPlainString();
    return Stream.of(
            zone,
            money,
            ACCOUNT,
            "Larkspur Folio",
            "Account",
            "USD",
            midnight(month.plusMonths(1)),
            midnight(month),
            category,
            "",
            description,
            usage ? "Usage-Based" : "One-Time",
            midnight(day.plusDays(1)),
            midnight(day),
            usage ? quantity.toPlainString() : "",
            usage ? unit : "",
            category.equals("Credit") ? "0" : money,
            money,
            "INV-" + month.toString().substring(0, 7),
            ISSUER,
            list.toPlainString(),
            pricingCategory,
            quantity.toPlainString(),
            unit,
            "AWS",
            ISSUER,
            "us-east-1",
            "US East (N. Virginia)",
            resource,
            resource.isEmpty() ? "" : "Instance",
            serviceCategory,
            service,
            Sku.of(sku),
            ACCOUNT,
            "Larkspur Folio",
            tags)
        .map(FocusLine::quoted)
        .collect(Collectors.joining(","));
  }

  private static String midnight(LocalDate date) {
    return date + "T00:00:00Z";
  }

  private static String quoted(String cell) {
    return cell.contains(",") || cell.contains("\"")
        ? '"' + cell.replace("\"", "\"\"") + '"'
        : cell;
  }
}

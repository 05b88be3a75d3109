package dev.trimtab.collect.billing;

import dev.trimtab.collect.csv.CsvColumns;
import dev.trimtab.model.SourceUnavailable;
import java.nio.file.Path;
import java.util.List;

/// What FOCUS calls its columns.
final class FocusColumns {
  /// Columns without which a line has no meaning; all versions have them.
  static final List<String> REQUIRED =
      List.of(
          "BilledCost",
          "BillingCurrency",
          "ChargePeriodStart",
          "ChargePeriodEnd",
          "ChargeCategory");

  /// Columns that say what a line is about.
  static final List<String> IDENTITY =
      List.of(
          "BillingAccountId",
          "SubAccountId",
          "BillingCurrency",
          "BillingPeriodStart",
          "ChargePeriodStart",
          "ChargePeriodEnd",
          "ChargeCategory",
          "ChargeClass",
          "ChargeDescription",
          "ChargeFrequency",
          "PricingCategory",
          "ServiceName",
          "SkuId",
          "SkuPriceId",
          "ResourceId",
          "RegionId",
          "AvailabilityZone",
          "InvoiceId",
          "CommitmentDiscountId",
          "CommitmentDiscountStatus",
          "ConsumedUnit",
          "PricingUnit",
          "Tags");

  private FocusColumns() {}

  /// Refuses a header that lacks what is required.
  ///
  /// @throws SourceUnavailable naming what is missing and the version that it looks like
  static void check(String source, Path file, CsvColumns columns) throws SourceUnavailable {
    var missing = REQUIRED.stream().filter(name -> columns.position(name) < 0).toList();
    if (!missing.isEmpty()) {
      throw new SourceUnavailable(
          "%s: %s has no column %s, which every FOCUS version has; it looks like %s. Maybe export it again with all columns?"
              .formatted(source, file, String.join(", ", missing), version(columns)));
    }
  }

  private static String version(CsvColumns columns) {
    if (has(columns, "ServiceProviderName") || has(columns, "HostProviderName")) {
      return "FOCUS 1.3 or later";
    }
    if (has(columns, "InvoiceId") || has(columns, "PricingCurrency")) {
      return "FOCUS 1.2";
    }
    if (has(columns, "SkuMeter") || has(columns, "CommitmentDiscountQuantity")) {
      return "FOCUS 1.1";
    }
    return has(columns, "BilledCost") || has(columns, "EffectiveCost")
        ? "FOCUS 1.0"
        : "no FOCUS file at all";
  }

  private static boolean has(CsvColumns columns, String name) {
    return columns.position(name) >= 0;
  }
}

package dev.trimtab.model.cost;

import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A line of a bill, by FOCUS names (1.0 to 1.2); empty strings where the file has a NULL.
///
/// @param chargeId a digest of the line's identity and its ordinal in the file, so that loading it
///   twice adds nothing
/// @param quantity consumed quantity, null where unknown
public record Charge(
    String chargeId,
    String provider,
    String billingAccountId,
    TimeWindow billingPeriod,
    TimeWindow chargePeriod,
    String chargeCategory,
    String chargeDescription,
    String serviceCategory,
    String serviceName,
    String skuId,
    String regionId,
    String availabilityZone,
    String resourceId,
    String invoiceId,
    Money billedCost,
    Money effectiveCost,
    Money listCost,
    Money contractedCost,
    @Nullable BigDecimal quantity,
    String unit,
    Map<String, String> tags) {
  public Charge {
    tags = Map.copyOf(tags);
  }
}

package dev.trimtab.model.cost;

import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A share of cost on a UTC day: a row of `finops.costs_daily`. The rows of a day add up to what
/// was spent.
///
/// @param cluster empty for LLM spend
/// @param namespace empty where none owns it
/// @param workload `Kind/name`; empty for idle and shared cost, and for LLM spend
/// @param team `unattributed` where nobody is known
/// @param kind what the money went into
/// @param sku instance type, or model and token kind
/// @param quantity consumed: core-hours, GiB-hours, node-hours or tokens; null where it has no
///   meaning
/// @param priceBasis `on-demand`, `spot`, `list`, `unpriced`
/// @param costCentre of LLM spend by the attribution map; empty where nobody said
/// @param environment the same
public record DailyCost(
    LocalDate day,
    String provider,
    String cluster,
    String namespace,
    String workload,
    String team,
    Kind kind,
    String sku,
    @Nullable BigDecimal quantity,
    String unit,
    Money cost,
    String priceBasis,
    String costCentre,
    String environment) {
  public static final String UNATTRIBUTED = "unattributed";

  /// Infrastructure cost, which has neither cost centre nor environment.
  public DailyCost(
      LocalDate day,
      String provider,
      String cluster,
      String namespace,
      String workload,
      String team,
      Kind kind,
      String sku,
      @Nullable BigDecimal quantity,
      String unit,
      Money cost,
      String priceBasis) {
    this(
        day,
        provider,
        cluster,
        namespace,
        workload,
        team,
        kind,
        sku,
        quantity,
        unit,
        cost,
        priceBasis,
        "",
        "");
  }

  /// OpenCost's words: what workloads hold is theirs, what nobody holds is idle, what serves all is
  /// shared.
  public enum Kind {
    CPU,
    MEMORY,
    GPU,
    IDLE,
    SHARED,
    LLM
  }
}

package dev.trimtab.model.report;

import dev.trimtab.model.Problem;
import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.model.run.Gap;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;

/// Everything a workbook shows; whoever renders it looks nothing up.
///
/// @param key unique per report: a second render of the same key replaces the first
/// @param title such as `Kubernetes and LLM spend, November 2026`
/// @param period whole UTC days that the costs cover
/// @param asOf the instant the data was collected for
/// @param costs one row per day, cluster, namespace, team, kind and sku; their sum is the total
/// @param storedTotal the same total, summed by the database on its own and not rounded
/// @param reconciliations totals from two sides, one row per check
/// @param bill what providers billed, beside what was allocated
/// @param gaps sources that were down
/// @param unitCosts what units of business metrics cost in the period
/// @param alerts that were open as of the report, or were raised in the period or since
public record ReportData(
    String key,
    String title,
    TimeWindow period,
    Instant asOf,
    long runId,
    Currency currency,
    List<CostRow> costs,
    BigDecimal storedTotal,
    List<LlmRow> llm,
    List<Recommendation> recommendations,
    List<Reconciliation> reconciliations,
    Bill bill,
    List<Gap> gaps,
    List<Problem> problems,
    List<UnitCost> unitCosts,
    List<ReportedAlert> alerts) {
  public ReportData {
    costs = List.copyOf(costs);
    llm = List.copyOf(llm);
    recommendations = List.copyOf(recommendations);
    reconciliations = List.copyOf(reconciliations);
    gaps = List.copyOf(gaps);
    problems = List.copyOf(problems);
    unitCosts = List.copyOf(unitCosts);
    alerts = List.copyOf(alerts);
  }
}

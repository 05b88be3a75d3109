package dev.trimtab.report;

import dev.trimtab.model.cost.DailyCost.Kind;
import dev.trimtab.model.report.LlmRow;
import dev.trimtab.model.report.Reconciliation;
import dev.trimtab.model.report.ReportData;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The checks that a workbook holds itself to, and then those that the run brought along.
public final class Checks {
  private static final BigDecimal CENT = new BigDecimal("0.01");

  private Checks() {}

  /// The database's sum, rounded as the workbook rounds its own.
  public static Reconciliation stored(ReportData data, CentCosts costs) {
    return new Reconciliation(
        "Fact total = SQL total",
        costs.total(),
        data.storedTotal().setScale(CentCosts.SCALE, RoundingMode.HALF_UP),
        BigDecimal.ZERO,
        "Summed by the database on its own; to the cent.");
  }

  public static Reconciliation chargeback(CentCosts costs) {
    var teams = costs.byTeam().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Reconciliation(
        "Chargeback total = Fact total",
        teams,
        costs.total(),
        BigDecimal.ZERO,
        "Every cent is charged to exactly one row.");
  }

  /// The LLM sheet is summed from usage, the Fact sheet from allocated cost.
  public static Reconciliation llm(ReportData data, CentCosts costs) {
    return new Reconciliation(
        "LLM sheet total = Fact LLM total",
        llmTotal(data),
        costs.total(row -> row.kind() == Kind.LLM),
        CENT,
        "Rounded apart, so a cent may lie between them.");
  }

  public static List<Reconciliation> all(ReportData data, CentCosts costs) {
    return Stream.concat(
            Stream.of(stored(data, costs), chargeback(costs), llm(data, costs)),
            data.reconciliations().stream())
        .toList();
  }

  private static BigDecimal llmTotal(ReportData data) {
    return data.llm().stream()
        .map(LlmRow::cost)
        .filter(Objects::nonNull)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .setScale(CentCosts.SCALE, RoundingMode.HALF_UP);
  }
}

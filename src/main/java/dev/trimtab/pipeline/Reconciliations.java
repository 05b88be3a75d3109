package dev.trimtab.pipeline;

import dev.trimtab.model.llm.LlmDifference;
import dev.trimtab.model.report.Bill;
import dev.trimtab.model.report.BilledDay;
import dev.trimtab.model.report.LlmRow;
import dev.trimtab.model.report.Reconciliation;
import dev.trimtab.pipeline.ReportRun.Tolerances;
import dev.trimtab.report.Amounts;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Holds what was computed against what providers charge.
final class Reconciliations {
  private final Currency currency;
  private final Tolerances tolerances;

  Reconciliations(Currency currency, Tolerances tolerances) {
    this.currency = currency;
    this.tolerances = tolerances;
  }

  /// One check for each cluster that a bill names, and for each LLM provider.
  List<Reconciliation> of(Bill bill, List<LlmDifference> differences, List<LlmRow> llm) {
    var checks = new ArrayList<Reconciliation>();
    var clusters = new TreeMap<String, List<BilledDay>>();
    bill.days()
        .forEach(day -> clusters.computeIfAbsent(day.cluster(), _ -> new ArrayList<>()).add(day));
    clusters.forEach((cluster, days) -> checks.add(nodes(cluster, days)));
    var providers = new TreeSet<String>();
    differences.forEach(difference -> providers.add(difference.provider()));
    providers.forEach(provider -> checks.add(provider(provider, differences, llm)));
    return checks;
  }

  /// Allocated to containers, idle and shared, against what the bill charges for the same nodes.
  private Reconciliation nodes(String cluster, List<BilledDay> days) {
    var last = days.getLast();
    var effective = sum(days, BilledDay::effective);
    return new Reconciliation(
        "Nodes of %s = bill (%s, %s)".formatted(cluster, last.provider(), last.category()),
        sum(days, BilledDay::allocated),
        effective,
        tolerance(effective, tolerances.bill()),
        "Effective cost, %s to %s, as far as the bill reaches; billed: %s."
            .formatted(days.getFirst().day(), last.day(), text(sum(days, BilledDay::billed))));
  }

  /// Tokens x price against the provider's own cost report. Its credits are left out: no token
  /// explains them.
  private Reconciliation provider(
      String provider, List<LlmDifference> differences, List<LlmRow> llm) {
    var mine = differences.stream().filter(d -> d.provider().equals(provider)).toList();
    var theirs = sum(mine, d -> d.reported().amount());
    long unpriced =
        llm.stream()
            .filter(row -> row.provider().equals(provider) && row.cost() == null)
            .mapToLong(LlmRow::tokens)
            .sum();
    return new Reconciliation(
        "LLM computed = %s's cost report".formatted(provider),
        sum(mine, d -> d.computed().amount()),
        theirs,
        tolerance(theirs, tolerances.llm()),
        note(mine, unpriced));
  }

  private String note(List<LlmDifference> mine, long unpriced) {
    var note = new StringBuilder("Tokens x price, on the days that it has reported.");
    if (unpriced > 0) {
      note.append(
          " %s tokens of unknown models have no price here.".formatted(Amounts.count(unpriced)));
    }
    var credits = sum(mine, d -> d.credits().amount());
    if (credits.signum() != 0) {
      note.append(
          " Credits of %s in the report are left out: no token explains them."
              .formatted(text(credits)));
    }
    var other = sum(mine, d -> d.other().amount());
    if (other.signum() != 0) {
      note.append(" Purchases, adjustments and taxes of %s are left out.".formatted(text(other)));
    }
    var unreported = sum(mine, d -> d.unreported().amount());
    if (unreported.signum() != 0) {
      note.append(
          " The priority tier, %s, is never in its report and left out."
              .formatted(text(unreported)));
    }
    return note.toString();
  }

  private String text(BigDecimal amount) {
    return Amounts.text(new Money(currency, amount));
  }

  /// Rounded up to a cent, so that a small bill is not failed for its last digit.
  private static BigDecimal tolerance(BigDecimal amount, BigDecimal share) {
    return amount.abs().multiply(share).setScale(2, RoundingMode.UP);
  }

  private static <T> BigDecimal sum(List<T> rows, Function<T, BigDecimal> amount) {
    return rows.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}

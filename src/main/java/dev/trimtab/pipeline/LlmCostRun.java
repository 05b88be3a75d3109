package dev.trimtab.pipeline;

import static java.time.ZoneOffset.UTC;

import dev.trimtab.llm.LlmLedger;
import dev.trimtab.llm.LlmReconciler;
import dev.trimtab.llm.TokenCosts;
import dev.trimtab.llm.told.CostsOnce;
import dev.trimtab.llm.told.Precedence;
import dev.trimtab.llm.told.UsageOnce;
import dev.trimtab.model.Problem;
import dev.trimtab.store.Database;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Prices stored LLM usage and holds it against the providers' reports, one day after the other: no
/// more than a day of usage is held at a time.
final class LlmCostRun {
  /// How far back usage is priced again: providers revise their figures for weeks.
  private static final int REACH_DAYS = 40;

  private final Database database;
  private final LlmLedger ledger;

  LlmCostRun(Database database, LlmLedger ledger) {
    this.database = database;
    this.ledger = ledger;
  }

  /// Replaces what is stored of the days, and tells what has no price or no exchange rate.
  List<Problem> price(Instant asOf) {
    var end = LocalDate.ofInstant(asOf, UTC).plusDays(1);
    var first = first(end);
    var pricer = ledger.days(database.balances().drawnBefore(first, ledger.balances()));
    var precedence = Precedence.byDay(database.spendHours().watermarks());
    var usageOnce = new UsageOnce(precedence);
    var costsOnce = new CostsOnce(precedence);
    var costs = costsOnce.counted(database.llm().toldCosts(Days.between(first, end)));
    var reported = ledger.converted(costs);
    var comparison = new LlmReconciler(ledger.currency()).against(reported.value());
    for (var day = first; day.isBefore(end); day = day.plusDays(1)) {
      var priced = pricer.price(day, usageOnce.counted(day, database.llm().told(Days.of(day))));
      database.llm().saveTokens(Days.of(day), priced.rows());
      database.costs().saveLlm(Days.of(day), TokenCosts.of(priced.rows(), ledger.currency()));
      database.balances().saveDrawn(day, priced.drawn());
      comparison.add(priced.rows());
    }
    database.llm().saveDifferences(Days.between(first, end), comparison.differences());
    database.balances().save(ledger.balances(), ledger.currency());
    var problems = new ArrayList<>(pricer.problems());
    problems.addAll(reported.problems());
    problems.addAll(usageOnce.problems());
    problems.addAll(costsOnce.problems());
    return problems;
  }

  /// A balance that was not drawn yet, or was another, is drawn from its first day on.
  private LocalDate first(LocalDate end) {
    var first = end.minusDays(REACH_DAYS);
    for (var balance : ledger.balances()) {
      if (!database.balances().isKnown(balance)) {
        var began = balance.from() == null ? LocalDate.EPOCH : balance.from();
        var oldest = database.llm().firstDay().orElse(first);
        var from = began.isAfter(oldest) ? began : oldest;
        first = from.isBefore(first) ? from : first;
      }
    }
    return first;
  }
}

package dev.trimtab.pipeline;

import static java.time.ZoneOffset.UTC;

import dev.trimtab.llm.LlmLedger;
import dev.trimtab.llm.advice.LlmAdvisor;
import dev.trimtab.llm.advice.UsageSummary;
import dev.trimtab.llm.told.Precedence;
import dev.trimtab.llm.told.UsageOnce;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.store.Database;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// Advises on the LLM usage of the last four whole weeks, as it was priced and attributed when it
/// was allocated.
final class LlmAdviceRun {
  private static final int LOOKBACK_DAYS = 28;

  private LlmAdviceRun() {}

  static List<Finding.TokenSaving> advise(Database database, LlmLedger ledger, Instant asOf) {
    var usage = new UsageSummary();
    var once = new UsageOnce(Precedence.byDay(database.spendHours().watermarks()));
    var today = LocalDate.ofInstant(asOf, UTC);
    for (var day = today.minusDays(LOOKBACK_DAYS); day.isBefore(today); day = day.plusDays(1)) {
      usage.add(database.llm().tokens(day), once.counted(day, database.llm().told(Days.of(day))));
    }
    return new LlmAdvisor(ledger.prices(), ledger.currency()).advise(usage);
  }
}

package dev.trimtab.pipeline;

import static java.time.ZoneOffset.UTC;

import dev.trimtab.llm.LlmLedger;
import dev.trimtab.llm.advice.LlmAdvisor;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.store.Database;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// Advises on the LLM usage of the last four whole weeks.
final class LlmAdviceRun {
  private static final Duration LOOKBACK = Duration.ofDays(28);

  private LlmAdviceRun() {}

  static List<Finding.TokenSaving> advise(Database database, LlmLedger ledger, Instant asOf) {
    var today = LocalDate.ofInstant(asOf, UTC).atStartOfDay(UTC).toInstant();
    var usage = database.llm().usage(TimeWindow.ending(today, LOOKBACK));
    if (usage.isEmpty()) {
      return List.of();
    }
    return new LlmAdvisor(ledger.prices(), ledger.currency())
        .advise(ledger.price(usage).value(), usage);
  }
}

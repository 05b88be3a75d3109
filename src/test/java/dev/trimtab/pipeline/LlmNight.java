package dev.trimtab.pipeline;

import dev.trimtab.app.prices.LlmPriceFile;
import dev.trimtab.llm.Attribution;
import dev.trimtab.llm.LlmLedger;
import dev.trimtab.llm.PriceBook;
import dev.trimtab.store.Database;
import dev.trimtab.store.DatabaseSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The LLM part of a night in a process of its own, whose heap a test can bound: prices what is
/// stored and advises on it.
final class LlmNight {
  private LlmNight() {}

  public static void main(String[] args) {
    var settings = new DatabaseSettings.External(args[0], args[1], "", Map.of());
    var asOf = Instant.parse(args[2]);
    var ledger =
        new LlmLedger(
            new PriceBook(List.of(LlmPriceFile.read("config/prices/llm.yaml"))),
            new Attribution(List.of()));
    try (var database = Database.open(settings)) {
      var problems = new LlmCostRun(database, ledger).price(asOf);
      var advice = LlmAdviceRun.advise(database, ledger, asOf);
      System.out.printf("%d problems, %d findings%n", problems.size(), advice.size());
    }
  }
}

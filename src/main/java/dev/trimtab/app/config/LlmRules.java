package dev.trimtab.app.config;

import dev.trimtab.model.llm.LlmProvider;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.BiConsumer;

/// What a single value of `llm.owners`, `llm.contracts` and `llm.fx` cannot tell.
///
/// @param error takes a path and what is wrong there
record LlmRules(BiConsumer<String, String> error) {
  void check(Config.LlmConfig llm) {
    owners(llm.owners());
    contracts(llm);
  }

  private void owners(List<Config.OwnerConfig> owners) {
    for (int i = 0; i < owners.size(); i++) {
      var path = "llm.owners[" + i + "]";
      var owner = owners.get(i);
      biller(path + ".provider", owner.provider());
      day(path + ".from", owner.from());
      day(path + ".to", owner.to());
    }
  }

  /// A provider by the name that its tokens are billed under; a blank one is told elsewhere, or is
  /// any.
  private void biller(String path, String provider) {
    if (!provider.isBlank() && !LlmProvider.NAMES.contains(provider)) {
      error.accept(
          path,
          "(%s) is no provider that Trimtab knows. %sKnown: %s"
              .formatted(provider, maybe(provider), String.join(", ", LlmProvider.NAMES)));
    }
  }

  private void contracts(Config.LlmConfig llm) {
    for (int i = 0; i < llm.contracts().size(); i++) {
      var path = "llm.contracts[" + i + "]";
      var contract = llm.contracts().get(i);
      biller(path + ".provider", contract.provider());
      if (contract.paid() > 0 && contract.balance() == 0) {
        error.accept(path + ".balance", "must say what was paid for: the list price it covers");
      }
      day(path + ".from", contract.from());
      day(path + ".to", contract.to());
    }
    for (int i = 0; i < llm.fx().size(); i++) {
      day("llm.fx[" + i + "].since", llm.fx().get(i).since());
    }
  }

  private void day(String path, String day) {
    if (day.isEmpty()) {
      return;
    }
    try {
      LocalDate.parse(day);
    } catch (DateTimeParseException e) {
      error.accept(path, "(%s) must be a day such as 2026-11-23".formatted(day));
    }
  }

  private static String maybe(String word) {
    return Nearest.to(word, LlmProvider.NAMES).map(n -> "Maybe you meant " + n + "? ").orElse("");
  }
}

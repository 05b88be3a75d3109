package dev.trimtab.llm;

import dev.trimtab.model.Problem;
import dev.trimtab.model.llm.PricedTokens;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Tokens without a price, by the reason why there is none.
final class Unpriced {
  private record Count(String provider, String model, long tokens) {
    Count plus(Count more) {
      return new Count(provider, model, tokens + more.tokens);
    }
  }

  private final Map<String, Count> byNote = new TreeMap<>();

  void see(PricedTokens row) {
    if (row.cost() == null) {
      byNote.merge(
          row.note(),
          new Count(row.scope().provider(), row.scope().model(), row.tokens().count()),
          Count::plus);
    }
  }

  /// One for each reason.
  List<Problem> problems() {
    return byNote.entrySet().stream().map(each -> problem(each.getKey(), each.getValue())).toList();
  }

  private static Problem problem(String note, Count count) {
    return new Problem(
        "llm/" + count.provider(),
        count.model(),
        "unpriced-model",
        "%s: %,d tokens are in no total. Add its price to the file that llm.prices names"
            .formatted(note, count.tokens()));
  }
}

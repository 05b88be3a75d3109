package dev.trimtab.llm;

import dev.trimtab.model.Problem;
import dev.trimtab.model.llm.BalanceDraw;
import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.PricedTokens;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.units.Money;
import dev.trimtab.units.Tokens;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Prices usage day by day in order of time, so that no more than one day of it has to be held, and
/// so that balances are drawn down in the order in which usage came.
public final class DayPricer {
  private final LlmLedger ledger;
  private final Balances balances;
  private final Unpriced unpriced = new Unpriced();
  private final Set<Problem> problems = new LinkedHashSet<>();

  /// A day's priced tokens, and what they took from balances.
  public record Day(List<PricedTokens> rows, List<BalanceDraw> drawn) {
    public Day {
      rows = List.copyOf(rows);
      drawn = List.copyOf(drawn);
    }
  }

  DayPricer(LlmLedger ledger, Balances balances) {
    this.ledger = ledger;
    this.balances = balances;
    problems.addAll(ledger.ambiguities());
  }

  /// Adds a UTC day's buckets up, one row per scope, owner and kind.
  ///
  /// @param usage that starts on the day
  /// @return the rows in order of scope
  public Day price(LocalDate day, Collection<ProviderUsage> usage) {
    var owned = ledger.owned(day, usage);
    problems.addAll(owned.problems());
    var sums = new HashMap<Owned, Sum>();
    for (var each : owned.value()) {
      var tokens = each.tokens();
      sums.computeIfAbsent(new Owned(tokens.scope(), each.owner()), _ -> new Sum())
          .add(tokens.tokens(), tokens.requests(), tokens.failed());
    }
    var rows = new ArrayList<PricedTokens>();
    sums.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<Owned, Sum> each) -> each.getKey().scope().toString())
                .thenComparing(each -> each.getKey().owner().toString()))
        .forEach(each -> rows.addAll(rows(each.getKey(), day, each.getValue())));
    rows.forEach(unpriced::see);
    var drawn = new ArrayList<BalanceDraw>();
    return new Day(balances.draw(day, rows, drawn), drawn);
  }

  /// What could not be priced so far, or contradicts itself.
  public List<Problem> problems() {
    var all = new ArrayList<>(problems);
    all.addAll(unpriced.problems());
    return all;
  }

  private static final class Sum {
    private final Map<TokenKind, Tokens> tokens = new EnumMap<>(TokenKind.class);
    private long requests;
    private long failed;

    void add(Map<TokenKind, Tokens> more, long calls, long failures) {
      more.forEach((kind, count) -> tokens.merge(kind, count, Tokens::plus));
      requests = calls < 0 || requests < 0 ? -1 : requests + calls;
      failed = failures < 0 || failed < 0 ? -1 : failed + failures;
    }
  }

  private record Owned(LlmScope scope, LlmOwned owner) {}

  private List<PricedTokens> rows(Owned owned, LocalDate day, Sum sum) {
    var scope = owned.scope();
    if (sum.requests > 0 && ledger.hasFee(scope, day)) {
      sum.tokens.put(TokenKind.REQUEST, new Tokens(sum.requests));
    }
    if (sum.tokens.isEmpty()) {
      return sum.requests > 0 || sum.failed > 0 ? List.of(calls(owned, day, sum)) : List.of();
    }
    var rows = new ArrayList<PricedTokens>();
    for (var entry : sum.tokens.entrySet()) {
      var cost = ledger.cost(scope, entry.getKey(), day, entry.getValue());
      rows.add(
          new PricedTokens(
              day,
              scope,
              owned.owner(),
              entry.getKey(),
              entry.getValue(),
              rows.isEmpty() || sum.requests < 0 ? sum.requests : 0,
              rows.isEmpty() || sum.failed < 0 ? sum.failed : 0,
              cost.list(),
              cost.agreed(),
              cost.agreed(),
              cost.note()));
    }
    return rows;
  }

  /// Calls that used nothing, as when all of them failed: they cost nothing, and are to be seen.
  private PricedTokens calls(Owned owned, LocalDate day, Sum sum) {
    var nothing = Money.zero(ledger.currency());
    return new PricedTokens(
        day,
        owned.scope(),
        owned.owner(),
        TokenKind.REQUEST,
        new Tokens(Math.max(sum.requests, 0)),
        sum.requests,
        sum.failed,
        nothing,
        nothing,
        nothing,
        "");
  }
}

package dev.trimtab.llm;

import dev.trimtab.model.Collected;
import dev.trimtab.model.Problem;
import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.PricedTokens;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.units.Money;
import dev.trimtab.units.Tokens;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Usage made into money: normalised, added up by day, priced by the day's prices, attributed.
public final class LlmLedger {
  private static final int MILLION = 6;

  private final PriceBook prices;
  private final Attribution attribution;

  public LlmLedger(PriceBook prices, Attribution attribution) {
    this.prices = prices;
    this.attribution = attribution;
  }

  private record Scoped(LocalDate day, LlmScope scope) {}

  /// Adds usage buckets up into priced days, one row per scope and kind.
  ///
  /// @return the rows in order of day and scope; a problem per model that has no price and per
  ///   owner that is ambiguous
  public Collected<List<PricedTokens>> price(Collection<ProviderUsage> usage) {
    var problems = new ArrayList<>(attribution.ambiguities());
    var sums =
        new TreeMap<Scoped, Sum>(
            Comparator.comparing(Scoped::day).thenComparing(s -> s.scope().toString()));
    for (var bucket : usage) {
      var normal = Normaliser.normalise(bucket);
      problems.addAll(normal.problems());
      var day = LocalDate.ofInstant(bucket.window().start(), ZoneOffset.UTC);
      sums.computeIfAbsent(new Scoped(day, bucket.scope()), _ -> new Sum())
          .add(normal.value().tokens(), normal.value().requests(), normal.value().failed());
    }
    var rows = new ArrayList<PricedTokens>();
    sums.forEach((scoped, sum) -> rows.addAll(rows(scoped, sum)));
    problems.addAll(unpriced(rows));
    return new Collected<>(rows, problems);
  }

  private static final class Sum {
    private final Map<TokenKind, Tokens> tokens = new TreeMap<>();
    private long requests;
    private long failed;

    void add(Map<TokenKind, Tokens> more, long calls, long failures) {
      more.forEach((kind, count) -> tokens.merge(kind, count, Tokens::plus));
      requests = calls < 0 || requests < 0 ? -1 : requests + calls;
      failed = failures < 0 || failed < 0 ? -1 : failed + failures;
    }
  }

  private List<PricedTokens> rows(Scoped scoped, Sum sum) {
    var owner = attribution.of(scoped.scope(), scoped.day());
    var rows = new ArrayList<PricedTokens>();
    for (var entry : sum.tokens.entrySet()) {
      var price = prices.of(scoped.scope(), entry.getKey(), scoped.day());
      rows.add(
          new PricedTokens(
              scoped.day(),
              scoped.scope(),
              new LlmOwned(owner.team(), owner.namespace(), owner.costCentre()),
              entry.getKey(),
              entry.getValue(),
              rows.isEmpty() || sum.requests < 0 ? sum.requests : 0,
              rows.isEmpty() || sum.failed < 0 ? sum.failed : 0,
              cost(price, entry.getValue()),
              cost(price, entry.getValue()),
              price instanceof Price.Unknown(var message) ? message : ""));
    }
    return rows;
  }

  private static @Nullable Money cost(Price price, Tokens tokens) {
    return switch (price) {
      case Price.Known(var perMillion) ->
          perMillion.times(BigDecimal.valueOf(tokens.count()).movePointLeft(MILLION));
      case Price.Unknown _ -> null;
    };
  }

  private static List<Problem> unpriced(List<PricedTokens> rows) {
    var tokens = new TreeMap<String, Long>();
    var messages = new TreeMap<String, PricedTokens>();
    for (var row : rows) {
      if (row.cost() == null) {
        tokens.merge(row.note(), row.tokens().count(), Long::sum);
        messages.putIfAbsent(row.note(), row);
      }
    }
    var problems = new ArrayList<Problem>();
    messages.forEach((note, row) ->
        problems.add(
            new Problem(
                "llm/" + row.scope().provider(),
                row.scope().model(),
                "unpriced-model",
                "%s: %,d tokens are in no total. Add its price to the file that llm.prices names"
                    .formatted(note, tokens.getOrDefault(note, 0L)))));
    return problems;
  }

  private record CostKey(
      LocalDate day, String provider, String namespace, String team, String sku) {}

  /// Priced tokens as rows of daily cost: one per day, provider, team and kind of token of a model.
  /// What is unpriced counts tokens and no money, and says so.
  public static List<DailyCost> costs(List<PricedTokens> rows, Currency currency) {
    var sums = new LinkedHashMap<CostKey, DailyCost>();
    for (var row : rows) {
      var s = row.scope();
      var sku =
          s.model()
              + "/"
              + row.kind().name().toLowerCase(java.util.Locale.ROOT)
              + (s.tier().equals("standard") ? "" : "/" + s.tier());
      var key =
          new CostKey(row.day(), s.provider(), row.owner().namespace(), row.owner().team(), sku);
      var cost =
          new DailyCost(
              row.day(),
              s.provider(),
              "",
              row.owner().namespace(),
              "",
              row.owner().team(),
              DailyCost.Kind.LLM,
              sku,
              BigDecimal.valueOf(row.tokens().count()),
              "Tokens",
              row.cost() == null ? Money.zero(currency) : row.cost(),
              row.cost() == null ? "unpriced" : "list");
      sums.merge(key, cost, LlmLedger::plus);
    }
    return List.copyOf(sums.values());
  }

  private static DailyCost plus(DailyCost a, DailyCost b) {
    var quantity =
        a.quantity() == null || b.quantity() == null ? null : a.quantity().add(b.quantity());
    return new DailyCost(
        a.day(),
        a.provider(),
        a.cluster(),
        a.namespace(),
        a.workload(),
        a.team(),
        a.kind(),
        a.sku(),
        quantity,
        a.unit(),
        a.cost().plus(b.cost()),
        a.priceBasis());
  }
}

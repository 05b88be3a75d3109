package dev.trimtab.llm;

import dev.trimtab.model.Collected;
import dev.trimtab.model.Problem;
import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmOwner;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.PricedTokens;
import dev.trimtab.model.llm.ProviderCost;
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

  private final Contracts contracts;
  private final Fx fx;
  private final Currency currency;

  /// One without contracts, whose prices are in dollars.
  public LlmLedger(PriceBook prices, Attribution attribution) {
    this(prices, attribution, Contracts.NONE, Fx.NONE, Money.USD);
  }

  /// Makes money of a currency out of usage.
  public LlmLedger(
      PriceBook prices, Attribution attribution, Contracts contracts, Fx fx, Currency currency) {
    this.prices = prices;
    this.attribution = attribution;
    this.contracts = contracts;
    this.fx = fx;
    this.currency = currency;
  }

  /// The same ledger, with owners for what the attribution map names nobody for.
  public LlmLedger orElse(Collection<LlmOwner> owners) {
    return new LlmLedger(prices, attribution.orElse(owners), contracts, fx, currency);
  }

  /// The currency of all amounts.
  public Currency currency() {
    return currency;
  }

  /// The prices that it goes by.
  public PriceBook prices() {
    return prices;
  }

  /// Lines of providers' reports in the currency of the ledger, those that have a rate, and a
  /// problem for each currency that has none.
  public Collected<List<ProviderCost>> converted(Collection<ProviderCost> costs) {
    var lines = new ArrayList<ProviderCost>();
    var missing = new TreeMap<String, Problem>();
    for (var cost : costs) {
      var day = LocalDate.ofInstant(cost.window().start(), ZoneOffset.UTC);
      var billed = fx.convert(cost.cost(), currency, day);
      var effective = fx.convert(cost.effective(), currency, day);
      if (billed.isPresent() && effective.isPresent()) {
        lines.add(cost.in(billed.get(), effective.get()));
      } else {
        missing.putIfAbsent(
            cost.provider() + cost.cost().currency(),
            new Problem(
                "llm/" + cost.provider(),
                cost.cost().currency().getCurrencyCode(),
                "no-exchange-rate",
                noRate(cost.cost().currency(), day) + ": its cost report is left out"));
      }
    }
    return new Collected<>(lines, List.copyOf(missing.values()));
  }

  private String noRate(Currency from, LocalDate day) {
    return "there is no rate from %s to %s on %s in llm.fx".formatted(from, currency, day);
  }

  private record Scoped(LocalDate day, LlmScope scope) {}

  /// Adds usage buckets up into priced days, one row per scope and kind. Of each provider and day
  /// one teller counts: itself, or else one of its witnesses.
  ///
  /// @return the rows in order of day and scope; a problem per model that has no price and per
  ///   owner that is ambiguous
  public Collected<List<PricedTokens>> price(Collection<ProviderUsage> usage) {
    var problems = new ArrayList<>(attribution.ambiguities());
    var sums =
        new TreeMap<Scoped, Sum>(
            Comparator.comparing(Scoped::day).thenComparing(s -> s.scope().toString()));
    for (var bucket : Tellers.counted(usage)) {
      var day = day(bucket);
      var normal = Normaliser.normalise(bucket);
      problems.addAll(normal.problems());
      sums.computeIfAbsent(new Scoped(day, bucket.scope()), _ -> new Sum())
          .add(normal.value().tokens(), normal.value().requests(), normal.value().failed());
    }
    var rows = new ArrayList<PricedTokens>();
    sums.forEach((scoped, sum) -> rows.addAll(rows(scoped, sum)));
    problems.addAll(unpriced(rows));
    return new Collected<>(rows, problems);
  }

  private static LocalDate day(ProviderUsage bucket) {
    return LocalDate.ofInstant(bucket.window().start(), ZoneOffset.UTC);
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
    if (sum.requests > 0 && hasFee(scoped)) {
      sum.tokens.put(TokenKind.REQUEST, new Tokens(sum.requests));
    }
    for (var entry : sum.tokens.entrySet()) {
      var cost = cost(scoped, entry.getKey(), entry.getValue());
      var amounts = cost.amounts();
      rows.add(
          new PricedTokens(
              scoped.day(),
              scoped.scope(),
              owner,
              entry.getKey(),
              entry.getValue(),
              rows.isEmpty() || sum.requests < 0 ? sum.requests : 0,
              rows.isEmpty() || sum.failed < 0 ? sum.failed : 0,
              amounts == null ? null : amounts.list(),
              amounts == null ? null : amounts.effective(),
              amounts == null ? null : amounts.billed(),
              cost.note()));
    }
    return rows;
  }

  private boolean hasFee(Scoped scoped) {
    return prices.of(scoped.scope(), TokenKind.REQUEST, scoped.day()) instanceof Price.Known;
  }

  private record Cost(Contracts.@Nullable Amounts amounts, String note) {}

  private Cost cost(Scoped scoped, TokenKind kind, Tokens count) {
    return switch (prices.of(scoped.scope(), kind, scoped.day())) {
      case Price.Known(var perMillion) -> {
        var list = perMillion.times(BigDecimal.valueOf(count.count()).movePointLeft(MILLION));
        yield fx.convert(list, currency, scoped.day())
            .map(money -> new Cost(contracts.of(money, scoped.scope(), scoped.day()), ""))
            .orElseGet(() -> new Cost(null, noRate(perMillion.currency(), scoped.day())));
      }
      case Price.Unknown(var message) -> new Cost(null, message);
    };
  }

  /// What one token, or piece, costs after discounts; 0 where it has no price.
  double perUnit(LlmScope scope, TokenKind kind, LocalDate day) {
    var million = new Tokens(1_000_000);
    var amounts = cost(new Scoped(day, scope), kind, million).amounts();
    return amounts == null ? 0 : amounts.effective().amount().doubleValue() / million.count();
  }

  LlmOwned owner(LlmScope scope, LocalDate day) {
    return attribution.of(scope, day);
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

  private record CostKey(LocalDate day, String provider, LlmOwned owner, String sku) {}

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
      var key = new CostKey(row.day(), s.provider(), row.owner(), sku);
      var cost =
          new DailyCost(
              row.day(),
              s.provider(),
              "",
              row.owner().namespace(),
              row.owner().workload(),
              row.owner().team(),
              DailyCost.Kind.LLM,
              sku,
              BigDecimal.valueOf(row.tokens().count()),
              row.kind().unit(),
              row.effective() == null ? Money.zero(currency) : row.effective(),
              basis(row),
              row.owner().costCentre(),
              row.owner().environment());
      sums.merge(key, cost, LlmLedger::plus);
    }
    return List.copyOf(sums.values());
  }

  private static String basis(PricedTokens row) {
    if (row.cost() == null) {
      return "unpriced";
    }
    return row.cost().equals(row.effective()) ? "list" : "contract";
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
        a.priceBasis(),
        a.costCentre(),
        a.environment());
  }
}

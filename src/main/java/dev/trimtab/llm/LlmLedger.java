package dev.trimtab.llm;

import dev.trimtab.model.Collected;
import dev.trimtab.model.Problem;
import dev.trimtab.model.llm.LlmContract;
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
import java.util.Currency;
import java.util.HashMap;
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

  /// Prices day by day.
  ///
  /// @param drawn what each prepaid balance had lost before the first day
  public DayPricer days(Map<LlmContract, BigDecimal> drawn) {
    return new DayPricer(this, new Balances(contracts, drawn));
  }

  /// Prices usage of any days at once, as [DayPricer] does, with balances that nothing was drawn
  /// from before.
  ///
  /// @return the rows in order of day and scope; a problem per model that has no price and per
  ///   owner that is ambiguous
  public Collected<List<PricedTokens>> price(Collection<ProviderUsage> usage) {
    var byDay = new TreeMap<LocalDate, List<ProviderUsage>>();
    usage.forEach(bucket -> byDay.computeIfAbsent(day(bucket), _ -> new ArrayList<>()).add(bucket));
    var pricer = days(Map.of());
    var rows = new ArrayList<PricedTokens>();
    byDay.forEach((day, buckets) -> rows.addAll(pricer.price(day, buckets).rows()));
    return new Collected<>(rows, pricer.problems());
  }

  private static LocalDate day(ProviderUsage bucket) {
    return LocalDate.ofInstant(bucket.window().start(), ZoneOffset.UTC);
  }

  /// Prepaid balances, in the order in which they are drawn.
  public List<LlmContract> balances() {
    return contracts.balances();
  }

  boolean hasFee(LlmScope scope, LocalDate day) {
    return prices.of(scope, TokenKind.REQUEST, day) instanceof Price.Known;
  }

  /// What a count of a kind costs at list price, and after discounts; or why that is not known.
  record Cost(@Nullable Money list, @Nullable Money agreed, String note) {}

  Cost cost(LlmScope scope, TokenKind kind, LocalDate day, Tokens count) {
    return switch (prices.of(scope, kind, day)) {
      case Price.Known(var perMillion) -> {
        var list = perMillion.times(BigDecimal.valueOf(count.count()).movePointLeft(MILLION));
        yield fx.convert(list, currency, day)
            .map(money -> new Cost(money, contracts.agreed(money, scope, day), ""))
            .orElseGet(() -> new Cost(null, null, noRate(perMillion.currency(), day)));
      }
      case Price.Unknown(var message) -> new Cost(null, null, message);
    };
  }

  /// What one token, or piece, costs after discounts and while a balance lasts; 0 where it has no
  /// price.
  double perUnit(LlmScope scope, TokenKind kind, LocalDate day) {
    var million = new Tokens(1_000_000);
    var list = cost(scope, kind, day, million).list();
    return list == null
        ? 0
        : contracts.whileItLasts(list, scope, day).amount().doubleValue() / million.count();
  }

  /// The usage of a UTC day that counts, with its owners: of each provider one teller counts,
  /// itself or else one of its witnesses, and what it tells of nobody is split by what witnesses
  /// tell.
  ///
  /// @param usage that starts on the day
  public Collected<List<OwnedTokens>> owned(LocalDate day, Collection<ProviderUsage> usage) {
    var known = new HashMap<LlmScope, LlmOwned>();
    return new Witnessed(
            scope -> known.computeIfAbsent(scope, each -> owner(each, day)), Attribution.NOBODY)
        .owned(usage);
  }

  LlmOwned owner(LlmScope scope, LocalDate day) {
    return attribution.of(scope, day);
  }

  List<Problem> ambiguities() {
    return attribution.ambiguities();
  }
}

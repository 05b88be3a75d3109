package dev.trimtab.llm.advice;

import dev.trimtab.llm.Price;
import dev.trimtab.llm.PriceBook;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.finding.TokenAdvice;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Looks for LLM usage that could cost less.
public final class LlmAdvisor {
  private static final int MILLION = 6;

  /// Less than this of a month is not worth anybody's time.
  private static final BigDecimal LEAST = BigDecimal.ONE;

  /// Fewer input tokens tell nothing of how prompts repeat.
  private static final long ENOUGH_INPUT = 1_000_000;

  /// Providers cache no shorter prompts.
  private static final long SHORTEST_CACHED = 1024;

  private static final int PEERS = 2;
  private static final double WORTH_CACHING = 0.2;
  private static final double FAILING = 0.05;
  private static final long ENOUGH_REQUESTS = 100;

  private final PriceBook prices;
  private final Currency currency;

  /// An advisor that goes by list prices.
  ///
  /// @param currency of the book; usage that was priced in another gets no advice, whose price
  ///   differences are not its money
  public LlmAdvisor(PriceBook prices, Currency currency) {
    this.prices = prices;
    this.currency = currency;
  }

  /// Advises on some whole days.
  public List<Finding.TokenSaving> advise(UsageSummary usage) {
    var groups = usage.groups();
    var found = new ArrayList<Finding.TokenSaving>();
    for (var group : groups) {
      caching(group, groups).ifPresent(found::add);
      usage.hours(group.scope()).flatMap(hours -> batch(group, hours)).ifPresent(found::add);
      successor(group).ifPresent(found::add);
      failures(group).ifPresent(found::add);
    }
    return found;
  }

  /// Prefixes that repeat are told by peers: others who use the same model and read much of their
  /// input from the cache.
  private Optional<Finding.TokenSaving> caching(TokenGroup group, List<TokenGroup> all) {
    boolean tooShort = group.requests() > 0 && group.input() / group.requests() < SHORTEST_CACHED;
    if (group.input() < ENOUGH_INPUT || tooShort) {
      return Optional.empty();
    }
    var peers =
        all.stream()
            .filter(peer -> peer != group && sameModel(peer, group))
            .filter(peer -> peer.input() >= ENOUGH_INPUT)
            .toList();
    double usual = median(peers.stream().map(TokenGroup::cachedShare).sorted().toList());
    double written = median(peers.stream().map(TokenGroup::writtenShare).sorted().toList());
    double own = group.cachedShare();
    if (peers.size() < PEERS || usual < WORTH_CACHING || own > usual / 2) {
      return Optional.empty();
    }
    var day = group.lastDay();
    var plain = price(group.scope(), TokenKind.INPUT, day);
    var cached = price(group.scope(), TokenKind.CACHED_INPUT, day);
    var write = price(group.scope(), TokenKind.CACHE_WRITE_5M, day);
    if (plain.isEmpty() || cached.isEmpty() || write.isEmpty()) {
      return Optional.empty();
    }
    long more = Math.round((usual - own) * group.input());
    long writes = Math.round(Math.max(0, written - group.writtenShare()) * group.input());
    var saved =
        cost(plain.get().minus(cached.get()), more)
            .minus(cost(write.get().minus(plain.get()), writes));
    return finding(
        TokenAdvice.PROMPT_CACHING,
        group,
        saved,
        Map.of("caching", "as peers do"),
        Map.of(
            "cached_share", share(own),
            "peers_cached_share", share(usual),
            "peers", Integer.toString(peers.size()),
            "input_tokens", Long.toString(group.input())),
        "%s of its input is read from the cache, %s of that of %d others on %s: cache the prefix that repeats"
            .formatted(percent(own), percent(usual), peers.size(), group.scope().model()));
  }

  private static boolean sameModel(TokenGroup a, TokenGroup b) {
    return a.scope().provider().equals(b.scope().provider())
        && a.scope().model().equals(b.scope().model());
  }

  /// Work that comes in a few hours of the day and not in the others waits for nobody.
  private Optional<Finding.TokenSaving> batch(TokenGroup group, HourShape shape) {
    if (!shape.comesInBursts()) {
      return Optional.empty();
    }
    var day = group.lastDay();
    var saved = Money.zero(currency);
    for (var each : group.tokens().entrySet()) {
      var now = price(group.scope(), each.getKey(), day);
      var batch = price(group.scope().tier("batch"), each.getKey(), day);
      if (now.isPresent() && batch.isPresent()) {
        saved = saved.plus(cost(now.get().minus(batch.get()), each.getValue()));
      }
    }
    return finding(
        TokenAdvice.BATCH,
        group,
        saved,
        Map.of("tier", "batch"),
        Map.of(
            "share_of_busiest_hours", share(shape.busiest()),
            "busiest_hours_utc", shape.hours(),
            "active_days", Integer.toString(shape.days())),
        "%s of its tokens come in %s UTC: send them as a batch, if they can wait"
            .formatted(percent(shape.busiest()), shape.hours()));
  }

  private Optional<Finding.TokenSaving> successor(TokenGroup group) {
    var day = group.lastDay();
    var next = Successors.of(group.scope(), day);
    if (next.isEmpty()) {
      return Optional.empty();
    }
    var cheaper = group.scope().model(next.get().model());
    var saved = Money.zero(currency);
    for (var each : group.tokens().entrySet()) {
      var now = price(group.scope(), each.getKey(), day);
      var then = price(cheaper, each.getKey(), day);
      if (now.isEmpty() || then.isEmpty()) {
        return Optional.empty(); // a model that cannot do all of it is no successor here
      }
      saved = saved.plus(cost(now.get().minus(then.get()), each.getValue()));
    }
    return finding(
        TokenAdvice.CHEAPER_MODEL,
        group,
        saved,
        Map.of("model", next.get().model()),
        Map.of(
            "released", next.get().since().toString(),
            "cost", group.effective().setScale(2, RoundingMode.HALF_UP).toPlainString()),
        "%s has succeeded %s since %s, and costs less for the same tokens: try it on your own cases"
            .formatted(next.get().model(), group.scope().model(), next.get().since()));
  }

  private Optional<Finding.TokenSaving> failures(TokenGroup group) {
    if (group.failed() < 0 || group.requests() < ENOUGH_REQUESTS) {
      return Optional.empty();
    }
    double failing = (double) group.failed() / group.requests();
    if (failing < FAILING) {
      return Optional.empty();
    }
    // the discount is in what was paid already
    var paid = new Money(currency, group.effective().multiply(BigDecimal.valueOf(failing)));
    return finding(
        TokenAdvice.FAILED_REQUESTS,
        group,
        paid,
        Map.of("failed_requests", "none"),
        Map.of(
            "failed_requests", Long.toString(group.failed()),
            "requests", Long.toString(group.requests()),
            "failed_share", share(failing)),
        "%s of its %,d requests failed: as far as they are billed like others, that is what they cost"
            .formatted(percent(failing), group.requests()));
  }

  private Optional<Finding.TokenSaving> finding(
      TokenAdvice advice,
      TokenGroup group,
      Money saved,
      Map<String, String> proposed,
      Map<String, String> evidence,
      String reason) {
    var monthly = group.monthly(saved);
    if (monthly.amount().compareTo(LEAST) < 0) {
      return Optional.empty();
    }
    var all = new TreeMap<>(evidence);
    all.put("days", Integer.toString(group.days()));
    all.put("last_day", group.lastDay().toString());
    return Optional.of(
        new Finding.TokenSaving(
            advice, group.scope(), group.owner(), proposed, monthly, all, reason));
  }

  private Optional<Money> price(LlmScope scope, TokenKind kind, LocalDate day) {
    return prices.of(scope, kind, day) instanceof Price.Known(var perMillion)
            && perMillion.currency().equals(currency)
        ? Optional.of(perMillion)
        : Optional.empty();
  }

  private static Money cost(Money perMillion, long tokens) {
    return perMillion.times(BigDecimal.valueOf(tokens).movePointLeft(MILLION));
  }

  private static double median(List<Double> sorted) {
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, "%.4f", share);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", share * 100);
  }
}

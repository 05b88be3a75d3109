package dev.trimtab.llm.advice;

import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.PricedTokens;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What one key of a project used of a model in its standard tier over some days.
final class TokenGroup {
  private static final Set<TokenKind> INPUT =
      Set.of(
          TokenKind.INPUT,
          TokenKind.CACHED_INPUT,
          TokenKind.CACHE_WRITE_5M,
          TokenKind.CACHE_WRITE_1H);

  /// Days of a month, for savings.
  private static final BigDecimal MONTH = new BigDecimal("30.4375");

  /// A key that was used once is not taken to be used every day.
  private static final long LEAST_DAYS = 7;

  private final LlmScope scope;
  private final Map<TokenKind, Long> tokens = new EnumMap<>(TokenKind.class);
  private final TreeSet<LocalDate> days = new TreeSet<>();
  private LlmOwned owner;
  private LocalDate through = LocalDate.MIN;
  private BigDecimal list = BigDecimal.ZERO;
  private BigDecimal effective = BigDecimal.ZERO;
  private long requests;
  private long failed;

  /// @param scope its [#key]
  TokenGroup(LlmScope scope, LlmOwned owner) {
    this.scope = scope;
    this.owner = owner;
  }

  static LlmScope key(LlmScope s) {
    return LlmScope.of(s.provider(), s.model()).project(s.project()).apiKey(s.apiKey());
  }

  /// Adds a row of its key in the standard tier that has a price; rows come in order of days.
  void add(PricedTokens row) {
    owner = row.owner();
    days.add(row.day());
    if (row.kind() != TokenKind.REQUEST || !isFree(row)) {
      tokens.merge(row.kind(), row.tokens().count(), Long::sum);
    }
    if (row.cost() != null && row.effective() != null) {
      list = list.add(row.cost().amount());
      effective = effective.add(row.effective().amount());
    }
    requests = requests < 0 || row.requests() < 0 ? -1 : requests + row.requests();
    failed = failed < 0 || row.failed() < 0 ? -1 : failed + row.failed();
  }

  /// Calls that used nothing are counted as calls only.
  private static boolean isFree(PricedTokens row) {
    return row.cost() != null && row.cost().signum() == 0;
  }

  /// @param last day of all that is looked at
  void through(LocalDate last) {
    through = last;
  }

  LlmScope scope() {
    return scope;
  }

  LlmOwned owner() {
    return owner;
  }

  Map<TokenKind, Long> tokens() {
    return tokens;
  }

  long requests() {
    return requests;
  }

  long failed() {
    return failed;
  }

  LocalDate lastDay() {
    return days.last();
  }

  /// Days since it was first used, idle ones included: a weekly job is not paid for every day.
  int days() {
    return (int) Math.max(LEAST_DAYS, ChronoUnit.DAYS.between(days.first(), through) + 1);
  }

  BigDecimal effective() {
    return effective;
  }

  long input() {
    return INPUT.stream().mapToLong(kind -> tokens.getOrDefault(kind, 0L)).sum();
  }

  long of(TokenKind kind) {
    return tokens.getOrDefault(kind, 0L);
  }

  double cachedShare() {
    return input() == 0 ? 0 : (double) of(TokenKind.CACHED_INPUT) / input();
  }

  double writtenShare() {
    return input() == 0
        ? 0
        : (double) (of(TokenKind.CACHE_WRITE_5M) + of(TokenKind.CACHE_WRITE_1H)) / input();
  }

  /// A saving at list price over the days, as one of a month after discounts.
  Money monthly(Money atList) {
    var discounted =
        list.signum() == 0
            ? atList.amount()
            : atList.amount().multiply(effective).divide(list, MathContext.DECIMAL64);
    return new Money(
            atList.currency(),
            discounted.multiply(MONTH).divide(BigDecimal.valueOf(days()), MathContext.DECIMAL64))
        .stored();
  }
}

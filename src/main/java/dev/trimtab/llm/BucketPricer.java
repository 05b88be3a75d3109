package dev.trimtab.llm;

import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.PricedBucket;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.model.llm.TokenUsage;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Prices bucket by bucket, each kind of tokens at its day's price, which is looked up once for all
/// keys and projects: books and contracts know of models, not of callers.
public final class BucketPricer {
  private final LlmLedger ledger;
  private final Map<Priced, Double> perToken = new HashMap<>();
  private final Map<Owned, LlmOwned> owners = new HashMap<>();

  private record Priced(
      String provider,
      String model,
      String tier,
      String context,
      String region,
      TokenKind kind,
      LocalDate day) {
    static Priced of(LlmScope scope, TokenKind kind, LocalDate day) {
      return new Priced(
          scope.provider(),
          scope.model(),
          scope.tier(),
          scope.context(),
          scope.region(),
          kind,
          day);
    }
  }

  private record Owned(LlmScope scope, LocalDate day) {}

  public BucketPricer(LlmLedger ledger) {
    this.ledger = ledger;
  }

  /// The bucket's cost and counts.
  public PricedBucket price(ProviderUsage usage) {
    var day = LocalDate.ofInstant(usage.window().start(), ZoneOffset.UTC);
    return price(
        Normaliser.normalise(usage).value(),
        owners.computeIfAbsent(
            new Owned(usage.scope(), day), o -> ledger.owner(o.scope(), o.day())));
  }

  /// The usage of a UTC day that counts, with its owners, as the books take it.
  public List<OwnedTokens> owned(LocalDate day, Collection<ProviderUsage> usage) {
    return ledger.owned(day, usage).value();
  }

  /// Cost and counts of what an owner answers for.
  public PricedBucket price(TokenUsage normal, LlmOwned owner) {
    var scope = normal.scope();
    var day = LocalDate.ofInstant(normal.window().start(), ZoneOffset.UTC);
    double cost =
        normal.requests() > 0 ? normal.requests() * rate(scope, TokenKind.REQUEST, day) : 0;
    double input = 0;
    double output = 0;
    for (var entry : normal.tokens().entrySet()) {
      var kind = entry.getKey();
      double count = entry.getValue().count();
      cost += count * rate(scope, kind, day);
      if (kind.isToken()) {
        boolean made = kind.name().endsWith("OUTPUT") || kind == TokenKind.REASONING;
        input += made ? 0 : count;
        output += made ? count : 0;
      }
    }
    return new PricedBucket(
        scope,
        owner,
        normal.window(),
        cost,
        known(normal.requests()),
        known(normal.failed()),
        input,
        output);
  }

  private double rate(LlmScope scope, TokenKind kind, LocalDate day) {
    return perToken.computeIfAbsent(
        Priced.of(scope, kind, day), _ -> ledger.perUnit(scope, kind, day));
  }

  private static double known(long count) {
    return count < 0 ? Double.NaN : count;
  }
}

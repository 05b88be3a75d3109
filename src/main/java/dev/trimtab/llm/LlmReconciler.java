package dev.trimtab.llm;

import dev.trimtab.model.llm.LlmDifference;
import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.PricedTokens;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Holds computed cost against what providers report, by provider, day and project.
///
/// A difference is explained by what is known of the report: tiers that never appear in it, credits
/// and purchases that no token explains, and lines that are rounded. The rest is unexplained.
public final class LlmReconciler {
  /// Tiers that a provider bills by contract, outside of its cost report.
  private static final Set<String> NEVER_REPORTED = Set.of(LlmProvider.ANTHROPIC + "/priority");

  private static final int TWO = 2;

  /// Byte-hours of a GiB stored for a day.
  private static final BigDecimal GIB_DAY = BigDecimal.valueOf(24L << 30);

  private final Currency currency;

  public LlmReconciler(Currency currency) {
    this.currency = currency;
  }

  private record Key(LocalDate day, String provider, String project) {}

  private final class Sum {
    private Money computed = Money.zero(currency);
    private Money reported = Money.zero(currency);
    private Money unreported = Money.zero(currency);
    private Money credits = Money.zero(currency);
    private Money other = Money.zero(currency);
    private Money rounding = Money.zero(currency);
    private Money sessions = Money.zero(currency);
    private Money storage = Money.zero(currency);
    private BigDecimal stored = BigDecimal.ZERO;
    private long unpriced;
  }

  /// Begins to compare with what providers report. A day without any report of a provider is left
  /// out; what is reported for more than a day is compared in one sum, on its first.
  ///
  /// @param costs in the currency of the priced tokens
  public Comparison against(Collection<ProviderCost> costs) {
    return new Comparison(costs);
  }

  /// Priced tokens are added as they come; only sums are held.
  public final class Comparison {
    private final TreeMap<Key, Sum> sums =
        new TreeMap<>(
            Comparator.comparing(Key::day)
                .thenComparing(Key::provider)
                .thenComparing(Key::project));
    private final Map<String, TreeMap<LocalDate, LocalDate>> reported = new HashMap<>();
    private final Set<String> byProject = new HashSet<>();

    private Comparison(Collection<ProviderCost> costs) {
      for (var cost : costs) {
        LlmReconciler.this.add(sums.computeIfAbsent(key(cost), _ -> new Sum()), cost);
        // a credit, or a commitment of a year, does not say that the usage of its days is reported
        if (cost.category().equals(ProviderCost.USAGE)) {
          reported
              .computeIfAbsent(cost.provider(), _ -> new TreeMap<>())
              .merge(day(cost), end(cost), (a, b) -> a.isAfter(b) ? a : b);
        }
        if (!cost.project().isEmpty()) {
          byProject.add(cost.provider());
        }
      }
    }

    /// Adds priced tokens of any day.
    public void add(Collection<PricedTokens> priced) {
      for (var row : priced) {
        var provider = row.scope().provider();
        var line = reported.getOrDefault(provider, new TreeMap<>()).floorEntry(row.day());
        if (line != null && row.day().isBefore(line.getValue())) {
          // who reports one sum for all can be compared in one sum only
          var project = byProject.contains(provider) ? row.scope().project() : "";
          var key = new Key(line.getKey(), provider, project);
          LlmReconciler.this.add(sums.computeIfAbsent(key, _ -> new Sum()), row);
        }
      }
    }

    /// How what was added compares, by day, provider and project.
    public List<LlmDifference> differences() {
      var found = new ArrayList<LlmDifference>();
      sums.forEach((key, sum) -> found.add(difference(key, sum)));
      return found;
    }
  }

  private static LocalDate day(ProviderCost cost) {
    return LocalDate.ofInstant(cost.window().start(), ZoneOffset.UTC);
  }

  /// The first day that a line is not of: it may be of a month.
  private static LocalDate end(ProviderCost cost) {
    var last = cost.window().end().minusNanos(1);
    return LocalDate.ofInstant(last, ZoneOffset.UTC).plusDays(1);
  }

  private static Key key(ProviderCost cost) {
    return new Key(day(cost), cost.provider(), cost.project());
  }

  private void add(Sum sum, ProviderCost cost) {
    switch (cost.category()) {
      case ProviderCost.CREDIT -> sum.credits = sum.credits.plus(cost.cost());
      case ProviderCost.PURCHASE, ProviderCost.ADJUSTMENT, ProviderCost.TAX ->
          sum.other = sum.other.plus(cost.cost());
      default -> {
        sum.reported = sum.reported.plus(cost.effective());
        sum.rounding = sum.rounding.plus(rounding(cost.effective()));
      }
    }
  }

  /// A line told in whole cents may be half a cent off; one with more digits is taken as it is.
  private static Money rounding(Money amount) {
    // the store keeps nine places of every amount: zeros at its end tell nothing
    boolean cents = amount.amount().stripTrailingZeros().scale() <= TWO;
    return new Money(amount.currency(), cents ? new BigDecimal("0.005") : BigDecimal.ZERO);
  }

  private void add(Sum sum, PricedTokens row) {
    if (row.effective() == null) {
      sum.unpriced += row.tokens().count();
    } else if (NEVER_REPORTED.contains(row.scope().provider() + "/" + row.scope().tier())) {
      sum.unreported = sum.unreported.plus(row.effective());
    } else {
      sum.computed = sum.computed.plus(row.effective());
      if (row.scope().provider().equals(LlmProvider.OPENAI)) {
        tools(sum, row, row.effective());
      }
    }
  }

  /// What OpenAI's usage report does not tell all of that its bill goes by.
  private static void tools(Sum sum, PricedTokens row, Money cost) {
    if (row.kind() == TokenKind.CODE_SESSION) {
      sum.sessions = sum.sessions.plus(cost);
    } else if (row.kind() == TokenKind.STORAGE) {
      sum.storage = sum.storage.plus(cost);
      sum.stored = sum.stored.add(BigDecimal.valueOf(row.tokens().count()));
    }
  }

  private LlmDifference difference(Key key, Sum sum) {
    var difference = sum.computed.minus(sum.reported);
    var most = sum.rounding.amount();
    var explained = difference.amount().min(most).max(most.negate());
    var rounding = new Money(currency, explained);
    return new LlmDifference(
        key.day(),
        key.provider(),
        key.project(),
        sum.computed,
        sum.reported,
        sum.unreported,
        sum.credits,
        sum.other,
        rounding,
        difference.minus(rounding),
        note(sum));
  }

  /// What a GiB of what is stored costs for a day, and not more than all of it does.
  private static Money free(Sum sum) {
    return cents(sum.storage.times(GIB_DAY.divide(sum.stored.max(GIB_DAY), MathContext.DECIMAL64)));
  }

  private static Money cents(Money money) {
    return new Money(money.currency(), money.amount().setScale(TWO, RoundingMode.HALF_UP));
  }

  private static String note(Sum sum) {
    var notes = new ArrayList<String>();
    if (sum.unreported.signum() != 0) {
      notes.add("%s of the priority tier never appear in its report".formatted(sum.unreported));
    }
    if (sum.credits.signum() != 0) {
      notes.add("credits of %s are left out: no token explains them".formatted(sum.credits));
    }
    if (sum.other.signum() != 0) {
      notes.add("purchases, adjustments and taxes of %s are left out".formatted(sum.other));
    }
    if (sum.unpriced > 0) {
      notes.add("%,d tokens have no price here".formatted(sum.unpriced));
    }
    if (sum.sessions.signum() != 0) {
      notes.add(
          "%s of code interpreter are priced as the smallest containers, whose size is not told: larger ones cost 4, 16 or 64 times as much"
              .formatted(cents(sum.sessions)));
    }
    if (sum.storage.signum() != 0) {
      notes.add(
          "%s of file storage are priced from the first byte: an organization's first GiB is free, which is %s at most"
              .formatted(cents(sum.storage), free(sum)));
    }
    return String.join("; ", notes);
  }
}

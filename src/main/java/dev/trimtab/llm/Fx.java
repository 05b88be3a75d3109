package dev.trimtab.llm;

import dev.trimtab.model.llm.FxRate;
import dev.trimtab.units.Money;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/// Dated exchange rates. Where none is known there is no amount: money is never taken one to one.
public final class Fx {
  public static final Fx NONE = new Fx(List.of());

  private final List<FxRate> rates;

  public Fx(Collection<FxRate> rates) {
    this.rates = rates.stream().sorted(Comparator.comparing(FxRate::since).reversed()).toList();
  }

  /// An amount in another currency, at the rate of the day; empty where none is known.
  public Optional<Money> convert(Money money, Currency to, LocalDate day) {
    if (money.currency().equals(to)) {
      return Optional.of(money);
    }
    return rates.stream()
        .filter(rate -> rate.from().equals(money.currency()) && rate.to().equals(to))
        .filter(rate -> !rate.since().isAfter(day))
        .findFirst()
        .map(rate -> new Money(to, money.amount().multiply(rate.rate())));
  }
}

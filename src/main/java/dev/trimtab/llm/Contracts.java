package dev.trimtab.llm;

import dev.trimtab.model.llm.LlmContract;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.NameMatch;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was agreed with providers. Of the discounts that hold on a day, the one that names a model
/// comes before one that names none, and the newest before the others. Balances are drawn by
/// [Balances].
public final class Contracts {
  private static final Comparator<LlmContract> SPECIFIC_FIRST =
      Comparator.comparing(contract -> contract.model().isEmpty() || contract.model().equals("*"));

  /// Nothing was agreed.
  public static final Contracts NONE = new Contracts(List.of());

  private final List<LlmContract> discounts;
  private final List<LlmContract> balances;

  public Contracts(Collection<LlmContract> contracts) {
    this.discounts =
        contracts.stream()
            .filter(contract -> !contract.prepaid())
            .sorted(SPECIFIC_FIRST.thenComparing(Contracts::began, Comparator.reverseOrder()))
            .toList();
    this.balances =
        contracts.stream()
            .filter(LlmContract::prepaid)
            .sorted(SPECIFIC_FIRST.thenComparing(Contracts::began))
            .toList();
  }

  private static LocalDate began(LlmContract contract) {
    return contract.from() == null ? LocalDate.MIN : contract.from();
  }

  /// Prepaid balances, in the order in which they are drawn.
  public List<LlmContract> balances() {
    return balances;
  }

  /// The list price less the discount of the day.
  Money agreed(Money list, LlmScope scope, LocalDate day) {
    var discount = first(discounts, scope, day);
    return discount == null ? list : list.times(BigDecimal.ONE.subtract(discount.discount()));
  }

  /// What usage costs while its balance lasts: near enough for watching, where nothing is booked.
  Money whileItLasts(Money list, LlmScope scope, LocalDate day) {
    var balance = first(balances, scope, day);
    var agreed = agreed(list, scope, day);
    return balance == null ? agreed : agreed.times(balance.paidShare());
  }

  boolean covers(LlmContract contract, LlmScope scope, LocalDate day) {
    return contract.provider().equals(scope.provider())
        && contract.holds(day)
        && (contract.model().isEmpty() || NameMatch.of(contract.model()).matches(scope.model()));
  }

  private @Nullable LlmContract first(List<LlmContract> some, LlmScope scope, LocalDate day) {
    return some.stream().filter(contract -> covers(contract, scope, day)).findFirst().orElse(null);
  }
}

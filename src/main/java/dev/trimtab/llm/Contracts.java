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

/// What usage costs after what was agreed: the discount and the balance of the provider that hold
/// on the day, of each the one that names a model before one that names none.
public final class Contracts {
  public static final Contracts NONE = new Contracts(List.of());

  private final List<LlmContract> contracts;

  /// What usage costs, three ways, as FOCUS tells them apart.
  ///
  /// @param effective after discounts, and with a balance's price where one covers it
  /// @param billed what an invoice will say of it: nothing where a balance covers it
  public record Amounts(Money list, Money effective, Money billed) {}

  public Contracts(Collection<LlmContract> contracts) {
    this.contracts =
        contracts.stream()
            .sorted(
                Comparator.comparing((LlmContract c) -> c.model().isEmpty())
                    .thenComparing(
                        c -> c.from() == null ? LocalDate.MIN : c.from(),
                        Comparator.reverseOrder()))
            .toList();
  }

  Amounts of(Money list, LlmScope scope, LocalDate day) {
    var discount = find(scope, day, false);
    var agreed = discount == null ? list : list.times(BigDecimal.ONE.subtract(discount.discount()));
    var balance = find(scope, day, true);
    return balance == null
        ? new Amounts(list, agreed, agreed)
        : new Amounts(list, agreed.times(balance.paidShare()), Money.zero(list.currency()));
  }

  private @org.jspecify.annotations.Nullable LlmContract find(
      LlmScope scope, LocalDate day, boolean prepaid) {
    return contracts.stream()
        .filter(c -> c.prepaid() == prepaid && c.provider().equals(scope.provider()))
        .filter(c -> c.holds(day))
        .filter(c -> c.model().isEmpty() || NameMatch.of(c.model()).matches(scope.model()))
        .findFirst()
        .orElse(null);
  }
}

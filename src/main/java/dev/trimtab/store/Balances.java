package dev.trimtab.store;

import dev.trimtab.model.llm.BalanceDraw;
import dev.trimtab.model.llm.LlmContract;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Prepaid balances of LLM providers, and what was drawn of them day by day.
public final class Balances {
  private final Transactions transactions;

  Balances(Transactions transactions) {
    this.transactions = transactions;
  }

  private static LocalDate since(LlmContract balance) {
    return balance.from() == null ? LocalDate.EPOCH : balance.from();
  }

  /// What each of some balances had lost before a day.
  public Map<LlmContract, BigDecimal> drawnBefore(LocalDate day, List<LlmContract> balances) {
    return transactions.call(handle -> {
      var drawn = new HashMap<LlmContract, BigDecimal>();
      for (var balance : balances) {
        drawn.put(
            balance,
            handle
                .createQuery(
                    """
                    select coalesce(sum(drawn), 0) from trimtab.llm_balance_daily
                    where provider = :provider and model = :model and since = :since and day < :day
                    """)
                .bind("provider", balance.provider())
                .bind("model", balance.model())
                .bind("since", since(balance))
                .bind("day", day)
                .mapTo(BigDecimal.class)
                .one());
      }
      return drawn;
    });
  }

  /// Whether a balance, just as it is, was drawn from its first day on before.
  public boolean isKnown(LlmContract balance) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select exists (select from trimtab.llm_balance
                where provider = :provider and model = :model and since = :since
                  and until is not distinct from cast(:until as date)
                  and balance = :balance and paid_share = :share)
                """)
            .bind("provider", balance.provider())
            .bind("model", balance.model())
            .bind("since", since(balance))
            .bind("until", balance.to())
            .bind("balance", stored(balance.balance()))
            .bind("share", balance.paidShare())
            .mapTo(Boolean.class)
            .one());
  }

  private static BigDecimal stored(@org.jspecify.annotations.Nullable BigDecimal amount) {
    return amount == null ? BigDecimal.ZERO : amount;
  }

  /// Replaces what was drawn on a day.
  public void saveDrawn(LocalDate day, Collection<BalanceDraw> draws) {
    transactions.run(handle -> {
      handle.execute("delete from trimtab.llm_balance_daily where day = ?", day);
      for (var draw : draws) {
        handle.execute(
            """
            insert into trimtab.llm_balance_daily (day, provider, model, since, drawn) values (?, ?, ?, ?, ?)
            """,
            day,
            draw.balance().provider(),
            draw.balance().model(),
            since(draw.balance()),
            draw.drawn().stored().amount());
      }
    });
  }

  /// Replaces the balances: all of them have been drawn from their first day on.
  public void save(Collection<LlmContract> balances, Currency currency) {
    transactions.run(handle -> {
      handle.execute("delete from trimtab.llm_balance");
      for (var balance : balances) {
        handle.execute(
            """
            insert into trimtab.llm_balance (provider, model, since, until, balance, paid_share, currency)
            values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """,
            balance.provider(),
            balance.model(),
            since(balance),
            balance.to(),
            stored(balance.balance()),
            balance.paidShare(),
            currency.getCurrencyCode());
      }
    });
  }
}

package dev.trimtab.llm;

import dev.trimtab.model.llm.BalanceDraw;
import dev.trimtab.model.llm.LlmContract;
import dev.trimtab.model.llm.PricedTokens;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is left of prepaid balances, drawn down day by day in order of time.
///
/// A balance covers usage at agreed prices: that is not billed, and costs what was paid for its
/// share of the balance. What goes beyond it is billed. On the day on which it runs out it covers
/// the same share of everything it is for, since a day's usage has no order. Of several, one of
/// certain models is drawn before one of all, and the older before the newer.
final class Balances {
  private final Contracts contracts;
  private final Map<LlmContract, BigDecimal> left = new LinkedHashMap<>();

  /// @param drawn what each had lost before the first day
  Balances(Contracts contracts, Map<LlmContract, BigDecimal> drawn) {
    this.contracts = contracts;
    for (var balance : contracts.balances()) {
      var worth = balance.balance() == null ? BigDecimal.ZERO : balance.balance();
      left.put(balance, worth.subtract(drawn.getOrDefault(balance, BigDecimal.ZERO)));
    }
  }

  /// A row's money while balances are drawn: what none has covered yet, and what it costs.
  private static final class Open {
    private final PricedTokens row;
    private BigDecimal billed;
    private BigDecimal effective;

    Open(PricedTokens row, BigDecimal agreed) {
      this.row = row;
      billed = agreed;
      effective = agreed;
    }

    void cover(BigDecimal share, BigDecimal paidShare) {
      var covered = billed.multiply(share);
      billed = billed.subtract(covered);
      effective = effective.subtract(covered).add(covered.multiply(paidShare));
    }

    PricedTokens covered(Money agreed) {
      return row.with(
          new Money(agreed.currency(), effective), new Money(agreed.currency(), billed));
    }
  }

  /// Draws a day's rows, which are all of that day.
  ///
  /// @param into what each balance lost is added to it
  List<PricedTokens> draw(LocalDate day, List<PricedTokens> rows, List<BalanceDraw> into) {
    var balances = left.keySet().stream().filter(balance -> balance.holds(day)).toList();
    if (balances.isEmpty()) {
      return rows;
    }
    var open = new LinkedHashMap<PricedTokens, Open>();
    for (var row : rows) {
      if (row.effective() != null) {
        open.put(row, new Open(row, row.effective().amount()));
      }
    }
    balances.forEach(balance -> draw(day, balance, List.copyOf(open.values()), into));
    var covered = new ArrayList<PricedTokens>(rows.size());
    for (var row : rows) {
      var drawn = open.get(row);
      covered.add(drawn == null || row.effective() == null ? row : drawn.covered(row.effective()));
    }
    return covered;
  }

  private void draw(LocalDate day, LlmContract balance, List<Open> rows, List<BalanceDraw> into) {
    var mine = rows.stream().filter(o -> contracts.covers(balance, o.row.scope(), day)).toList();
    var wanted = mine.stream().map(o -> o.billed).reduce(BigDecimal.ZERO, BigDecimal::add);
    // what is taken back (a refund) goes back to the balance
    var drawn = wanted.min(left.getOrDefault(balance, BigDecimal.ZERO).max(BigDecimal.ZERO));
    if (drawn.signum() != 0) {
      var share =
          drawn.compareTo(wanted) == 0
              ? BigDecimal.ONE
              : drawn.divide(wanted, MathContext.DECIMAL128);
      mine.forEach(o -> o.cover(share, balance.paidShare()));
      left.merge(balance, drawn.negate(), BigDecimal::add);
      var effective = mine.getFirst().row.effective();
      if (effective != null) {
        into.add(new BalanceDraw(day, balance, new Money(effective.currency(), drawn)));
      }
    }
  }
}

package dev.trimtab.report;

import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.cost.DailyCost.Kind;
import dev.trimtab.model.report.LlmRow;
import dev.trimtab.model.report.ReportData;
import dev.trimtab.model.run.Gap;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/// The figures that the workbook, the mail and the command line all show, computed once.
///
/// @param total of the period, in whole cents
/// @param infra total without LLM spend
/// @param unattributedLlm the part of `llm` that nobody owns
/// @param monthlySavings the advice that is open, added up: nominal, increases taken off
/// @param realizable the same on nodes, by node plans; zero where none was made
/// @param topChange the largest move between the last days and those before, in words; empty where
///   there are fewer than two days
/// @param failedChecks reconciliations that do not tie
/// @param unpricedTokens tokens whose model has no known price: they are missing from `llm`
/// @param gaps sources that were down
public record Headline(
    Money total,
    Money infra,
    Money llm,
    Money unattributedLlm,
    Money monthlySavings,
    Money realizable,
    String topChange,
    int failedChecks,
    long unpricedTokens,
    List<Gap> gaps) {
  public Headline {
    gaps = List.copyOf(gaps);
  }

  public static Headline of(ReportData data) {
    return of(data, CentCosts.of(data.costs()));
  }

  /// The same, where the costs were rounded before.
  ///
  /// @param costs of the same data
  public static Headline of(ReportData data, CentCosts costs) {
    var currency = data.currency();
    var total = new Money(currency, costs.total());
    var llm = new Money(currency, costs.total(row -> row.kind() == Kind.LLM));
    var advice = Advice.of(data);
    var failed = Checks.all(data, costs).stream().filter(check -> !check.passes()).count();
    return new Headline(
        total,
        total.minus(llm),
        llm,
        new Money(
            currency,
            costs.total(
                row -> row.kind() == Kind.LLM && row.team().equals(DailyCost.UNATTRIBUTED))),
        advice.monthlySavings(),
        advice.realizable(),
        TopChange.of(data, costs),
        Math.toIntExact(failed),
        data.llm().stream().filter(row -> row.cost() == null).mapToLong(LlmRow::tokens).sum(),
        data.gaps());
  }

  /// The mail's subject; what needs a look comes first.
  public String subject(String title) {
    return prefix() + title + ": " + Amounts.text(total);
  }

  /// Why nominal and realizable savings differ, in a sentence; empty where there is only one of
  /// them.
  public String savingsMeaning() {
    return realizable.signum() == 0
        ? ""
        : "Nominal is what requests, spot and tokens would free at today's mean list price; realizable, on nodes, is what the plan saves by letting whole nodes go or buying cheaper ones: different advice, and neither is part of the other.";
  }

  /// The share of LLM spend that nobody owns, 0..1.
  public BigDecimal unattributedShare() {
    return llm.signum() <= 0
        ? BigDecimal.ZERO
        : unattributedLlm.amount().divide(llm.amount(), MathContext.DECIMAL32);
  }

  /// What the checks say, in a sentence.
  public String status() {
    if (failedChecks > 0) {
      return failedChecks == 1
          ? "1 check FAILED: see Reconciliation."
          : failedChecks + " checks FAILED: see Reconciliation.";
    }
    return "All checks pass.";
  }

  private String prefix() {
    if (failedChecks > 0) {
      return "CHECK: ";
    }
    return gaps.isEmpty() ? "" : "GAPS: ";
  }
}

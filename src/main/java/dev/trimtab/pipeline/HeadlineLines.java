package dev.trimtab.pipeline;

import dev.trimtab.report.Amounts;
import dev.trimtab.report.Headline;
import java.util.ArrayList;
import java.util.List;

/// The report's figures as a command prints them.
final class HeadlineLines {
  private HeadlineLines() {}

  static List<String> of(Headline h) {
    var lines = new ArrayList<String>();
    lines.add(
        "Spent %s: infrastructure %s, LLM %s. Advice is worth %s a month (nominal)%s."
            .formatted(
                Amounts.text(h.total()),
                Amounts.text(h.infra()),
                Amounts.text(h.llm()),
                Amounts.text(h.monthlySavings()),
                h.realizable().signum() == 0
                    ? ""
                    : "; on nodes, %s can be saved (realizable)"
                        .formatted(Amounts.text(h.realizable()))));
    if (!h.savingsMeaning().isEmpty()) {
      lines.add(h.savingsMeaning());
    }
    if (!h.topChange().isEmpty()) {
      lines.add("Largest change: " + h.topChange());
    }
    if (h.unattributedLlm().signum() > 0) {
      lines.add(
          "Of the LLM spend %s (%s) is nobody's: name its owners in llm.owners or by annotation."
              .formatted(
                  Amounts.text(h.unattributedLlm()), Amounts.percent(h.unattributedShare())));
    }
    if (h.unpricedTokens() > 0) {
      lines.add(
          "%,d LLM tokens have no known price and are in no total.".formatted(h.unpricedTokens()));
    }
    if (h.failedChecks() > 0) {
      lines.add(
          "%s not tie: see the sheet Reconciliation."
              .formatted(h.failedChecks() == 1 ? "1 check does" : h.failedChecks() + " checks do"));
    }
    return lines;
  }
}

package dev.trimtab.report.sheet;

import dev.trimtab.model.run.Gap;
import dev.trimtab.report.Amounts;
import dev.trimtab.report.grid.Book;
import dev.trimtab.report.grid.Grid;
import dev.trimtab.report.grid.RowHeight;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/// What this is, how far it can be trusted, and where to find what.
public final class CoverSheet {
  private static final int GAPS_SHOWN = 10;

  private CoverSheet() {}

  public static void write(Book book, Report report) {
    var data = report.data();
    var headline = report.headline();
    Grid.at(book, "at_cover_title").nextRow().text("title", data.title());
    var first = data.period().start().atZone(ZoneOffset.UTC).toLocalDate();
    var end = data.period().end().atZone(ZoneOffset.UTC).toLocalDate();
    var last = end.isAfter(first) ? end.minusDays(1) : first;
    var failed = headline.failedChecks() > 0;
    Grid.at(book, "at_cover_facts")
        .nextRow()
        .text("fact", first + " to " + last + ", whole UTC days, both included")
        .nextRow()
        .text("fact", Amounts.minute(data.asOf()))
        .nextRow()
        .text("fact", data.runId() + " (" + data.key() + ")")
        .nextRow()
        .text("fact", data.currency().getCurrencyCode())
        .nextRow()
        .formula("fact_money", "total_cost")
        .nextRow()
        .text(data.gaps().isEmpty() ? "fact_pass" : "fact_fail", completeness(report))
        .nextRow()
        .formula(
            failed ? "fact_fail" : "fact_pass",
            "IF(checks_failed=0,\"All checks pass.\",checks_failed&\" FAILED: see Reconciliation.\")");
    gaps(book, data.gaps());
  }

  /// The sentence that says what the figures rest on.
  private static String completeness(Report report) {
    var data = report.data();
    var asOf = "Data as of " + Amounts.minute(data.asOf());
    return data.gaps().isEmpty()
        ? asOf + ", complete."
        : asOf
            + ", missing "
            + data.gaps().stream().map(Gap::source).collect(Collectors.joining(", "))
            + ".";
  }

  private static void gaps(Book book, List<Gap> gaps) {
    var grid = Grid.at(book, "at_cover_gaps");
    for (var gap : gaps.subList(0, Math.min(GAPS_SHOWN, gaps.size()))) {
      var text = gap.message() + " (" + ProblemsSheet.since(gap.completeThrough()) + ")";
      grid.nextRow()
          .text("fail_wrap", gap.source())
          .text("text_wrap", text)
          .height(RowHeight.of(RowHeight.lines(text, 82), RowHeight.lines(gap.source(), 22)));
    }
    if (gaps.size() > GAPS_SHOWN) {
      grid.nextRow().text("note", (gaps.size() - GAPS_SHOWN) + " more: see Problems.");
    }
    if (gaps.isEmpty()) {
      grid.nextRow().text("text", "Nothing").text("text", "Every source was read.");
    }
  }
}

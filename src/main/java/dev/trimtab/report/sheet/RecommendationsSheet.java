package dev.trimtab.report.sheet;

import dev.trimtab.report.Advice;
import dev.trimtab.report.grid.Book;
import dev.trimtab.report.grid.Grid;
import dev.trimtab.report.grid.JsonText;
import dev.trimtab.report.grid.RowHeight;
import java.util.stream.Collectors;
import org.apache.poi.ss.util.CellRangeAddress;

/// What engineers should change, dearest first.
public final class RecommendationsSheet {
  private static final int COLUMNS = 12;

  /// Characters that fit a line of the columns that wrap, as the template sizes them.
  private static final double CURRENT_WIDTH = 28;

  private static final double BASIS_WIDTH = 18;
  private static final double REASON_WIDTH = 60;

  private RecommendationsSheet() {}

  public static void write(Book book, Report report) {
    var anchor = book.anchor("at_recommendations");
    var first = anchor.getRow() + 1;
    var grid = Grid.at(book, "at_recommendations");
    report.advice().items().forEach(item -> row(grid, item));
    var last = Math.max(first, grid.rowNumber());
    grid.sheet()
        .setAutoFilter(
            new CellRangeAddress(
                first - 2, last - 1, anchor.getCol(), anchor.getCol() + COLUMNS - 1));
    Grid.at(book, "at_recommendations_note").nextRow().text("note", note(report.advice()));
    Grid.at(book, "savings_monthly")
        .nextRow()
        .formula("kpi_money", "SUM(Recommendations!I%d:I%d)".formatted(first, last));
    Grid.at(book, "savings_realizable")
        .nextRow()
        .formula("kpi_money", "SUM(Recommendations!J%d:J%d)".formatted(first, last));
  }

  private static void row(Grid grid, Advice.Item item) {
    var advice = item.recommendation();
    var current = JsonText.plain(advice.current());
    var proposed = JsonText.plain(advice.proposed());
    grid.nextRow()
        .text(advice.cluster())
        .text(advice.namespace())
        .text(advice.workload().isEmpty() ? "" : advice.workloadKind() + "/" + advice.workload())
        .text(advice.container())
        .text(advice.team())
        .text(advice.kind())
        .text("text_wrap", current)
        .text("text_wrap", proposed);
    if (item.monthlySavings() == null) {
      unpriced(grid, item);
    } else {
      grid.money(item.monthlySavings());
    }
    if (item.realizable() == null) {
      grid.text("");
    } else {
      grid.money(item.realizable());
    }
    grid.text("text_wrap", advice.priceBasis()).text("text_wrap", advice.reason());
    grid.height(
        RowHeight.of(
            RowHeight.lines(current, CURRENT_WIDTH),
            RowHeight.lines(proposed, CURRENT_WIDTH),
            RowHeight.lines(advice.reason(), REASON_WIDTH),
            RowHeight.lines(advice.priceBasis(), BASIS_WIDTH)));
  }

  /// Red where nothing at all is known; what nodes as a whole save has no price of requests.
  private static void unpriced(Grid grid, Advice.Item item) {
    if (item.realizable() == null) {
      grid.text("unpriced", "unpriced");
    } else {
      grid.text("");
    }
  }

  private static String note(Advice advice) {
    var shown = advice.items().isEmpty() ? "Nothing to change. " : "";
    var basis =
        "Nominal: requests x list price over 730 hours. Realizable: what nodes cost less by the night's node plans; what is saved on nodes as a whole stands in the row node-mix, spot in it.";
    if (advice.others().isEmpty()) {
      return shown + basis;
    }
    var others =
        advice.others().entrySet().stream()
            .map(other -> other.getValue() + " " + other.getKey())
            .collect(Collectors.joining(", "));
    return shown
        + basis
        + " Not listed, as they ask for no change: "
        + others
        + " (see finops.recommendations).";
  }
}

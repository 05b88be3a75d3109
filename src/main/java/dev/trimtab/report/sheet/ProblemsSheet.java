package dev.trimtab.report.sheet;

import dev.trimtab.report.Amounts;
import dev.trimtab.report.grid.Book;
import dev.trimtab.report.grid.Grid;
import dev.trimtab.report.grid.RowHeight;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What could not be read or used, in plain words.
public final class ProblemsSheet {
  private static final int MOST = 5_000;
  private static final double MESSAGE_WIDTH = 96;

  private ProblemsSheet() {}

  public static void write(Book book, Report report) {
    var grid = Grid.at(book, "at_problems");
    for (var gap : report.data().gaps()) {
      var message = gap.message() + " (" + since(gap.completeThrough()) + ")";
      row(grid, "fail", "GAP", gap.source(), "", "source down", message);
    }
    var problems = report.data().problems();
    for (var problem : problems.subList(0, Math.min(MOST, problems.size()))) {
      row(
          grid,
          "text",
          "problem",
          problem.source(),
          problem.subject(),
          problem.reason(),
          problem.message());
    }
    if (problems.size() > MOST) {
      grid.nextRow()
          .text("note", "… and %d more: see finops.problems.".formatted(problems.size() - MOST));
    }
    if (problems.isEmpty() && report.data().gaps().isEmpty()) {
      grid.nextRow()
          .text("note", "None: every source was read, and every row of it could be used.");
    }
  }

  static String since(@Nullable Instant completeThrough) {
    return completeThrough == null
        ? "never read"
        : "complete through " + Amounts.minute(completeThrough);
  }

  private static void row(
      Grid grid,
      String style,
      String what,
      String source,
      String subject,
      String reason,
      String message) {
    grid.nextRow()
        .text(style, what)
        .text("text_wrap", source)
        .text("text_wrap", subject)
        .text("text_wrap", reason)
        .text("text_wrap", message)
        .height(
            RowHeight.of(
                RowHeight.lines(message, MESSAGE_WIDTH),
                RowHeight.lines(subject, 34),
                RowHeight.lines(source, 22)));
  }
}

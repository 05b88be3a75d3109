package dev.trimtab.report.sheet;

import dev.trimtab.model.report.Bill;
import dev.trimtab.model.report.BilledDay;
import dev.trimtab.model.report.BilledService;
import dev.trimtab.report.grid.Grid;
import dev.trimtab.report.grid.RowHeight;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Below the checks: the bill by day, to find where a difference comes from, and by service, to see
/// what of the bill is not in this report.
final class BillBlocks {
  private BillBlocks() {}

  static void write(Grid grid, Bill bill) {
    if (!bill.days().isEmpty()) {
      heading(grid, "Nodes against the bill, by day");
      header(grid, "Day, provider, category", "Allocated", "Effective", "Difference", "Billed");
      var first = grid.rowNumber() + 1;
      byDay(bill.days())
          .forEach((label, days) ->
              row(
                  grid,
                  label,
                  sum(days.stream().map(BilledDay::allocated).toList()),
                  sum(days.stream().map(BilledDay::effective).toList()),
                  sum(days.stream().map(BilledDay::billed).toList())));
      total(grid, first);
    }
    if (!bill.services().isEmpty()) {
      heading(grid, "The whole bill, by service");
      header(grid, "Provider, category, service", "On nodes", "Effective", "Difference", "Billed");
      var first = grid.rowNumber() + 1;
      bill.services().forEach(s -> row(grid, label(s), s.onNodes(), s.effective(), s.billed()));
      total(grid, first);
      grid.nextRow()
          .text(
              "note",
              "The difference is billed, but not for the nodes of known clusters: it is in no total of this report.");
    }
  }

  private static Map<String, List<BilledDay>> byDay(List<BilledDay> days) {
    var groups = new TreeMap<String, List<BilledDay>>();
    for (var day : days) {
      var label = "%s, %s, %s".formatted(day.day(), day.provider(), day.category());
      groups.computeIfAbsent(label, _ -> new ArrayList<>()).add(day);
    }
    return groups;
  }

  private static String label(BilledService s) {
    return "%s, %s, %s".formatted(s.provider(), s.category(), s.service());
  }

  private static void heading(Grid grid, String words) {
    grid.nextRow().nextRow().text("heading", words).height(22);
  }

  private static void header(
      Grid grid, String what, String ours, String theirs, String difference, String billed) {
    grid.nextRow()
        .text("header", what)
        .text("header_right", ours)
        .text("header_right", theirs)
        .text("header_right", difference)
        .text("header_right", "%")
        .text("header_right", billed)
        .height(18);
  }

  private static void row(
      Grid grid, String what, BigDecimal ours, BigDecimal theirs, BigDecimal billed) {
    grid.nextRow().text("text_wrap", what).money(ours).money(theirs);
    ReconciliationSheet.difference(grid, "money", "percent2");
    grid.money(billed).height(RowHeight.of(RowHeight.lines(what, 50)));
  }

  private static void total(Grid grid, int first) {
    var last = grid.rowNumber();
    grid.nextRow()
        .text("text_total", "Total")
        .formula("money_total", "SUM(B%d:B%d)".formatted(first, last))
        .formula("money_total", "SUM(C%d:C%d)".formatted(first, last));
    ReconciliationSheet.difference(grid, "money_total", "percent2_total");
    grid.formula("money_total", "SUM(F%d:F%d)".formatted(first, last));
  }

  private static BigDecimal sum(List<BigDecimal> amounts) {
    return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}

package dev.trimtab.report.sheet;

import dev.trimtab.model.cost.DailyCost.Kind;
import dev.trimtab.report.CentRow;
import dev.trimtab.report.grid.Column;
import dev.trimtab.report.grid.Grid;
import dev.trimtab.report.grid.Sums;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/// LLM spend by cost centre, environment and team, below what teams are charged; every figure a
/// SUMIFS over the Fact table. The attribution map knows these of LLM spend only.
final class CostCentres {
  private CostCentres() {}

  private record Line(String costCentre, String environment, String team) {}

  static void write(Grid grid, Report report) {
    var lines = new TreeMap<Line, BigDecimal>(Comparator.comparing(Line::toString));
    report.costs().rows().stream()
        .filter(row -> row.kind() == Kind.LLM)
        .forEach(row -> lines.merge(line(row), row.cents(), BigDecimal::add));
    if (lines.isEmpty()) {
      return;
    }
    grid.nextRow().nextRow().text("heading", "LLM spend by cost centre and environment");
    grid.nextRow()
        .text("header", "Cost centre")
        .text("header", "Environment")
        .text("header", "Team")
        .text("header_right", "LLM")
        .text("header_right", "Share of LLM");
    var first = grid.rowNumber() + 1;
    lines.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(line -> row(grid, line.getKey()));
    total(grid, first, grid.rowNumber());
  }

  private static Line line(CentRow row) {
    return new Line(row.costCentre(), row.environment(), row.team());
  }

  private static void row(Grid grid, Line line) {
    grid.nextRow().text(line.costCentre()).text(line.environment()).text(line.team());
    int row = grid.rowNumber();
    grid.formula(
        "money",
        Sums.where(
            String.join(
                ",",
                Sums.says(Column.COST_CENTRE, "$" + grid.letter(0) + row),
                Sums.says(Column.ENVIRONMENT, "$" + grid.letter(1) + row),
                Sums.says(Column.TEAM, "$" + grid.letter(2) + row),
                Sums.isKind(Kind.LLM))));
    grid.formula("percent", share(grid));
  }

  private static void total(Grid grid, int first, int last) {
    grid.nextRow().text("text_total", "Total").empty("text_total").empty("text_total");
    var letter = grid.letter(3);
    grid.formula("money_total", "SUM(%s%d:%s%d)".formatted(letter, first, letter, last));
    grid.formula("percent_total", share(grid));
  }

  private static String share(Grid grid) {
    return "IF(llm_cost=0,0,%s%d/llm_cost)".formatted(grid.letter(3), grid.rowNumber());
  }
}

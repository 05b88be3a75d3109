package dev.trimtab.report.sheet;

import dev.trimtab.model.report.ReportData;
import dev.trimtab.model.report.UnitCost;
import dev.trimtab.report.grid.Grid;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// What one unit of each business metric costs, below the tokens. Days without a count, or whose
/// cost is not known, are left out and told: they are not zero.
final class UnitCosts {
  private static final String UNITS = "D";

  /// Points, for headers of two lines.
  private static final double HEADER = 28;

  private UnitCosts() {}

  static void write(Grid grid, ReportData data) {
    if (data.unitCosts().isEmpty()) {
      return;
    }
    grid.nextRow().nextRow().text("heading", "Cost of a unit of what the business counts");
    grid.nextRow().height(HEADER);
    for (var header : List.of("Metric", "Whose cost", "Days counted")) {
      grid.text("header", header);
    }
    for (var header :
        List.of(
            "Units",
            "LLM cost",
            "LLM cost of a unit",
            "Infrastructure cost",
            "Infrastructure cost of a unit")) {
      grid.text("header_right", header);
    }
    grid.text("header", "Note");
    long days = ChronoUnit.DAYS.between(data.period().start(), data.period().end());
    data.unitCosts().forEach(unit -> row(grid, unit, days));
  }

  private static void row(Grid grid, UnitCost unit, long days) {
    grid.nextRow()
        .text(unit.metric())
        .text("text_wrap", whose(unit.scope()))
        .text("%d of %d".formatted(unit.days(), days))
        .number("integer", unit.units().doubleValue());
    part(grid, unit, unit.llm(), "E");
    part(grid, unit, unit.infrastructure(), "G");
    grid.text("note", note(unit, days));
  }

  private static void part(Grid grid, UnitCost unit, UnitCost.Part part, String column) {
    var cost = part.cost();
    var units = part.units();
    if (cost == null || units == null) {
      grid.empty("money").empty("rate");
      return;
    }
    grid.number("money", cost.doubleValue());
    int row = grid.rowNumber();
    // where the cost of some counted days is not known, their units must not count either
    var over = part.days() == unit.days() ? UNITS + row : plain(units);
    grid.formula("rate", "IF(%1$s<=0,\"\",%2$s%3$d/%1$s)".formatted(over, column, row));
  }

  private static String plain(BigDecimal units) {
    return units.stripTrailingZeros().toPlainString();
  }

  private static String whose(UnitCost.Scope scope) {
    var parts = new ArrayList<String>();
    add(parts, "team", scope.team());
    add(parts, "namespace", scope.namespace());
    add(parts, "model", scope.model());
    return parts.isEmpty() ? "everybody's" : String.join(", ", parts);
  }

  private static void add(List<String> parts, String word, String name) {
    if (!name.isEmpty()) {
      parts.add(word + " " + name);
    }
  }

  private static String note(UnitCost unit, long days) {
    var notes = new ArrayList<String>();
    if (unit.days() < days) {
      notes.add("%d days have no count and are left out.".formatted(days - unit.days()));
    }
    if (unit.llm().days() < unit.days()) {
      notes.add("LLM cost is known on %d days only.".formatted(unit.llm().days()));
    }
    if (unit.infrastructure().days() < unit.days() && unit.scope().model().isEmpty()) {
      notes.add(
          "Infrastructure cost is known on %d days only.".formatted(unit.infrastructure().days()));
    }
    return String.join(" ", notes);
  }
}

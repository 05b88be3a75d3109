package dev.trimtab.report.sheet;

import dev.trimtab.model.cost.DailyCost.Kind;
import dev.trimtab.report.AlertLines;
import dev.trimtab.report.Amounts;
import dev.trimtab.report.grid.Book;
import dev.trimtab.report.grid.Column;
import dev.trimtab.report.grid.Grid;
import dev.trimtab.report.grid.Sums;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The figures on one page, and the days behind the chart on the next.
public final class SummarySheet {
  private static final int TOP_TEAMS = 6;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd EEE", Locale.ROOT);

  private SummarySheet() {}

  public static void write(Book book, Report report, ChargebackSheet chargeback) {
    Grid.at(book, "at_summary_title").nextRow().text("title", report.data().title());
    Grid.at(book, "summary_checks_failed")
        .nextRow()
        .formula(report.headline().failedChecks() == 0 ? "kpi_pass" : "kpi_fail", "checks_failed");
    Grid.at(book, "month_to_date").nextRow().formula("kpi_money", monthToDate(report));
    var notes = Grid.at(book, "at_summary_notes");
    var alerts = AlertLines.of(report.data());
    notes
        .nextRow()
        .text(
            "note",
            "Largest move: %s. %s%s"
                .formatted(
                    orNone(report.headline().topChange()),
                    alerts.summary(),
                    alerts.largest().isEmpty() ? "" : " The largest stand below the days."));
    warning(notes, report);
    var teams = Grid.at(book, "at_summary_teams");
    for (var team = 0; team < Math.min(TOP_TEAMS, chargeback.teams()); team++) {
      teams
          .nextRow()
          .formula("text", chargeback.nameCell(team))
          .formula("money", chargeback.totalCell(team));
      teams.formula(
          "percent", "IF(total_cost=0,0,%s/total_cost)".formatted(chargeback.totalCell(team)));
    }
    days(book, report);
  }

  private static void days(Book book, Report report) {
    var grid = Grid.at(book, "at_summary_days");
    var first = book.anchor("at_summary_days").getRow() + 1;
    for (var day : daysOf(report)) {
      grid.nextRow().day(day).text(DAY.format(day));
      var date = "$" + grid.letter(0) + grid.rowNumber();
      for (var kind : Kind.values()) {
        grid.formula("money", Sums.where(Sums.isDay(date) + "," + Sums.isKind(kind)));
      }
      grid.formula(
          "money",
          "SUM(%s%d:%s%d)"
              .formatted(grid.letter(2), grid.rowNumber(), grid.letter(7), grid.rowNumber()));
    }
    var last = grid.rowNumber();
    grid.nextRow().text("text_total", "Total").empty("text_total");
    for (var column = 2; column <= 8; column++) {
      var letter = grid.letter(column);
      grid.formula("money_total", "SUM(%s%d:%s%d)".formatted(letter, first, letter, last));
    }
    alerts(grid, AlertLines.of(report.data()));
  }

  private static void alerts(Grid grid, AlertLines alerts) {
    if (alerts.largest().isEmpty()) {
      return;
    }
    grid.nextRow().nextRow().text("heading", "Alerts on runaway spend");
    grid.nextRow().text("note", alerts.summary());
    alerts.largest().forEach(line -> grid.nextRow().text("note", line));
    grid.nextRow().text("note", AlertLines.WHERE);
  }

  /// The days of the period, and any that has a cost though it lies outside.
  public static NavigableSet<LocalDate> daysOf(Report report) {
    var period = report.data().period();
    var start = period.start().atZone(ZoneOffset.UTC).toLocalDate();
    var end = period.end().atZone(ZoneOffset.UTC).toLocalDate();
    var days = start.datesUntil(end).collect(Collectors.toCollection(TreeSet::new));
    report.costs().rows().forEach(row -> days.add(row.row().day()));
    if (days.isEmpty()) {
      days.add(start);
    }
    return days;
  }

  private static String monthToDate(Report report) {
    var last = daysOf(report).last();
    return Sums.where(
        "%s,\">=\"&DATE(%d,%d,1)"
            .formatted(
                Column.CHARGE_PERIOD_START.reference(), last.getYear(), last.getMonthValue()));
  }

  private static void warning(Grid notes, Report report) {
    var headline = report.headline();
    var warning = new StringBuilder();
    if (headline.failedChecks() > 0) {
      warning.append(headline.status()).append(' ');
    }
    if (!headline.gaps().isEmpty()) {
      warning.append("Data is missing: see Cover. ");
    }
    if (headline.unpricedTokens() > 0) {
      warning
          .append(Amounts.count(headline.unpricedTokens()))
          .append(" tokens have no known price and are not in the total: see LLM.");
    }
    if (!warning.isEmpty()) {
      notes.nextRow().text("warn", warning.toString().strip());
    }
  }

  private static String orNone(String change) {
    return change.isEmpty() ? "none" : change;
  }
}

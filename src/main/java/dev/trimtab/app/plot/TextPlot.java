package dev.trimtab.app.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Draws a chart in lines of text.
public final class TextPlot {
  private static final int ROWS = 8;
  private static final int WIDEST = 120;
  private static final int NARROWEST = 20;
  private static final String RESET = "\u001b[0m";
  private static final String BAR_COLOUR = "\u001b[36m";

  private final Chart chart;
  private final Screen screen;
  private final Axis axis;
  private final Pen pen;
  private final int margin;
  private final int columns;

  private TextPlot(Chart chart, Screen screen) {
    this.chart = chart;
    this.screen = screen;
    this.axis = chart.axis();
    this.pen = Pen.of(screen);
    this.margin = Math.max(axis.label(axis.top()).length(), axis.label(axis.top() / 2).length());
    this.columns = Math.max(NARROWEST, Math.min(screen.width(), WIDEST) - margin - 2);
  }

  /// The chart within the width of a screen: a title, the plot, its days and what its lines are.
  public static List<String> lines(Chart chart, Screen screen) {
    var title = chart.title();
    if (!chart.known()) {
      return List.of(title + ": nothing is known of the last " + Chart.DAYS + " days");
    }
    var all = new ArrayList<String>();
    all.add(title + ", " + Days.span(chart.usage()));
    new TextPlot(chart, screen).draw(all);
    return all;
  }

  private void draw(List<String> into) {
    for (int row = ROWS - 1; row >= 0; row--) {
      into.add(row(row));
    }
    into.addAll(days());
    into.addAll(legend());
  }

  /// @param row from the foot
  private String row(int row) {
    boolean labelled = row == ROWS - 1 || row == ROWS / 2 - 1;
    var label = labelled ? axis.label(axis.top() * (row + 1) / ROWS) : "";
    var out = new StringBuilder();
    out.append(" ".repeat(margin - label.length())).append(label).append(' ');
    out.append(labelled ? pen.tick() : pen.side());
    var line = lineOf(row);
    var colour = "";
    for (int column = 0; column < columns; column++) {
      var cell = cell(row, column, line);
      if (screen.colour() && !cell.colour().equals(colour)) {
        out.append(colour.isEmpty() ? "" : RESET).append(cell.colour());
        colour = cell.colour();
      }
      out.append(cell.mark());
    }
    return colour.isEmpty() ? out.toString().stripTrailing() : out.append(RESET).toString();
  }

  private record Cell(char mark, String colour) {}

  /// A line runs over bars, but a bar that ends above it in the same row stays seen.
  private Cell cell(int row, int column, @Nullable Line line) {
    double filled = filled(row, column);
    if (line != null && (filled == 0 || filled >= 1 || used(column) <= line.value())) {
      return new Cell(pen.line(line.mark()), Pen.colour(line.mark()));
    }
    return filled > 0 ? new Cell(pen.bar(filled), BAR_COLOUR) : new Cell(' ', "");
  }

  /// The line that runs through a row; a proposed one before today's.
  private @Nullable Line lineOf(int row) {
    Line found = null;
    for (var line : chart.drawn()) {
      if (Math.min(ROWS - 1, (int) (axis.height(line.value()) * ROWS)) == row) {
        found = line;
      }
    }
    return found;
  }

  /// The share of a cell that its bar fills.
  private double filled(int row, int column) {
    double used = used(column);
    if (Double.isNaN(used)) {
      return 0;
    }
    double height = axis.height(used) * ROWS - row;
    // what is known to be next to nothing is not the same as unknown
    return row == 0 ? Math.clamp(height, 0.01, 1) : Math.clamp(height, 0, 1);
  }

  private double used(int column) {
    int hours = chart.usage().count();
    int from = column * hours / columns;
    return chart.usage().highest(from, Math.max(from + 1, (column + 1) * hours / columns));
  }

  private List<String> days() {
    var floor = new char[columns];
    Arrays.fill(floor, pen.floor());
    var labels = new StringBuilder(" ".repeat(columns));
    int free = 0;
    for (int hour : Days.midnights(chart.usage())) {
      int column = hour * columns / chart.usage().count();
      var label = Days.label(chart.usage(), hour);
      if (column >= free && column + label.length() <= columns) {
        floor[column] = pen.midnight();
        labels.replace(column, column + label.length(), label);
        free = column + label.length() + 2;
      }
    }
    return List.of(
        " ".repeat(margin - 1) + "0 " + pen.corner() + new String(floor),
        (" ".repeat(margin + 2) + labels).stripTrailing());
  }

  private List<String> legend() {
    var parts = new ArrayList<String>();
    parts.add(painted(BAR_COLOUR, pen.full()) + " used");
    for (var line : chart.drawn()) {
      char mark = pen.line(line.mark());
      parts.add(painted(Pen.colour(line.mark()), mark, mark) + " " + line.words());
    }
    for (var line : chart.above()) {
      parts.add(line.words() + " (above)");
    }
    return wrapped(parts);
  }

  private String painted(String colour, char... marks) {
    var text = new String(marks);
    return screen.colour() ? colour + text + RESET : text;
  }

  private List<String> wrapped(List<String> parts) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    int width = 0;
    for (var part : parts) {
      int length = part.replaceAll("\u001b\\[[0-9]*m", "").length();
      if (width > 0 && width + 3 + length > columns) {
        lines.add(" ".repeat(margin + 2) + line);
        line.setLength(0);
        width = 0;
      }
      line.append(width > 0 ? "   " : "").append(part);
      width += (width > 0 ? 3 : 0) + length;
    }
    lines.add(" ".repeat(margin + 2) + line);
    return lines;
  }
}

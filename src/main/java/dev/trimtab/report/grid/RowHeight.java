package dev.trimtab.report.grid;

import java.util.stream.IntStream;

/// Row heights for text that wraps; a file has to state them, since only Excel itself can measure.
public final class RowHeight {
  private static final double LINE = 12.5;
  private static final double PADDING = 3;
  private static final double TALLEST = 400;

  private RowHeight() {}

  /// In points, for the cell with the most lines.
  public static double of(int... lines) {
    return Math.min(TALLEST, IntStream.of(lines).max().orElse(1) * LINE + PADDING);
  }

  /// Lines that a text takes, wrapped at words.
  ///
  /// @param width characters per line
  public static int lines(String text, double width) {
    var lines = 1;
    var used = 0;
    for (var word : text.split("\\s+", -1)) {
      if (used > 0 && used + 1 + word.length() > width) {
        lines++;
        used = 0;
      }
      lines += (int) (word.length() / (width + 1));
      used += (used == 0 ? 0 : 1) + word.length() % (int) (width + 1);
    }
    return lines;
  }
}

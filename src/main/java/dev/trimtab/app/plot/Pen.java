package dev.trimtab.app.plot;

import dev.trimtab.app.plot.Line.Mark;

/// The characters that a plot is made of.
///
/// @param bars from nearly nothing to a full cell
record Pen(String bars, char side, char tick, char corner, char floor, char midnight) {
  static final Pen ASCII = new Pen("_:#", '|', '+', '+', '-', '+');
  static final Pen UNICODE = new Pen("▁▂▃▄▅▆▇█", '│', '┤', '└', '─', '┬');

  static Pen of(Screen screen) {
    return screen.unicode() ? UNICODE : ASCII;
  }

  /// A cell that is filled up to a share above 0.
  char bar(double filled) {
    int last = bars.length() - 1;
    return bars.charAt(Math.clamp(Math.round(filled * bars.length()) - 1, 0, last));
  }

  char full() {
    return bars.charAt(bars.length() - 1);
  }

  char line(Mark mark) {
    boolean ascii = equals(ASCII);
    return switch (mark) {
      case REQUEST_TODAY -> ascii ? '-' : '┄';
      case REQUEST_PROPOSED -> ascii ? '=' : '━';
      case LIMIT_TODAY -> ascii ? '~' : '╌';
      case LIMIT_PROPOSED -> ascii ? '^' : '═';
    };
  }

  static String colour(Mark mark) {
    return switch (mark) {
      case REQUEST_TODAY -> "\u001b[33m";
      case REQUEST_PROPOSED -> "\u001b[32m";
      case LIMIT_TODAY -> "\u001b[31m";
      case LIMIT_PROPOSED -> "\u001b[35m";
    };
  }
}

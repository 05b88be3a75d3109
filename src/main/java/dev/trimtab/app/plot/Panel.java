package dev.trimtab.app.plot;

import dev.trimtab.app.plot.Line.Mark;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/// One chart of a picture: axis, days, used hours, lines, legend. Sizes are in points.
final class Panel {
  static final int HEIGHT = 252;
  static final Color INK = new Color(0x22, 0x26, 0x2b);
  static final Color QUIET = new Color(0x5f, 0x67, 0x70);
  private static final Color GRID = new Color(0xe3, 0xe6, 0xea);
  private static final Color USED = new Color(0x9c, 0xc4, 0xe0);
  private static final int LEFT = 84;
  private static final int RIGHT = 24;
  private static final int TOP = 30;
  private static final int PLOT = 160;
  private static final int WIDTH = Picture.WIDTH - LEFT - RIGHT;
  private static final int SAMPLE = 22;
  private static final float[] DASHES = {7, 5};

  private final Graphics2D g;
  private final Chart chart;
  private final Axis axis;
  private final int top;
  private int legendLine;

  /// @param top of the panel in the picture
  Panel(Graphics2D g, Chart chart, int top) {
    this.g = g;
    this.chart = chart;
    this.axis = chart.axis();
    this.top = top + TOP;
    this.legendLine = this.top + PLOT + 34;
  }

  void draw() {
    g.setFont(Picture.font(Font.BOLD, 12));
    g.setColor(INK);
    g.drawString("%s (%s)".formatted(chart.kind(), axis.unit()), 24, top - 12);
    grid();
    days();
    used();
    chart.drawn().forEach(this::line);
    legend();
    if (!chart.known()) {
      g.setColor(QUIET);
      g.drawString("nothing is known of these days", LEFT + 12, top + PLOT / 2);
    }
  }

  private double y(double value) {
    return top + PLOT * (1 - axis.height(value));
  }

  private double x(double hour) {
    return LEFT + WIDTH * hour / chart.usage().count();
  }

  private void grid() {
    g.setFont(Picture.font(Font.PLAIN, 11));
    g.setStroke(new BasicStroke(1));
    for (int tick = 0; tick <= axis.steps(); tick++) {
      double y = y(axis.tick(tick));
      g.setColor(tick == 0 ? QUIET : GRID);
      g.draw(new Line2D.Double(LEFT, y, LEFT + (double) WIDTH, y));
      var label = axis.label(axis.tick(tick));
      g.setColor(QUIET);
      g.drawString(label, LEFT - 8 - g.getFontMetrics().stringWidth(label), (float) y + 4);
    }
  }

  private void days() {
    double free = 0;
    for (int hour : Days.midnights(chart.usage())) {
      double x = x(hour);
      g.setColor(GRID);
      g.draw(new Line2D.Double(x, top, x, top + (double) PLOT + 4));
      var label = Days.label(chart.usage(), hour);
      int width = g.getFontMetrics().stringWidth(label);
      if (x >= free && x + width <= LEFT + WIDTH) {
        g.setColor(QUIET);
        g.drawString(label, (float) x, top + PLOT + 16);
        free = x + width + 8;
      }
    }
  }

  private void used() {
    g.setColor(USED);
    for (int hour = 0; hour < chart.usage().count(); hour++) {
      double value = chart.usage().at(hour);
      if (!Double.isNaN(value)) {
        double left = whole(x(hour));
        // one point at least: known to be next to nothing is not unknown
        double y = Math.min(y(value), top + PLOT - 1.0);
        g.fill(new Rectangle2D.Double(left, y, whole(x(hour + 1)) - left, top + PLOT - y));
      }
    }
  }

  /// On the edge of a pixel, where neighbours meet without a seam.
  private static double whole(double x) {
    return Math.rint(x * Picture.SCALE) / Picture.SCALE;
  }

  private void line(Line line) {
    double y = y(line.value());
    pick(line.mark());
    g.draw(new Line2D.Double(LEFT, y, LEFT + (double) WIDTH, y));
  }

  /// What is in force is dashed, what is proposed is drawn through.
  private void pick(Mark mark) {
    boolean today = mark == Mark.REQUEST_TODAY || mark == Mark.LIMIT_TODAY;
    g.setStroke(
        today
            ? new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, DASHES, 0)
            : new BasicStroke(2));
    g.setColor(
        switch (mark) {
          case REQUEST_TODAY -> new Color(0xd9, 0x8a, 0x00);
          case REQUEST_PROPOSED -> new Color(0x00, 0x7f, 0x5c);
          case LIMIT_TODAY -> new Color(0xc8, 0x4b, 0x00);
          case LIMIT_PROPOSED -> new Color(0x7a, 0x3e, 0x9d);
        });
  }

  /// Under the days, from the left; what finds no room goes below.
  private void legend() {
    int x = entry(LEFT, "peak of each hour (UTC)");
    g.setColor(USED);
    g.fill(new Rectangle2D.Double(x, legendLine - 9.0, SAMPLE, 9));
    x = word("peak of each hour (UTC)", x);
    for (var line : chart.drawn()) {
      x = entry(x, line.words());
      pick(line.mark());
      g.draw(new Line2D.Double(x, legendLine - 4.5, x + (double) SAMPLE, legendLine - 4.5));
      x = word(line.words(), x);
    }
    for (var line : chart.above()) {
      var words = line.words() + ", above the plot";
      x = entry(x, words);
      pick(line.mark());
      arrow(x + SAMPLE / 2.0);
      x = word(words, x);
    }
  }

  private void arrow(double x) {
    var up = new Path2D.Double();
    up.moveTo(x - 5, legendLine);
    up.lineTo(x, legendLine - 9.0);
    up.lineTo(x + 5, legendLine);
    up.closePath();
    g.fill(up);
  }

  /// Where an entry begins: here, or on a new line when it would not fit.
  private int entry(int x, String text) {
    if (x + SAMPLE + g.getFontMetrics().stringWidth(text) > LEFT + WIDTH) {
      legendLine += 17;
      return LEFT;
    }
    return x;
  }

  private int word(String text, int x) {
    g.setColor(INK);
    int begin = x + SAMPLE + 6;
    g.drawString(text, begin, legendLine);
    return begin + g.getFontMetrics().stringWidth(text) + 22;
  }
}

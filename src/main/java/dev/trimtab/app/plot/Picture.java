package dev.trimtab.app.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/// Draws containers' charts below one another as one picture, at twice the size of its points so
/// that it stays sharp on fine screens.
public final class Picture {
  static final int WIDTH = 1000;
  static final int SCALE = 2;
  private static final int HEAD = 64;
  private static final int CONTAINER_HEAD = 30;
  private static final int FOOT = 12;
  private static final int LEFT = 24;

  /// So many containers make a picture that viewers still open.
  private static final int MOST = 12;

  /// The charts of one container.
  public record Container(String name, List<Chart> charts) {
    public Container {
      charts = List.copyOf(charts);
    }
  }

  private Picture() {}

  /// Writes a picture as PNG.
  ///
  /// @param title names the workload
  /// @param subtitle says when it was drawn
  /// @throws IOException when the file cannot be written
  public static void write(Path file, String title, String subtitle, List<Container> containers)
      throws IOException {
    var image = draw(title, subtitle, containers);
    try (var out = Files.newOutputStream(file)) {
      ImageIO.write(image, "png", out);
    }
  }

  static BufferedImage draw(String title, String subtitle, List<Container> containers) {
    var shown = containers.subList(0, Math.min(MOST, containers.size()));
    int height =
        HEAD
            + FOOT
            + shown.stream().mapToInt(c -> CONTAINER_HEAD + c.charts().size() * Panel.HEIGHT).sum();
    var image = new BufferedImage(WIDTH * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.scale(SCALE, SCALE);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, WIDTH, height);
    int left = containers.size() - shown.size();
    head(
        g,
        title,
        left > 0 ? subtitle + "; %d more containers not shown".formatted(left) : subtitle);
    int top = HEAD;
    for (var container : shown) {
      g.setColor(Panel.INK);
      g.setFont(font(Font.BOLD, 14));
      g.drawString("Container " + container.name(), LEFT, top + 18);
      top += CONTAINER_HEAD;
      for (var chart : container.charts()) {
        new Panel(g, chart, top).draw();
        top += Panel.HEIGHT;
      }
    }
    g.dispose();
    return image;
  }

  private static void head(Graphics2D g, String title, String subtitle) {
    g.setColor(Panel.INK);
    g.setFont(font(Font.BOLD, 18));
    g.drawString(title, LEFT, 30);
    g.setColor(Panel.QUIET);
    g.setFont(font(Font.PLAIN, 12));
    g.drawString(subtitle, LEFT, 50);
  }

  static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }
}

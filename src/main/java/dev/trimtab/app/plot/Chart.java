package dev.trimtab.app.plot;

import dev.trimtab.app.plot.Line.Mark;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.usage.ContainerHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a plot shows of one resource of a container: hour by hour what it used, and lines for what
/// it asks for.
public record Chart(Kind kind, Hours usage, List<Line> lines) {
  /// Days that a plot goes back.
  public static final int DAYS = 14;

  /// A line that is this many times as high as all others would squeeze them flat: it is told, not
  /// drawn.
  private static final double TOO_HIGH = 4;

  /// What is measured.
  public enum Kind {
    /// In cores.
    CPU("CPU"),
    /// In bytes.
    MEMORY("Memory");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  public Chart {
    lines = List.copyOf(lines);
  }

  /// CPU use beside requests, and memory use beside requests and limits.
  ///
  /// @param proposed what is advised; null where nothing else than what is in force
  public static List<Chart> of(
      ContainerHistory history, @Nullable Resources proposed, Instant asOf) {
    var today = history.current();
    var cpu = new ArrayList<>(Line.cpu(Mark.REQUEST_TODAY, today.cpuRequest()));
    var memory = new ArrayList<>(Line.memory(Mark.REQUEST_TODAY, today.memoryRequest()));
    memory.addAll(Line.memory(Mark.LIMIT_TODAY, today.memoryLimit()));
    if (proposed != null) {
      cpu.addAll(Line.cpu(Mark.REQUEST_PROPOSED, proposed.cpuRequest()));
      memory.addAll(Line.memory(Mark.REQUEST_PROPOSED, proposed.memoryRequest()));
      memory.addAll(Line.memory(Mark.LIMIT_PROPOSED, proposed.memoryLimit()));
    }
    return List.of(
        new Chart(Kind.CPU, Hours.cpu(history, asOf, DAYS), cpu),
        new Chart(Kind.MEMORY, Hours.memory(history, asOf, DAYS), memory));
  }

  /// Whether any hour is known.
  boolean known() {
    return !Double.isNaN(usage.highest());
  }

  Axis axis() {
    return Axis.upTo(kind, highest());
  }

  /// Lines to draw.
  List<Line> drawn() {
    double highest = highest();
    return lines.stream().filter(line -> line.value() <= highest).toList();
  }

  /// Lines above the plot.
  List<Line> above() {
    double highest = highest();
    return lines.stream().filter(line -> line.value() > highest).toList();
  }

  private double highest() {
    double highest = known() ? usage.highest() : 0;
    for (var line :
        lines.stream().sorted((a, b) -> Double.compare(a.value(), b.value())).toList()) {
      if (line.value() <= TOO_HIGH * highest || highest == 0) {
        highest = Math.max(highest, line.value());
      }
    }
    return highest;
  }

  String title() {
    return "%s, %s, peak of each hour".formatted(kind, axis().unit());
  }
}

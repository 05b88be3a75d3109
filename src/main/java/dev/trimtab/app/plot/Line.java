package dev.trimtab.app.plot;

import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a container asks for, today or as proposed: a level across the plot.
///
/// @param value cores or bytes
/// @param quantity the same as Kubernetes writes it
record Line(Mark mark, double value, String quantity) {
  enum Mark {
    REQUEST_TODAY("request today"),
    LIMIT_TODAY("limit today"),
    REQUEST_PROPOSED("request proposed"),
    LIMIT_PROPOSED("limit proposed");

    private final String words;

    Mark(String words) {
      this.words = words;
    }
  }

  /// The line of an amount of CPU; none where it is not set.
  static List<Line> cpu(Mark mark, @Nullable Cpu cpu) {
    return cpu == null ? List.of() : List.of(new Line(mark, cpu.cores(), cpu.toString()));
  }

  /// The line of an amount of memory; none where it is not set.
  static List<Line> memory(Mark mark, @Nullable Memory memory) {
    return memory == null ? List.of() : List.of(new Line(mark, memory.bytes(), memory.toString()));
  }

  String words() {
    return mark.words + " " + quantity;
  }
}

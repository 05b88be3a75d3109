package dev.trimtab.pipeline.watch;

import dev.trimtab.model.spend.SpendSheet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Some days of all lanes: as much as is held at a time.
final class Block {
  final Steps steps;
  final Reporters reporters;
  private final Roster roster;
  private final long[] months;
  private @Nullable Lane[] lanes = new Lane[0];

  Block(Steps steps, Reporters reporters, Roster roster) {
    this.steps = steps;
    this.reporters = reporters;
    this.roster = roster;
    months = new long[steps.count()];
    Arrays.setAll(months, step -> monthOf(steps.startOf(step)));
  }

  private static long monthOf(long at) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(at), ZoneOffset.UTC)
        .withDayOfMonth(1)
        .toEpochDay();
  }

  /// The month that a step begins in, as its first day.
  long month(int step) {
    return months[step];
  }

  void add(SpendSheet sheet) {
    int step = steps.of(sheet.start());
    if (lanes.length < roster.size()) {
      lanes = Arrays.copyOf(lanes, roster.size());
    }
    for (int row = 0; row < sheet.size(); row++) {
      int number = sheet.lane(row);
      var lane = lanes[number];
      if (lane == null) {
        lane = new Lane(steps.count());
        lanes[number] = lane;
      }
      lane.add(step, sheet, row);
    }
  }

  /// All series that have usage in it.
  Map<SeriesName, Slice> slices() {
    var slices = new HashMap<SeriesName, Slice>();
    for (int number = 0; number < lanes.length; number++) {
      var lane = lanes[number];
      if (lane != null) {
        var source = roster.name(number).source();
        for (var series : roster.series(number)) {
          slices.computeIfAbsent(series, _ -> new Slice(steps)).add(source, lane);
        }
      }
    }
    return slices;
  }

  /// What one series spends in a block, and since when which sources tell of it.
  static final class Slice {
    private final Steps steps;
    private final Map<String, Long> since = new HashMap<>();
    private @Nullable Lane sum;
    private boolean shared = true;

    Slice(Steps steps) {
      this.steps = steps;
    }

    /// Adds to the sum, lane by lane: step by step, memory would be the brake.
    void add(String source, Lane lane) {
      since.merge(source, steps.startOf(lane.first()), Math::min);
      var before = sum;
      if (before == null) {
        sum = lane;
        return;
      }
      var own = before;
      if (shared) {
        own = new Lane(steps.count());
        own.add(before);
        sum = own;
        shared = false;
      }
      own.add(lane);
    }

    Lane sum() {
      return sum == null ? new Lane(steps.count()) : sum;
    }

    Map<String, Long> since() {
      return since;
    }
  }
}

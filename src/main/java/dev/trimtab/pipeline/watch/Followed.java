package dev.trimtab.pipeline.watch;

import dev.trimtab.detect.SpendDetector;
import dev.trimtab.detect.series.Memory;
import dev.trimtab.model.spend.Incident;
import dev.trimtab.model.spend.SpendPoint;
import dev.trimtab.pipeline.watch.SeriesName.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One series as it is followed from block to block: a key, a model, a team, a provider, the total,
/// a namespace.
///
/// It begins with its first usage. From then on a step counts once every source that has told of it
/// before has told of the step: see [Reporter].
public final class Followed {
  private static final double HOUR = 3600;

  private final SeriesName series;
  private final double budget;
  private final SpendDetector detector;
  private final @Nullable BudgetWatch budgetWatch;
  private final Map<String, Long> sources = new HashMap<>();
  private final List<Incident> ended = new ArrayList<>();
  private boolean begun;
  private long month = Long.MIN_VALUE;
  private double spentInMonth;
  private Lane lane = new Lane(0);

  /// @param budget per month, NaN for none
  /// @param stepSeconds length of its steps
  Followed(SeriesName series, double budget, SpendDetector detector, long stepSeconds) {
    this.series = series;
    this.budget = budget;
    this.detector = detector;
    budgetWatch = budget > 0 ? new BudgetWatch(series.name(), budget, stepSeconds) : null;
  }

  public String name() {
    return series.name();
  }

  Kind kind() {
    return series.kind();
  }

  /// Makes ready for a block.
  void enter(Block.@Nullable Slice slice, Block block) {
    lane = slice == null ? new Lane(block.steps.count()) : slice.sum();
    if (slice != null) {
      slice.since().forEach(sources::putIfAbsent);
    }
  }

  /// Hands over the points of all steps of the block that are known.
  void points(Block block, Consumer<SpendPoint> taker) {
    int from = begun ? 0 : Math.min(lane.first(), block.steps.count());
    for (int step = from; step < block.steps.count(); step++) {
      if (isKnown(block, block.steps.startOf(step))) {
        taker.accept(point(block.steps, step));
      }
    }
  }

  private boolean isKnown(Block block, long at) {
    for (var source : sources.entrySet()) {
      if (source.getValue() <= at && !block.reporters.told(source.getKey(), at)) {
        return false;
      }
    }
    return true;
  }

  private SpendPoint point(Steps steps, int step) {
    long start = steps.startOf(step);
    return new SpendPoint(
        start,
        start + steps.seconds(),
        lane.cost(step),
        lane.requests(step),
        lane.failed(step),
        lane.input(step),
        lane.output(step),
        budget);
  }

  /// Follows it through the block.
  void follow(Block block) {
    points(
        block,
        point -> {
          var over = detector.observe(point).ended();
          if (over != null) {
            ended.add(over);
          }
          if (budgetWatch != null) {
            budgetWatch.see(point);
          }
        });
    begun |= lane.first() < block.steps.count();
    for (int step = 0; step < block.steps.count(); step++) {
      if (block.month(step) != month) {
        month = block.month(step);
        spentInMonth = 0;
      }
      spentInMonth += lane.cost(step);
    }
    lane = new Lane(0);
  }

  /// All incidents that it was in since it is followed here, in order of time; the last may go on.
  List<Incident> incidents() {
    var all = new ArrayList<>(ended);
    detector.open().map(Followed::rated).ifPresent(all::add);
    if (budgetWatch != null) {
      all.addAll(budgetWatch.incidents());
    }
    return all;
  }

  /// An incident that has just been raised has no rate of its own yet: it is what it took so far.
  private static Incident rated(Incident incident) {
    var alert = incident.alert();
    if (incident.last().isAfter(alert.at()) || incident.ratePerHour() > 0) {
      return incident;
    }
    double hours = Math.max(1, Duration.between(alert.firstAt(), alert.at()).toSeconds() / HOUR);
    return new Incident(
        alert,
        incident.last(),
        incident.spent(),
        incident.expected(),
        incident.spent() / hours,
        incident.expected() / hours,
        incident.ended(),
        incident.learned());
  }

  /// Money in the month that begins on a day, as far as it is known.
  double spentInMonth(Instant first) {
    return Math.floorDiv(first.getEpochSecond(), 86_400L) == month ? spentInMonth : 0;
  }

  /// Writes down, or takes back, how far it is followed; its name has been written before.
  void keep(Memory memory) {
    begun = memory.of(begun);
    month = memory.of(month);
    spentInMonth = memory.of(spentInMonth);
    int count = memory.of(sources.size());
    var known = new ArrayList<>(sources.entrySet());
    for (int i = 0; i < count; i++) {
      var source = memory.of(i < known.size() ? known.get(i).getKey() : "");
      sources.put(source, memory.of(i < known.size() ? known.get(i).getValue() : 0L));
    }
    detector.keep(memory);
    if (budgetWatch != null) {
      budgetWatch.keep(memory);
    }
  }

  SeriesName series() {
    return series;
  }
}

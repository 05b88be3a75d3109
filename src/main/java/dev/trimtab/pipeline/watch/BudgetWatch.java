package dev.trimtab.pipeline.watch;

import dev.trimtab.detect.series.Memory;
import dev.trimtab.detect.series.Rolling;
import dev.trimtab.model.spend.Alert;
import dev.trimtab.model.spend.Incident;
import dev.trimtab.model.spend.SpendPoint;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Tells, once a month each, that a series is on its way beyond its month's budget, and that it is
/// beyond it.
///
/// A month's end is projected from what is spent and from the rate of the last seven days, so that
/// weekends weigh what they weigh. It is told once the projection has been above the budget for a
/// whole day, and not before the fourth day of the month; it is taken back once the projection has
/// been below nine tenths of it for a day. In between, nothing is told either way.
final class BudgetWatch {
  static final String PROJECTED = "budget-projected";
  static final String SPENT = "budget-spent";

  private static final double BELOW = 0.9;
  private static final int DAYS_SEEN = 3;
  private static final long DAY = 86_400;
  private static final double HOUR = 3600;

  private final String series;
  private final double budget;
  private final int stepsPerDay;
  private final Rolling week;
  private final Level projectedLevel = new Level();
  private final Level spentLevel = new Level();
  private final List<Incident> ended = new ArrayList<>();
  private long first = Long.MIN_VALUE;
  private long next = Long.MIN_VALUE;
  private double spent;
  private long seconds;
  private long last;
  private int above;
  private int below;

  /// Whether a level has been told this month, and what was seen then.
  private static final class Level {
    long at;
    double observed;
    double excess;
    boolean open;

    void keep(Memory memory) {
      at = memory.of(at);
      observed = memory.of(observed);
      excess = memory.of(excess);
      open = memory.of(open);
    }

    void clear() {
      at = 0;
      open = false;
    }
  }

  BudgetWatch(String series, double budget, long stepSeconds) {
    this.series = series;
    this.budget = budget;
    stepsPerDay = (int) Math.max(1, DAY / stepSeconds);
    week = new Rolling(7 * stepsPerDay);
  }

  /// Whether a rule is one of these: told once a month, and no runaway.
  static boolean isLevel(String rule) {
    return rule.equals(PROJECTED) || rule.equals(SPENT);
  }

  void see(SpendPoint point) {
    if (point.start() >= next) {
      turn(point.start());
    }
    week.add(point.cost());
    spent += point.cost();
    seconds = point.seconds();
    last = point.end();
    judge(point.end());
  }

  private void turn(long at) {
    end(projectedLevel, PROJECTED, next);
    end(spentLevel, SPENT, next);
    var month = LocalDate.ofInstant(Instant.ofEpochSecond(at), ZoneOffset.UTC).withDayOfMonth(1);
    first = month.toEpochDay() * DAY;
    next = month.plusMonths(1).toEpochDay() * DAY;
    spent = 0;
    above = 0;
    below = 0;
    projectedLevel.clear();
    spentLevel.clear();
  }

  private void judge(long end) {
    double projected = projected();
    above = projected > budget ? above + 1 : 0;
    below = projected < BELOW * budget ? below + 1 : 0;
    if (spent > budget && spentLevel.at == 0) {
      open(spentLevel, end, spent);
    }
    boolean seenEnough = week.full() && end - first >= DAYS_SEEN * DAY;
    if (projectedLevel.at == 0 && spentLevel.at == 0 && seenEnough && above >= stepsPerDay) {
      open(projectedLevel, end, projected);
    }
    if (projectedLevel.open && below >= stepsPerDay) {
      end(projectedLevel, PROJECTED, end);
    }
  }

  private double perSecond() {
    return week.count() == 0 ? 0 : week.sum() / (week.count() * seconds);
  }

  private double projected() {
    return spent + perSecond() * Math.max(0, next - last);
  }

  private void open(Level level, long at, double observed) {
    level.at = at;
    level.observed = observed;
    level.excess = Math.max(0, spent - due(at));
    level.open = true;
  }

  /// What the budget comes to by an instant, were it spent evenly.
  private double due(long at) {
    return budget * Math.clamp((double) (at - first) / (next - first), 0, 1);
  }

  private void end(Level level, String rule, long at) {
    if (level.open) {
      ended.add(incident(level, rule, Instant.ofEpochSecond(at)));
      level.open = false;
    }
  }

  private Incident incident(Level level, String rule, @Nullable Instant at) {
    var alert =
        new Alert(
            series,
            Instant.ofEpochSecond(level.at),
            rule,
            Instant.ofEpochSecond(first),
            1 - Math.pow(0.5, level.observed / budget),
            level.observed,
            budget,
            level.excess,
            message(level, rule));
    return new Incident(
        alert,
        Instant.ofEpochSecond(last),
        spent,
        due(last),
        perSecond() * HOUR,
        budget * HOUR / (next - first),
        at,
        false);
  }

  private String message(Level level, String rule) {
    return String.format(
        Locale.ROOT,
        rule.equals(SPENT)
            ? "%s: %,.2f spent this month, of a budget of %,.2f."
            : "%s: the month is heading for %,.2f, its budget is %,.2f.",
        series,
        level.observed,
        budget);
  }

  /// Those of the month that go on, and those that have ended since it is watched here.
  List<Incident> incidents() {
    var all = new ArrayList<>(ended);
    if (projectedLevel.open) {
      all.add(incident(projectedLevel, PROJECTED, null));
    }
    if (spentLevel.open) {
      all.add(incident(spentLevel, SPENT, null));
    }
    return all;
  }

  void keep(Memory memory) {
    week.keep(memory);
    projectedLevel.keep(memory);
    spentLevel.keep(memory);
    first = memory.of(first);
    next = memory.of(next);
    spent = memory.of(spent);
    seconds = memory.of(seconds);
    last = memory.of(last);
    above = memory.of(above);
    below = memory.of(below);
  }
}

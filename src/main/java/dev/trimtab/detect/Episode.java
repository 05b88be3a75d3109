package dev.trimtab.detect;

import dev.trimtab.detect.series.Hour;
import dev.trimtab.detect.series.Memory;
import dev.trimtab.detect.series.Normal;
import dev.trimtab.detect.series.Rolling;
import dev.trimtab.model.spend.Acknowledgement;
import dev.trimtab.model.spend.Alert;
import dev.trimtab.model.spend.Incident;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An incident as it goes on: what it has cost, and whether it is over.
final class Episode {
  private static final int CALM_STEPS = 18;
  private static final double CALM_WORK = 10;
  private static final double CALM_WORK_SELDOM = 5;
  private static final double HOUR = 3600;
  private static final long LEARNED_AFTER = 8 * 86_400L;

  /// Days.
  private static final double HEARD_WITHIN = 0.5;

  /// Whoever knows of a runaway stops it; what goes on for two days is meant to.
  private static final long LEARNED_KNOWN = 2 * 86_400L;

  /// Stands for the one that is to be taken back.
  static final Alert NO_ALERT = new Alert("", Instant.EPOCH, "", Instant.EPOCH, 0, 0, 0, 0, "");

  private final Alert alert;
  private final Rolling costs;
  private final Rolling normals;
  private final Pace pace;
  private double spent;
  private double expected;
  private long last;
  private int calm;
  private double calmShapes;
  private boolean seldom;
  private int steps;
  private int heard;

  Episode(Alert alert, double expected, int stepsPerDay) {
    this.alert = alert;
    this.spent = alert.excessCost() + expected;
    this.expected = expected;
    this.last = alert.at().getEpochSecond();
    costs = new Rolling(stepsPerDay);
    normals = new Rolling(stepsPerDay);
    pace = new Pace(stepsPerDay);
  }

  void see(Hour hour, Normal normal, boolean odd) {
    costs.add(hour.cost());
    normals.add(normal.expected());
    pace.see(hour.cost(), normal.expected());
    steps++;
    calm = odd ? 0 : calm + 1;
    calmShapes = odd ? 0 : calmShapes + normal.shape();
    seldom = normal.spendsSeldom();
    if (odd) {
      last = hour.end();
      spent += hour.cost();
      expected += normal.expected();
    }
  }

  /// Whether what had settled is at something new.
  ///
  /// @param now whether a rule calls for what is in these very hours
  boolean isAnother(boolean now) {
    return (now && pace.runsAway(seldom)) || (!seldom && pace.stepsUp());
  }

  /// Hears what a rule says that counts something else than money; says whether that is another
  /// incident: nothing like it was said until the incident had gone on for a while. What belongs to
  /// it shows within that time.
  ///
  /// @param rule its number
  boolean hearsAnother(int rule, boolean calls, int stepsPerDay) {
    boolean known = (heard & (1 << rule)) != 0;
    if (calls && !known && steps >= Math.max(1, stepsPerDay * HEARD_WITHIN)) {
      return true;
    }
    heard |= calls ? (1 << rule) : 0;
    return false;
  }

  /// A night without work says nothing: so much of a usual day has to be calm, too.
  boolean isCalm(int stepsPerDay) {
    return calm >= Math.min(CALM_STEPS, Math.max(2, stepsPerDay))
        && calmShapes >= Math.min(seldom ? CALM_WORK_SELDOM : CALM_WORK, stepsPerDay);
  }

  /// Whether it has lasted so long that it is normal now: not so long where somebody knows of it.
  boolean isLearned(List<Acknowledgement> acknowledged, long at) {
    long lasted = at - alert.at().getEpochSecond();
    return lasted >= LEARNED_AFTER
        || (lasted >= LEARNED_KNOWN && acknowledged.stream().anyMatch(each -> isOf(each, at)));
  }

  /// Whether somebody has said that what it has come to is wanted.
  boolean isWanted(List<Acknowledgement> acknowledged, long at) {
    return acknowledged.stream().anyMatch(each -> each.newLevel() && isOf(each, at));
  }

  private boolean isOf(Acknowledgement said, long at) {
    return !said.at().isBefore(alert.at()) && said.at().getEpochSecond() < at;
  }

  Incident told(@Nullable Instant ended, boolean learned, long stepSeconds) {
    // what is over is told by its mean, what goes on by where it has come to
    boolean over = ended != null;
    double all = Math.max(stepSeconds, last - alert.firstAt().getEpochSecond()) / HOUR;
    return new Incident(
        alert,
        Instant.ofEpochSecond(last),
        spent,
        expected,
        over ? spent / all : pace.cost() / pace.hours(stepSeconds),
        over ? expected / all : pace.normal() / pace.hours(stepSeconds),
        ended,
        learned);
  }

  Alert alert() {
    return alert;
  }

  /// Times the normal: what it has come to.
  double times() {
    return Math.max(costs.sum() / Math.max(normals.sum(), 1e-12), pace.now());
  }

  /// Writes down, or takes back, the alert that one was raised by.
  static Alert kept(Memory memory, Alert alert) {
    return new Alert(
        memory.of(alert.series()),
        Instant.ofEpochSecond(memory.of(alert.at().getEpochSecond())),
        memory.of(alert.rule()),
        Instant.ofEpochSecond(memory.of(alert.firstAt().getEpochSecond())),
        memory.of(alert.score()),
        memory.of(alert.observed()),
        memory.of(alert.expected()),
        memory.of(alert.excessCost()),
        memory.of(alert.message()));
  }

  void keep(Memory memory) {
    costs.keep(memory);
    normals.keep(memory);
    pace.keep(memory);
    spent = memory.of(spent);
    expected = memory.of(expected);
    last = memory.of(last);
    calm = memory.of(calm);
    calmShapes = memory.of(calmShapes);
    seldom = memory.of(seldom);
    steps = memory.of(steps);
    heard = memory.of(heard);
  }
}

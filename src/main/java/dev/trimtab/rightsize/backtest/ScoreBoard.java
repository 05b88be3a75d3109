package dev.trimtab.rightsize.backtest;

import dev.trimtab.model.usage.UsageSeries;
import dev.trimtab.model.usage.UsageSeries.Column;
import dev.trimtab.rightsize.backtest.Backtest.Replayed;
import dev.trimtab.rightsize.policy.Decision;
import dev.trimtab.rightsize.policy.Origins;
import dev.trimtab.rightsize.policy.UsageSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Adds up what came of one policy's decisions. Where it has no opinion, what was in force counts.
final class ScoreBoard {
  private static final double GIB = 1L << 30;
  private static final double BIG_CHANGE = 0.1;
  private static final double WEEK = 7 * 86_400.0;

  private final Replayed replayed;
  private final Origins origins;
  private final @Nullable Tally[] tallies;

  ScoreBoard(Replayed replayed, UsageSource usage, Origins origins) {
    this.replayed = replayed;
    this.origins = origins;
    this.tallies = new @Nullable Tally[usage.containers().size()];
  }

  /// Adds a container; each has a place of its own, so that several may be added at once.
  void add(UsageSeries series) {
    var tally = new Tally();
    int count = origins.count();
    var peakOverLimit = new double[count];
    var peakOverRequest = new double[count];
    var live = new boolean[count];
    Arrays.fill(peakOverLimit, Double.NaN);
    Arrays.fill(peakOverRequest, Double.NaN);
    for (int row = 0; row < series.size(); row++) {
      int window = origins.window(series.start(row));
      if (window >= 0 && window < count) {
        live[window] = true;
        var decision = replayed.decisions().get(replayed.at(), series.index(), window);
        cpu(series, row, decision, tally);
        memory(series, row, decision, tally, peakOverLimit, peakOverRequest, window);
      }
    }
    for (int window = 0; window < count; window++) {
      if (live[window]) {
        window(series.index(), window, live, peakOverLimit[window], peakOverRequest[window], tally);
      }
    }
    tallies[series.index()] = tally;
  }

  private static void cpu(UsageSeries series, int row, @Nullable Decision decision, Tally tally) {
    double used = series.value(Column.CPU, row);
    boolean said = decision != null && decision.isResize() && !Double.isNaN(decision.cpuRequest());
    double request =
        said
            ? Objects.requireNonNull(decision).cpuRequest()
            : series.value(Column.CPU_REQUEST, row);
    if (Double.isNaN(used) || Double.isNaN(request)) {
      return;
    }
    double hours = series.hours(row);
    tally.intervals++;
    tally.over += used > request ? 1 : 0;
    tally.coreHours += request * hours;
    tally.usedCoreHours += used * hours;
    tally.metCoreHours += Math.min(used, request) * hours;
    tally.deficit += Math.max(0, used - request) * hours;
    if (said && decision != null && !Double.isNaN(decision.cpuRisk())) {
      Tally.risk(tally.cpuRisk, decision.cpuRisk(), used > request);
    }
  }

  private static void memory(
      UsageSeries series,
      int row,
      @Nullable Decision decision,
      Tally tally,
      double[] overLimit,
      double[] overRequest,
      int window) {
    boolean said =
        decision != null && decision.isResize() && !Double.isNaN(decision.memoryRequest());
    double request =
        said
            ? Objects.requireNonNull(decision).memoryRequest()
            : series.value(Column.MEMORY_REQUEST, row);
    double limit =
        said && decision != null ? decision.memoryLimit() : series.value(Column.MEMORY_LIMIT, row);
    double mean = series.value(Column.MEMORY, row);
    if (!Double.isNaN(mean) && !Double.isNaN(request)) {
      double hours = series.hours(row) / GIB;
      tally.gibHours += request * hours;
      tally.metGibHours += Math.min(mean, request) * hours;
    }
    double peak = series.value(Column.MEMORY_PEAK, row);
    double cap = Double.isNaN(limit) ? request : limit;
    overLimit[window] = larger(overLimit[window], peak / cap);
    overRequest[window] = larger(overRequest[window], peak / request);
  }

  private void window(
      int container, int at, boolean[] live, double overLimit, double overRequest, Tally tally) {
    var decision = replayed.decisions().get(replayed.at(), container, at);
    tally.windows++;
    boolean covered = decision != null && decision.outcome() != Decision.Outcome.INSUFFICIENT_DATA;
    tally.covered += covered ? 1 : 0;
    if (!Double.isNaN(overLimit)) {
      tally.memoryWindows++;
      tally.overLimit += overLimit > 1 ? 1 : 0;
      tally.overRequest += overRequest > 1 ? 1 : 0;
      if (decision != null && decision.isResize() && !Double.isNaN(decision.memoryRisk())) {
        Tally.risk(tally.memoryRisk, decision.memoryRisk(), overLimit > 1);
      }
    }
    if (at > 0 && live[at - 1]) {
      changes(replayed.decisions().get(replayed.at(), container, at - 1), decision, tally);
    }
  }

  private static void changes(@Nullable Decision before, @Nullable Decision now, Tally tally) {
    if (before == null || now == null || !before.isResize() || !now.isResize()) {
      return;
    }
    tally.pairs++;
    tally.cpuChanges += big(before.cpuRequest(), now.cpuRequest()) ? 1 : 0;
    tally.memoryChanges += big(before.memoryRequest(), now.memoryRequest()) ? 1 : 0;
  }

  private static boolean big(double before, double now) {
    return Math.abs(now - before) / before > BIG_CHANGE;
  }

  private static double larger(double one, double other) {
    return Double.isNaN(one) || other > one ? other : one;
  }

  Score score() {
    var each =
        Arrays.stream(tallies).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
    var all = new Tally();
    each.forEach(all::add);
    double weeks = all.pairs * origins.step() / WEEK;
    return new Score(
        replayed.name(),
        slack(all),
        median(each, ScoreBoard::slack),
        all.over / all.intervals,
        median(each, t -> t.over / t.intervals),
        all.deficit / all.usedCoreHours,
        median(each, t -> t.deficit / t.usedCoreHours),
        memorySlack(all),
        median(each, ScoreBoard::memorySlack),
        all.overLimit / all.memoryWindows,
        median(each, t -> t.overLimit / t.memoryWindows),
        all.overRequest / all.memoryWindows,
        median(each, t -> t.overRequest / t.memoryWindows),
        all.coreHours,
        median(each, t -> t.coreHours),
        all.gibHours,
        median(each, t -> t.gibHours),
        all.cpuChanges / weeks,
        all.memoryChanges / weeks,
        all.covered / all.windows,
        bins(all.cpuRisk),
        bins(all.memoryRisk));
  }

  private static double slack(Tally tally) {
    return 1 - tally.metCoreHours / tally.coreHours;
  }

  private static double memorySlack(Tally tally) {
    return 1 - tally.metGibHours / tally.gibHours;
  }

  private static double median(List<Tally> tallies, ToDoubleFunction<Tally> figure) {
    var values = tallies.stream().mapToDouble(figure).filter(Double::isFinite).sorted().toArray();
    int middle = values.length / 2;
    if (values.length == 0) {
      return Double.NaN;
    }
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  private static List<Score.RiskBin> bins(double[][] risk) {
    var bins = new ArrayList<Score.RiskBin>();
    for (int i = 0; i < Tally.BINS; i++) {
      double count = risk[0][i];
      bins.add(
          new Score.RiskBin(
              (double) i / Tally.BINS,
              (i + 1.0) / Tally.BINS,
              (long) count,
              risk[1][i] / count,
              risk[2][i] / count));
    }
    return bins;
  }
}

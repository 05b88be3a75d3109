package dev.trimtab.rightsize.tuned;

import dev.trimtab.model.usage.Histogram;
import dev.trimtab.model.usage.UsageSeries;
import dev.trimtab.model.usage.UsageSeries.Column;
import dev.trimtab.rightsize.policy.Decision;
import dev.trimtab.rightsize.policy.Decision.Outcome;
import dev.trimtab.rightsize.policy.Decisions;
import dev.trimtab.rightsize.policy.Origins;
import dev.trimtab.rightsize.policy.Policy;
import dev.trimtab.rightsize.policy.UsageSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Trimtab's policy at its risk levels, over recorded usage.
///
/// It also decides at origins before the first one, with what was known then: what came of those
/// decisions is the record that the stated risks are made of.
public final class Tuned implements Policy {
  @Override
  public List<String> names() {
    return Level.ALL.stream().map(level -> "trimtab@" + level.name()).toList();
  }

  @Override
  public Decisions decide(UsageSource usage, Origins origins) {
    var windows = Windows.of(origins);
    var fleet = new Fleet(windows.span());
    usage.forEach(series -> fleet.see(past(series, windows)));
    var learned = fleet.learned();
    var decisions = new Decisions(Level.ALL.size(), usage.containers().size(), origins.count());
    for (int i = 0; i < Level.ALL.size(); i++) {
      decide(i, windows, learned, usage, decisions);
    }
    return decisions;
  }

  private static void decide(
      int level, Windows windows, Learned learned, UsageSource usage, Decisions decisions) {
    var replays = new @Nullable Replay[usage.containers().size()];
    var cpuRisk = new Calibration(windows.count());
    var outlook = new Outlook(Level.ALL.get(level), windows.span());
    usage.forEach(series -> {
      var replay = new Replay(past(series, windows), outlook, learned);
      replay.teach(cpuRisk);
      replays[series.index()] = replay;
    });
    var cpuStated = cpuRisk.stated();
    for (int c = 0; c < replays.length; c++) {
      var replay = replays[c];
      for (int w = windows.before(); replay != null && w < windows.count(); w++) {
        double cores = replay.cpu[w];
        double bytes = replay.memory[w];
        if (!Double.isNaN(cores) || !Double.isNaN(bytes)) {
          decisions.put(
              level,
              c,
              w - windows.before(),
              new Decision(
                  Outcome.RESIZE,
                  cores,
                  Double.NaN,
                  bytes,
                  bytes,
                  cpuStated.of(w, replay.cpuExpected[w]),
                  replay.memoryExpected[w],
                  ""));
        }
      }
    }
  }

  private static Past past(UsageSeries series, Windows windows) {
    var uses = new ArrayList<@Nullable WindowUse>();
    int row = 0;
    for (int w = 0; w < windows.count(); w++) {
      int from = row;
      while (row < series.size() && windows.of(series, row) <= w) {
        row++;
      }
      uses.add(from == row ? null : use(series, from, row));
    }
    return new Past(Past.key(series.container().toString()), uses);
  }

  private static WindowUse use(UsageSeries series, int from, int to) {
    var cpu = new Histogram();
    double hours = 0;
    double peak = Double.NaN;
    double limit = Double.NaN;
    boolean killed = false;
    for (int row = from; row < to; row++) {
      double cores = series.value(Column.CPU, row);
      if (!Double.isNaN(cores)) {
        cpu.add(cores);
        hours += series.hours(row);
      }
      double memory = series.value(Column.MEMORY_PEAK, row);
      peak = memory <= peak || Double.isNaN(memory) ? peak : memory;
      double inForce = series.value(Column.MEMORY_LIMIT, row);
      limit = Double.isNaN(inForce) ? limit : inForce;
      killed |= series.oomKills(row) > 0;
    }
    return new WindowUse(cpu, hours, peak, limit, killed);
  }
}

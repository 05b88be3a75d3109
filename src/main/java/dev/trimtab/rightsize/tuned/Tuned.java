package dev.trimtab.rightsize.tuned;

import dev.trimtab.rightsize.policy.Decision;
import dev.trimtab.rightsize.policy.Decision.Outcome;
import dev.trimtab.rightsize.policy.Decisions;
import dev.trimtab.rightsize.policy.Origins;
import dev.trimtab.rightsize.policy.Policy;
import dev.trimtab.rightsize.policy.UsageSource;
import java.util.List;

/// Trimtab's policy at its risk levels.
///
/// It also decides at origins before the first one, with what was known then: what came of those
/// decisions is the record that the stated risks are made of.
public final class Tuned implements Policy {
  private static final List<Level> LEVELS = List.of(Level.SAFE, Level.BALANCED, Level.LEAN);

  @Override
  public List<String> names() {
    return LEVELS.stream().map(level -> "trimtab@" + level.name()).toList();
  }

  @Override
  public Decisions decide(UsageSource usage, Origins origins) {
    var windows = Windows.of(origins);
    var fleet = new Fleet(usage, windows);
    var decisions = new Decisions(LEVELS.size(), usage.containers().size(), origins.count());
    for (int i = 0; i < LEVELS.size(); i++) {
      decide(i, windows, fleet, usage, decisions);
    }
    return decisions;
  }

  private static void decide(
      int level, Windows windows, Fleet fleet, UsageSource usage, Decisions decisions) {
    var cpu = new CpuSizes(LEVELS.get(level), windows, fleet, usage);
    var memory = new MemorySizes(LEVELS.get(level), windows, fleet);
    var cpuRisk = new Calibration();
    var memoryRisk = new Calibration();
    for (int w = 0; w < windows.count(); w++) {
      for (int c = 0; w >= windows.before() && c < cpu.request.length; c++) {
        if (!Double.isNaN(cpu.request[c][w]) || !Double.isNaN(memory.request[c][w])) {
          decisions.put(
              level, c, w - windows.before(), decision(c, w, cpu, memory, cpuRisk, memoryRisk));
        }
      }
      for (int c = 0; c < cpu.request.length; c++) {
        learn(cpuRisk, cpu.expected[c][w], cpu.came[c][w]);
        learn(memoryRisk, memory.expected[c][w], memory.came[c][w]);
      }
    }
  }

  private static void learn(Calibration risk, double expected, double came) {
    if (!Double.isNaN(expected) && !Double.isNaN(came)) {
      risk.learn(expected, came);
    }
  }

  private static Decision decision(
      int c, int w, CpuSizes cpu, MemorySizes memory, Calibration cpuRisk, Calibration memoryRisk) {
    double bytes = memory.request[c][w];
    return new Decision(
        Outcome.RESIZE,
        cpu.request[c][w],
        Double.NaN,
        bytes,
        bytes,
        stated(cpuRisk, cpu.request[c][w], cpu.expected[c][w]),
        stated(memoryRisk, bytes, memory.expected[c][w]),
        "");
  }

  private static double stated(Calibration risk, double request, double expected) {
    return Double.isNaN(request) || Double.isNaN(expected) ? Double.NaN : risk.of(expected);
  }
}

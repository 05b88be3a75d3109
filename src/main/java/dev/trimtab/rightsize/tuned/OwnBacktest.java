package dev.trimtab.rightsize.tuned;

import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.usage.ContainerHistory;
import java.util.HashMap;
import java.util.Map;

/// What a container's own days would have brought, had each policy been in force.
final class OwnBacktest {
  /// The first decision worth judging has seen two days, as the coverage that is promised.
  private static final int FIRST_JUDGED = 2;

  private OwnBacktest() {}

  /// Figures by name; empty where no day can be judged.
  static Map<String, Double> figures(
      ContainerHistory history, Past past, Replay replay, ProfilePeers peers) {
    var span = peers.span();
    var figures = new HashMap<String, Double>();
    var ours = new Tally();
    var today = new Tally();
    var vpa = new Tally();
    var krr = new Tally();
    int first = firstSeen(past, span) + FIRST_JUDGED;
    int judged = 0;
    for (int w = first; w < span.count() - 1; w++) {
      var use = past.at(w);
      if (use == null) {
        continue;
      }
      judged++;
      ours.add(use, replay.cpu[w], replay.memory[w], span);
      today.add(use, cores(history.current()), bytes(history.current()), span);
      vpa.add(use, peers.vpaCpu(past, w), peers.vpaMemory(past, w), span);
      krr.add(use, peers.krrCpu(past, w), peers.krrMemory(past, w), span);
    }
    if (judged > 0) {
      figures.put("backtest_days", judged * span.days());
      ours.put(figures, "ours");
      today.put(figures, "today");
      vpa.put(figures, "vpa");
      krr.put(figures, "krr");
    }
    return figures;
  }

  private static int firstSeen(Past past, Span span) {
    int first = 0;
    while (first < span.count() && past.at(first) == null) {
      first++;
    }
    return first;
  }

  /// Kubernetes takes a limit for the request where none is stated.
  private static double cores(Resources resources) {
    var request = resources.cpuRequest() == null ? resources.cpuLimit() : resources.cpuRequest();
    return request == null ? Double.NaN : request.cores();
  }

  /// The same of memory: a day on which it peaks above what is asked for is one over.
  private static double bytes(Resources resources) {
    var request =
        resources.memoryRequest() == null ? resources.memoryLimit() : resources.memoryRequest();
    return request == null ? Double.NaN : (double) request.bytes();
  }

  /// Sums of one policy.
  private static final class Tally {
    private static final double GIB = 1L << 30;
    private double coreHours;
    private double cpuHours;
    private double over;
    private double gibHours;
    private double memoryHours;
    private double daysOver;

    void add(WindowUse use, double cores, double bytes, Span span) {
      if (use.hasCpu() && !Double.isNaN(cores)) {
        coreHours += cores * use.hours();
        cpuHours += use.hours();
        over += use.above(cores) * use.hours();
      }
      if (!Double.isNaN(use.memoryPeak()) && !Double.isNaN(bytes)) {
        gibHours += bytes / GIB * use.hours();
        memoryHours += use.hours();
        daysOver += use.memoryPeak() > bytes ? span.days() : 0;
      }
    }

    void put(Map<String, Double> figures, String whose) {
      if (cpuHours > 0) {
        figures.put("backtest_" + whose + "_cpu_core_hours", coreHours);
        figures.put("backtest_" + whose + "_cpu_over_share", over / cpuHours);
      }
      if (memoryHours > 0) {
        figures.put("backtest_" + whose + "_memory_gib_hours", gibHours);
        figures.put("backtest_" + whose + "_memory_days_over", daysOver);
      }
    }
  }
}

package dev.trimtab.bench;

import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.model.usage.Histogram;
import dev.trimtab.model.usage.HourlyPeaks;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Invented daily profiles: levels over three magnitudes, a working day, and samples spread
/// log-normally around it, so that a day fills some sixty buckets.
final class HistoryLoad {
  private static final int SEED = 17;
  private static final int SAMPLES = 96;
  private static final double SPREAD = 0.4;

  private HistoryLoad() {}

  /// As many containers, each seen on every day.
  static List<ContainerHistory> fleet(int containers, LocalDate first, int days) {
    var random = new SplittableRandom(SEED);
    var fleet = new ArrayList<ContainerHistory>();
    for (int i = 0; i < containers; i++) {
      fleet.add(container(i, first, days, random));
    }
    return fleet;
  }

  private static ContainerHistory container(
      int number, LocalDate first, int days, SplittableRandom random) {
    double level = Math.exp(random.nextDouble(Math.log(0.002), Math.log(2)));
    double bytes = Math.exp(random.nextDouble(Math.log(20e6), Math.log(8e9)));
    var asked =
        new Resources(Cpu.ofCores(level * 2), null, Memory.bytes((long) (2 * bytes)), null, 0);
    var profiles = new ArrayList<DailyProfile>();
    for (int day = 0; day < days; day++) {
      profiles.add(day(first.plusDays(day), level, bytes, asked, random));
    }
    var workload = new WorkloadRef("bench", "namespace", "Deployment", "app-" + number);
    return new ContainerHistory(
        new ContainerRef(workload, "main"), Container.Role.APP, asked, 3, profiles, Map.of());
  }

  private static DailyProfile day(
      LocalDate day, double level, double bytes, Resources asked, SplittableRandom random) {
    var cpu = new Histogram();
    double sum = 0;
    double highest = 0;
    for (int sample = 0; sample < SAMPLES; sample++) {
      double hour = 1 + 0.4 * Math.sin(2 * Math.PI * sample / SAMPLES);
      double cores = level * hour * Math.exp(SPREAD * random.nextGaussian());
      cpu.add(cores);
      sum += cores;
      highest = Math.max(highest, cores);
    }
    double peak = bytes * Math.exp(0.05 * random.nextGaussian());
    return new DailyProfile(
        day,
        cpu,
        highest,
        sum / SAMPLES,
        peak,
        bytes,
        0,
        0,
        0,
        SAMPLES,
        24,
        1,
        HourlyPeaks.UNKNOWN,
        Double.NaN,
        highest,
        asked);
  }
}

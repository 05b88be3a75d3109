package dev.trimtab.app.plot;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.model.usage.Histogram;
import dev.trimtab.model.usage.HourlyPeaks;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A container that works by day, 0.05 to 0.4 cores and 200 to 330 MiB, up to the hour of
/// [Facts#NOW].
final class Seasons {
  static final Resources PROPOSED =
      new Resources(Cpu.millis(420), null, Memory.mebi(350), Memory.mebi(700), 0);

  private Seasons() {}

  static ContainerHistory history() {
    return history(Facts.HALF_CORE);
  }

  static ContainerHistory history(Resources current) {
    var today = LocalDate.ofInstant(Facts.NOW, ZoneOffset.UTC);
    var days = new ArrayList<DailyProfile>();
    for (int back = 20; back >= 0; back--) {
      var cpu = new float[24];
      var memory = new float[24];
      int hours = back == 0 ? 6 : 24;
      for (int hour = 0; hour < 24; hour++) {
        boolean known = hour < hours && back != 5;
        cpu[hour] = known ? (float) (hour >= 8 && hour < 18 ? 0.4 : 0.05) : Float.NaN;
        memory[hour] = known ? (200 + 5 * hour + back) * (float) (1 << 20) : Float.NaN;
      }
      if (back == 7) {
        cpu[3] = 0.9f; // a night's batch
      }
      days.add(day(today.minusDays(back), new HourlyPeaks(cpu, memory), 0.45, 0.2));
    }
    return history(current, days);
  }

  static ContainerHistory history(Resources current, List<DailyProfile> days) {
    return new ContainerHistory(
        new ContainerRef(Facts.WEB, "app"), Container.Role.APP, current, 2, days, Map.of());
  }

  static DailyProfile day(LocalDate day, HourlyPeaks hourly, double peak, double average) {
    return new DailyProfile(
        day,
        new Histogram(),
        peak,
        average,
        Double.NaN,
        128 << 20,
        Double.NaN,
        0,
        0,
        576,
        48,
        2,
        hourly,
        Double.NaN,
        peak,
        null);
  }
}

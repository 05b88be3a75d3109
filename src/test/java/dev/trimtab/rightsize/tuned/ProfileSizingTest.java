package dev.trimtab.rightsize.tuned;

import static dev.trimtab.fixtures.Histories.history;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trimtab.fixtures.Histories;
import dev.trimtab.fixtures.Histories.Day;
import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.model.usage.Histogram;
import dev.trimtab.model.usage.HourlyPeaks;
import dev.trimtab.rightsize.backtest.Backtest;
import dev.trimtab.rightsize.backtest.RecordedUsage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProfileSizingTest {
  private static final int DAYS = 14;
  private static final LocalDate LAST_DAY = Histories.FIRST_DAY.plusDays(DAYS - 1);

  private static ProfileSize size(
      ContainerHistory subject, Level level, ContainerHistory... others) {
    var sizing = new ProfileSizing(Histories.FIRST_DAY, LAST_DAY, Weights.ONE);
    var all = new ArrayList<>(List.of(others));
    all.add(subject);
    all.forEach(sizing::see);
    all.forEach(each -> sizing.judge(each, level));
    return sizing.size(subject, level);
  }

  private static double[] use(int container, long hour) {
    var random = new SplittableRandom(container * 100_003L + hour);
    double busy = hour % 24 < 8 ? 0.3 : 1;
    double cores = (0.05 + 0.1 * container) * busy * Math.exp(0.3 * random.nextGaussian());
    return new double[] {cores, (2 + container) * 1e8 * (1 + 0.2 * random.nextDouble())};
  }

  /// The days of a container of [#use], as they would be stored.
  private static ContainerHistory profiles(ContainerRef ref, int container) {
    var days = new ArrayList<DailyProfile>();
    for (int day = 0; day < DAYS; day++) {
      var cpu = new Histogram();
      double peak = 0;
      for (int hour = 0; hour < 24; hour++) {
        var use = use(container, day * 24L + hour);
        cpu.add(use[0]);
        peak = Math.max(peak, use[1]);
      }
      days.add(
          new DailyProfile(
              Histories.FIRST_DAY.plusDays(day),
              cpu,
              Double.NaN,
              Double.NaN,
              peak,
              peak,
              Double.NaN,
              0,
              0,
              24,
              24,
              1,
              HourlyPeaks.UNKNOWN,
              Double.NaN,
              Double.NaN,
              null));
    }
    return new ContainerHistory(ref, Container.Role.APP, Resources.NONE, 1, days, Map.of());
  }

  @Test
  void the_nightly_job_decides_what_the_backtest_decides() {
    var usage = new RecordedUsage(12, DAYS + 1, ProfileSizingTest::use);
    var sizing = new ProfileSizing(Histories.FIRST_DAY, LAST_DAY, Weights.ONE);
    var stored = new ArrayList<ContainerHistory>();
    for (int c = 0; c < 12; c++) {
      stored.add(profiles(usage.containers().get(c), c));
    }
    stored.forEach(sizing::see);
    for (var level : Level.ALL) {
      stored.forEach(each -> sizing.judge(each, level));
      var replayed =
          new Backtest(usage, usage.origins(DAYS))
              .replay(List.of("trimtab@" + level.name()))
              .getFirst();
      for (int c = 0; c < 12; c++) {
        var offline = Objects.requireNonNull(replayed.decisions().get(replayed.at(), c, 0));
        var nightly = sizing.size(stored.get(c), level);
        assertThat(nightly.cpuCores()).isEqualTo(offline.cpuRequest());
        assertThat(nightly.memoryBytes()).isEqualTo(offline.memoryRequest());
        assertThat(nightly.cpuRisk()).isCloseTo(offline.cpuRisk(), within(1e-12));
        assertThat(nightly.memoryRisk()).isEqualTo(offline.memoryRisk());
      }
    }
  }

  @Test
  void a_weekly_memory_peak_is_not_forgotten() {
    var weekly = history();
    for (int day = 0; day < DAYS; day++) {
      weekly.day(Day.of(0.1, day % 7 == 1 ? 900 : 300));
    }
    var size = size(weekly.build(), Level.BALANCED, calm(30));
    assertThat(size.memoryBytes()).isGreaterThanOrEqualTo(900.0 * (1 << 20));
  }

  /// Containers whose memory hardly moves.
  private static ContainerHistory[] calm(int count) {
    var calm = new ContainerHistory[count];
    for (int i = 0; i < count; i++) {
      calm[i] =
          history()
              .of(new WorkloadRef("c", "n", "Deployment", "calm" + i))
              .days(DAYS, 0.1, 300 + i)
              .build();
    }
    return calm;
  }

  @Test
  void a_kill_asks_for_more_than_was_seen() {
    var killed = history().days(DAYS - 1, 0.1, 500).day(Day.of(0.1, 500).oomKills(1)).build();
    assertThat(size(killed, Level.LEAN, calm(30)).memoryBytes())
        .isGreaterThanOrEqualTo(1.2 * 500 * (1 << 20));
  }

  @Test
  void less_risk_never_asks_for_less() {
    var subject = profiles(new ContainerRef(new WorkloadRef("c", "n", "Deployment", "w"), "m"), 3);
    double safe = size(subject, Level.SAFE, calm(30)).memoryBytes();
    double balanced = size(subject, Level.BALANCED, calm(30)).memoryBytes();
    double lean = size(subject, Level.LEAN, calm(30)).memoryBytes();
    assertThat(safe).isGreaterThanOrEqualTo(balanced);
    assertThat(balanced).isGreaterThanOrEqualTo(lean);
    assertThat(size(subject, Level.SAFE, calm(30)).cpuCores())
        .isGreaterThan(size(subject, Level.LEAN, calm(30)).cpuCores());
  }

  @Test
  void a_dearer_peak_asks_for_more() {
    var moving = history();
    for (int day = 0; day < DAYS; day++) {
      moving.day(Day.of(0.1, 300 + 40 * (day * 7 % 5)));
    }
    var subject = moving.build();
    var others = calm(30);
    var dear = new ProfileSizing(Histories.FIRST_DAY, LAST_DAY, new Weights(1, 1, 50, 1));
    var cheap = new ProfileSizing(Histories.FIRST_DAY, LAST_DAY, new Weights(1, 1, 0.02, 1));
    for (var sizing : List.of(dear, cheap)) {
      sizing.see(subject);
      List.of(others).forEach(sizing::see);
    }
    assertThat(dear.size(subject, Level.BALANCED).memoryBytes())
        .isGreaterThan(cheap.size(subject, Level.BALANCED).memoryBytes());
  }

  @Test
  void its_own_backtest_stands_beside_that_of_today_and_of_the_peers() {
    var figures = size(history().days(DAYS, 0.1, 300).build(), Level.BALANCED, calm(30)).figures();
    assertThat(figures).containsEntry("backtest_days", 12.0);
    // two pods, 24 hours, 12 days, half a core and 512Mi of request
    assertThat(figures.get("backtest_today_cpu_core_hours")).isCloseTo(12 * 48 * 0.5, within(1e-9));
    assertThat(figures.get("backtest_today_memory_gib_hours"))
        .isCloseTo(12 * 48 * 0.5, within(1e-9));
    assertThat(figures.get("backtest_today_cpu_over_share")).isZero();
    assertThat(figures.get("backtest_krr_memory_gib_hours"))
        .isCloseTo(12 * 48 * 345 / 1024.0, within(1e-9));
    assertThat(figures.get("backtest_ours_cpu_core_hours"))
        .isLessThan(figures.get("backtest_today_cpu_core_hours"));
  }

  @Test
  void what_was_never_seen_is_not_sized() {
    var size = size(history().build(), Level.BALANCED, calm(3));
    assertThat(size.cpuCores()).isNaN();
    assertThat(size.memoryBytes()).isNaN();
    assertThat(size.figures()).isEmpty();
  }

  @Test
  void memory_that_no_machine_has_counts_as_unknown() {
    var size =
        size(history().days(DAYS, 0.1, 300).day(Day.of(0.1, 1e20)).build(), Level.SAFE, calm(30));
    assertThat(size.memoryBytes()).isLessThan(600.0 * (1 << 20));
  }

  @Test
  void a_kill_that_left_no_sample_does_not_make_memory_unknown() {
    var killed =
        history()
            .days(DAYS - 2, 0.1, 500)
            .day(Day.of(0.1, Double.NaN).oomKills(1))
            .day(Day.of(0.1, 500))
            .build();
    assertThat(size(killed, Level.LEAN, calm(30)).memoryBytes())
        .isGreaterThanOrEqualTo(500.0 * (1 << 20));
  }
}

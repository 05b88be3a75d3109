package dev.trimtab.rightsize;

import static dev.trimtab.fixtures.Histories.FIRST_DAY;
import static dev.trimtab.fixtures.Histories.history;
import static dev.trimtab.rightsize.Sizes.SETTINGS;
import static dev.trimtab.rightsize.Sizes.TODAY;
import static dev.trimtab.rightsize.Sizes.notes;
import static dev.trimtab.rightsize.Sizes.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.Histories;
import dev.trimtab.fixtures.Histories.Day;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.model.usage.Gauge;
import dev.trimtab.model.usage.Histogram;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.wish.Treatments;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What a history tells beyond a percentile.
class UsageRulesTest {
  private static final double MEBI = 1 << 20;

  private static Finding advise(Histories history) {
    return Sizes.advise(SETTINGS, history.build()).orElseThrow();
  }

  private static Finding.Resize resize(Histories history) {
    return (Finding.Resize) advise(history);
  }

  private static long cpu(Finding.Resize resize) {
    return Objects.requireNonNull(resize.proposed().cpuRequest()).millis();
  }

  /// As a policy might measure that forgets quickly.
  private static Finding forgetful(Histories history, double cores) {
    var measured =
        new Measured(
            cores, 440 * MEBI, Double.NaN, Double.NaN, "lately", "lately", Map.of(), List.of());
    return new Rightsizer(SETTINGS)
        .advise(SizingCase.of(history.build(), TODAY), measured)
        .orElseThrow();
  }

  @Test
  void a_start_is_let_through_by_the_limit_and_not_asked_for() {
    var starting = history();
    for (int i = 0; i < 7; i++) {
      starting.day(Day.of(0.1, 440).start(2));
    }
    var resize = resize(starting);
    assertThat(cpu(resize)).isBetween(114L, 118L);
    // twice the request would be 230m
    assertThat(resize.proposed().cpuLimit()).isEqualTo(Cpu.millis(2000));
    assertThat(notes(resize)).anyMatch(note -> note.startsWith("At start-up it uses up to 2000m"));
    assertThat(resize.evidence().figures())
        .containsEntry("cpu_start_cores", 2.0)
        .containsEntry("cpu_steady_cores", 0.1);
  }

  @Test
  void a_limit_lets_moments_through_that_averages_hide() {
    var bursting = history();
    for (int i = 0; i < 7; i++) {
      bursting.day(Day.of(0.1, 440).peak(i == 3 ? 0.7 : 0.3));
    }
    var resize = resize(bursting);
    assertThat(cpu(resize)).isBetween(114L, 118L);
    // twice the request would be 230m
    assertThat(resize.proposed().cpuLimit()).isEqualTo(Cpu.millis(700));
    assertThat(notes(resize)).anyMatch(note -> note.startsWith("For moments it used up to 700m"));
    var above = resize(history().days(6, 0.1, 440).day(Day.of(0.1, 440).peak(1.7)));
    assertThat(above.proposed().cpuLimit()).isEqualTo(Cpu.millis(1000));
    var unlimited = resize(bursting.asking(500, null, 512, 1024));
    assertThat(unlimited.proposed().cpuLimit()).isNull();
    assertThat(notes(unlimited)).noneMatch(note -> note.startsWith("For moments"));
  }

  @Test
  void many_starts_do_not_raise_the_request_over_steady_use() {
    var often = history().days(7, 0.1, 440).build();
    var days = often.days().stream().map(UsageRulesTest::restarting).toList();
    var history =
        new ContainerHistory(
            often.ref(), often.role(), often.current(), often.replicas(), days, Map.of());
    var resize = (Finding.Resize) Sizes.advise(SETTINGS, history).orElseThrow();
    assertThat(cpu(resize)).isBetween(115L, 116L);
    assertThat(resize.reason()).contains("start-ups apart");
  }

  /// A tenth of its intervals is a start at two cores.
  private static DailyProfile restarting(DailyProfile day) {
    var cpu = new Histogram();
    cpu.addAll(day.cpu());
    for (int i = 0; i < 60; i++) {
      cpu.add(2);
    }
    return new DailyProfile(
        day.day(),
        cpu,
        2,
        day.cpuAverage(),
        day.memoryPeak(),
        day.memoryAverage(),
        day.throttled(),
        0,
        0,
        day.samples(),
        day.hours(),
        day.pods(),
        day.hourly(),
        2,
        day.cpuSteady(),
        null);
  }

  @Test
  void a_weekend_does_not_lower_what_weekdays_need() {
    var week = history().days(5, 0.4, 440).days(2, 0.05, 440);
    var finding = (Finding.Resize) forgetful(week, 0.06);
    assertThat(cpu(finding)).isBetween(396L, 405L);
    assertThat(finding.reason()).contains("the last days were a weekend, and weekdays need");
    assertThat(notes(finding))
        .anyMatch(note -> note.matches(".*up to 40.m on weekdays, up to 5.m at weekends.*"));
    var afterMonday = history().days(5, 0.4, 440).days(2, 0.05, 440).days(1, 0.1, 440);
    assertThat(cpu((Finding.Resize) forgetful(afterMonday, 0.06))).isEqualTo(60);
    var flat = history().days(7, 0.05, 440);
    assertThat(cpu((Finding.Resize) forgetful(flat, 0.06))).isEqualTo(60);
  }

  @Test
  void nothing_is_lowered_before_a_weekday_was_seen() {
    var saturday = FIRST_DAY.plusDays(5);
    var keep = (Finding.Keep) advise(history().from(saturday).days(2, 0.05, 440));
    assertThat(keep.reason()).startsWith("CPU request stays at 500m: no weekday was seen yet");
    assertThat(notes(resize(history().days(3, 0.05, 440)))).contains("No weekend was seen yet.");
    assertThat(notes(resize(history().days(7, 0.05, 440)))).isEmpty();
  }

  @Test
  void business_hours_are_told_with_both_peaks() {
    var office = history();
    for (int i = 0; i < 7; i++) {
      office.day(Day.of(0.05, 100).busy(0.43));
    }
    assertThat(notes(advise(office)))
        .contains(
            "It has a daily cycle: up to 430m from 09:00 to 17:00 UTC, up to 50m in the other hours.");
  }

  private static Histories java(double peakMebi, double heapUsedMebi) {
    return history()
        .asking(500, 1000, 4096, 4096)
        .days(7, 0.43, peakMebi)
        .gauge(Gauge.JVM_HEAP_USED, heapUsedMebi * MEBI)
        .gauge(Gauge.JVM_HEAP_MAX, 2048 * MEBI)
        .gauge(Gauge.JVM_NONHEAP_USED, 150 * MEBI);
  }

  @Test
  void a_heap_that_has_grown_to_its_maximum_is_no_demand() {
    var resize = resize(java(2300, 300));
    // 300 x 1.3 of heap, 150 beside it, 2300 - 2048 - 150 of the rest; a tenth on top of 642
    assertThat(notes(resize))
        .anyMatch(
            note -> note.contains("memory limit 707Mi with -XX:MaxRAMPercentage=55 (or -Xmx390m)"));
    assertThat(resize.evidence().figures())
        .containsEntry("jvm_heap_used_bytes", 300 * MEBI)
        .containsEntry("jvm_memory_need_bytes", 707 * MEBI);
    // what is proposed is safe with the heap as it is
    assertThat(resize.proposed().memoryRequest()).isEqualTo(Memory.mebi(2645));
  }

  @Test
  void a_limit_is_never_below_a_full_heap_and_what_stands_beside_it() {
    var resize = resize(java(1000, 700));
    assertThat(resize.proposed().memoryRequest()).isEqualTo(Memory.mebi(1150));
    // (2048 + 150) x 1.1 = 2417.8
    assertThat(resize.proposed().memoryLimit()).isEqualTo(Memory.mebi(2418));
    assertThat(notes(resize(java(2300, 1800))))
        .anyMatch(note -> note.contains("a memory limit stays at 2418Mi or more"));
  }

  @Test
  void a_limit_in_force_below_a_full_heap_is_raised_alone() {
    var tight =
        history()
            .asking(500, 1000, 512, 1024)
            .days(7, 0.43, 445)
            .gauge(Gauge.JVM_HEAP_USED, 900 * MEBI)
            .gauge(Gauge.JVM_HEAP_MAX, 1000 * MEBI);
    var resize = resize(tight);
    assertThat(resize.proposed().memoryRequest()).isEqualTo(Memory.mebi(512));
    assertThat(resize.proposed().memoryLimit()).isEqualTo(Memory.mebi(1100));
    assertThat(resize.reason()).contains("; memory limit from 1024Mi to 1100Mi");
  }

  @Test
  void what_looks_like_java_and_has_no_metrics_says_so() {
    assertThat(notes(resize(history().named("kafka").days(7, 0.1, 440))))
        .anyMatch(note -> note.contains("no JVM metrics are seen"));
    assertThat(notes(resize(history().named("javascript").days(7, 0.1, 440)))).isEmpty();
  }

  private static Histories gpu() {
    return history()
        .asking(
            new Resources(
                Cpu.millis(500), Cpu.millis(1000), Memory.mebi(512), Memory.mebi(1024), 2))
        .days(7, 0.1, 440);
  }

  @Test
  void gpus_that_are_not_used_are_told() {
    assertThat(notes(resize(gpu().gauge(Gauge.GPU_UTILISATION, 0.02))))
        .anyMatch(note -> note.contains("2 GPUs on each of 2 replicas and was never more than 2%"));
    assertThat(notes(resize(gpu().gauge(Gauge.GPU_UTILISATION, 0.6)))).isEmpty();
    assertThat(notes(resize(gpu()))).anyMatch(note -> note.contains("no GPU metrics are seen"));
  }

  @Test
  void a_cron_job_counts_in_runs() {
    var nightly = history().of(new WorkloadRef("prod", "shop", "CronJob", "report")).replicas(1);
    nightly.day(Day.of(0.1, 100).hours(0.1, 1)).day(Day.of(0.1, 300).hours(0.1, 1));
    nightly.day(Day.of(0.1, 100).hours(0.1, 1));
    var resize = resize(nightly);
    assertThat(notes(resize)).anyMatch(note -> note.contains("3 days had a run"));
    assertThat(resize.proposed().memoryRequest()).isEqualTo(Memory.mebi(345));
    var once = history().of(new WorkloadRef("prod", "shop", "CronJob", "report")).replicas(1);
    once.day(Day.of(0.1, 100).hours(0.1, 1));
    assertThat(advise(once).reason()).startsWith("Only 24 h of runs seen, 2 days needed");
  }

  private static ContainerHistory gone(String name) {
    return history().named(name).replicas(0).days(7, 0.1, 700).build();
  }

  private static final ContainerHistory COME =
      history().from(FIRST_DAY.plusDays(7)).days(1, 0.1, 100).build();

  @Test
  void a_renamed_container_takes_its_history_along() {
    var resize =
        only(
            Finding.Resize.class,
            Sizes.advise(Facts.inventory(), Treatments.DEFAULT, COME, gone("server")));
    assertThat(resize.evidence().figures()).containsEntry("days", 8.0);
    assertThat(resize.proposed().memoryRequest()).isEqualTo(Memory.mebi(805));
    assertThat(notes(resize)).anyMatch(note -> note.startsWith("It was called server before"));
  }

  @Test
  void a_container_is_not_taken_for_another_where_it_may_be_one_of_two() {
    assertThat(
            Sizes.advise(
                Facts.inventory(), Treatments.DEFAULT, COME, gone("server"), gone("other")))
        .singleElement()
        .isInstanceOf(Finding.InsufficientData.class);
    var beside = history().named("side").days(8, 0.1, 100).build();
    assertThat(Renamed.adopt(List.of(beside, gone("server"))))
        .allMatch(named -> named.formerName().isEmpty());
  }

  @Test
  void a_job_has_no_steady_state_beside_its_start() {
    var nightly = history().of(new WorkloadRef("prod", "shop", "CronJob", "web")).build();
    var days = new ArrayList<DailyProfile>();
    for (var day : history().days(7, 0.1, 440).build().days()) {
      days.add(restarting(day));
    }
    var run =
        new ContainerHistory(nightly.ref(), nightly.role(), nightly.current(), 1, days, Map.of());
    var resize = (Finding.Resize) Sizes.advise(SETTINGS, run).orElseThrow();
    assertThat(cpu(resize)).isGreaterThan(2000);
  }

  @Test
  void a_limit_that_stands_for_the_request_is_not_lowered_after_a_kill() {
    var killed = history().asking(null, 500, null, 1024).day(Day.of(0.43, 300).oomKills(1));
    assertThat(((Finding.Keep) advise(killed.days(6, 0.43, 300))).reason())
        .isEqualTo("Memory request stays at 1024Mi: killed for memory, so not lowered.");
  }
}

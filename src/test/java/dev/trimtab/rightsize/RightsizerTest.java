package dev.trimtab.rightsize;

import static dev.trimtab.fixtures.Histories.history;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.Histories;
import dev.trimtab.fixtures.Histories.Day;
import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.rightsize.RightsizeSettings.LimitRule;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.time.Duration;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RightsizerTest {
  private static final RightsizeSettings SETTINGS = Sizes.SETTINGS;

  private static Finding advise(Histories history) {
    return advise(SETTINGS, history);
  }

  private static Finding advise(RightsizeSettings settings, Histories history) {
    return Sizes.advise(settings, history.build()).orElseThrow();
  }

  private static Finding.Resize resize(Histories history) {
    return (Finding.Resize) advise(history);
  }

  private static Cpu cpu(Finding.Resize resize) {
    return Objects.requireNonNull(resize.proposed().cpuRequest());
  }

  private static Memory memory(Finding.Resize resize) {
    return Objects.requireNonNull(resize.proposed().memoryRequest());
  }

  @Test
  void asks_for_the_percentile_and_the_peak_with_a_margin() {
    var resize = resize(history().days(13, 0.1, 100).day(Day.of(0.1, 200)));
    // the histogram is exact to 1%; 200 Mi x 1.15 = 230 Mi, up to a whole one
    assertThat(cpu(resize).cores()).isBetween(0.115 * 0.99, 0.115 * 1.01 + 0.001);
    assertThat(memory(resize).bytes()).isBetween(230L << 20, 231L << 20);
    assertThat(memory(resize).bytes() % (1 << 20)).isZero();
    assertThat(resize.reason())
        .startsWith("Uses at most 100m of 500m CPU and 200Mi of 512Mi memory over 14 days; ")
        .contains("; CPU request from 500m to ")
        .contains("the P95 of 14 days is", "plus 15%; memory request from 512Mi to 230Mi")
        .endsWith(".");
  }

  @Test
  void raises_requests_that_are_too_low() {
    var resize = resize(history().days(7, 0.9, 900));
    assertThat(cpu(resize)).isGreaterThan(Cpu.millis(1000));
    assertThat(memory(resize)).isGreaterThan(Memory.mebi(1024));
    assertThat(resize.proposed().cpuLimit()).isEqualTo(Cpu.millis(cpu(resize).millis() * 2));
    assertThat(resize.reason())
        .startsWith("Uses at most 900m CPU (500m requested) and 900Mi memory (512Mi requested)");
  }

  @Test
  void a_memory_peak_is_not_forgotten_however_old() {
    assertThat(memory(resize(history().day(Day.of(0.1, 900)).days(20, 0.1, 100))))
        .isGreaterThan(Memory.mebi(1000));
  }

  @Test
  void keeps_requests_that_fit() {
    var keep = advise(history().days(7, 0.43, 440));
    assertThat(keep).isInstanceOf(Finding.Keep.class);
    assertThat(keep.reason()).isEqualTo("Its requests are within 10% of what it needs.");
  }

  @Test
  void a_small_change_of_one_resource_stays_when_the_other_changes() {
    var resize = resize(history().days(7, 0.43, 100));
    assertThat(cpu(resize)).isEqualTo(Cpu.millis(500));
    assertThat(resize.proposed().cpuLimit()).isEqualTo(Cpu.millis(1000));
    assertThat(resize.reason())
        .startsWith("Uses at most 100Mi of 512Mi memory over 7 days; memory request")
        .doesNotContain("CPU");
  }

  @Test
  void gives_requests_to_a_container_without() {
    var resize = resize(history().asking(Resources.NONE).days(7, 0.1, 100));
    assertThat(cpu(resize)).isGreaterThanOrEqualTo(Cpu.millis(113));
    assertThat(resize.proposed().cpuLimit()).isNull();
    assertThat(resize.proposed().memoryLimit()).isNull();
    assertThat(resize.reason())
        .startsWith("Uses at most 100m CPU (none requested) and 100Mi memory (none requested)")
        .contains("from none to");
  }

  @Test
  void keeps_request_when_samples_are_few() {
    var finding = (Finding.InsufficientData) advise(history().days(1, 0.1, 100));
    assertThat(finding.seen()).isEqualTo(Duration.ofHours(24));
    assertThat(finding.needed()).isEqualTo(Duration.ofDays(2));
    assertThat(finding.reason())
        .isEqualTo("Only 24 h of usage seen, 2 days needed: enough on 2026-11-24, if it goes on.");
  }

  @Test
  void no_history_is_insufficient_even_where_none_is_asked_for() {
    var zero =
        new RightsizeSettings(
            0.15,
            0.15,
            Cpu.millis(25),
            Memory.mebi(64),
            Duration.ZERO,
            0.1,
            LimitRule.NONE,
            LimitRule.NONE);
    assertThat(advise(zero, history())).isInstanceOf(Finding.InsufficientData.class);
  }

  @Test
  void many_pods_after_one_another_are_a_whole_day() {
    var rollouts = history();
    for (int i = 0; i < 2; i++) {
      rollouts.day(Day.of(0.1, 100).hours(48, 30));
    }
    assertThat(advise(rollouts)).isInstanceOf(Finding.Resize.class);
    var fleet = history().replicas(10);
    for (int i = 0; i < 2; i++) {
      fleet.day(Day.of(0.1, 100).hours(10, 10));
    }
    assertThat(((Finding.InsufficientData) advise(fleet)).seen()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void a_cron_job_has_seen_a_day_by_running_on_it() {
    var nightly = history().of(new WorkloadRef("prod", "shop", "CronJob", "report")).replicas(1);
    for (int i = 0; i < 2; i++) {
      nightly.day(Day.of(0.1, 100).hours(0.1, 1));
    }
    assertThat(advise(nightly)).isInstanceOf(Finding.Resize.class);
  }

  @Test
  void vanished_and_init_containers_are_left_alone() {
    assertThat(Sizes.advise(SETTINGS, history().replicas(0).days(7, 1, 1).build())).isEmpty();
    assertThat(Sizes.advise(SETTINGS, history().as(Container.Role.INIT).days(7, 1, 1).build()))
        .isEmpty();
    assertThat(resize(history().as(Container.Role.SIDECAR).days(7, 0.1, 100)).role())
        .isEqualTo(Container.Role.SIDECAR);
  }

  @Test
  void a_recent_kill_raises_memory_over_its_limit() {
    var resize = resize(history().days(6, 0.43, 300).day(Day.of(0.43, 300).oomKills(3)));
    assertThat(memory(resize)).isEqualTo(Memory.mebi(1229)); // 1024 x 1.2, rounded up
    assertThat(resize.reason()).contains("killed 3 times for memory, so 1.2 times its limit");
    assertThat(resize.evidence().notes()).anyMatch(note -> note.contains("killed 3 times"));
  }

  @Test
  void a_kill_without_a_limit_counts_from_the_peak() {
    var resize =
        resize(
            history()
                .asking(500, null, 100, null)
                .days(6, 0.43, 1000)
                .day(Day.of(0.43, 300).oomKills(1)));
    assertThat(memory(resize)).isEqualTo(Memory.mebi(1200));
  }

  @Test
  void an_old_kill_under_a_lower_limit_is_not_answered_every_night() {
    var outlived =
        history().day(Day.of(0.43, 300).oomKills(1)).days(6, 0.43, 300); // limit 1024 now
    var keep = (Finding.Keep) advise(outlived);
    assertThat(keep.evidence().notes())
        .anyMatch(note -> note.contains("before its limit was 1024Mi: the request is not lowered"));
    var still = history().day(Day.of(0.43, 1000).oomKills(1)).days(6, 0.43, 300);
    assertThat(memory(resize(still))).isEqualTo(Memory.mebi(1229));
  }

  @Test
  void throttling_raises_cpu_and_never_lowers_it() {
    var throttled = history().asking(100, 200, 512, 1024);
    var free = history().asking(100, 200, 512, 1024).days(7, 0.18, 440);
    for (int i = 0; i < 7; i++) {
      throttled.day(Day.of(0.18, 440).throttled(0.5));
    }
    assertThat(cpu(resize(throttled)).cores())
        .isBetween(cpu(resize(free)).cores() * 1.5 - 1e-9, cpu(resize(free)).cores() * 1.5 + 0.002);
    assertThat(resize(throttled).reason()).contains("50% for being throttled");
    assertThat(resize(throttled).evidence().notes())
        .anyMatch(note -> note.contains("limit of 200m hides"));
    var idle = history();
    for (int i = 0; i < 7; i++) {
      idle.day(Day.of(0.1, 440).throttled(0.9));
    }
    assertThat(advise(idle)).isInstanceOf(Finding.Keep.class);
  }

  @Test
  void one_throttled_day_is_only_noted() {
    var resize = resize(history().days(6, 0.1, 440).day(Day.of(0.1, 440).throttled(0.9)));
    assertThat(cpu(resize)).isLessThan(Cpu.millis(120));
    assertThat(resize.evidence().notes())
        .containsExactly("Its CPU was throttled in up to 90% of periods on 1 of 7 days.");
  }

  @Test
  void advises_no_less_than_the_floor_and_does_not_raise_to_it() {
    var idle = resize(history().days(7, 0, 0));
    assertThat(cpu(idle)).isEqualTo(Cpu.millis(25));
    assertThat(memory(idle)).isEqualTo(Memory.mebi(64));
    assertThat(idle.reason()).contains("less than 25m is not advised");
    assertThat(advise(history().asking(10, null, 32, null).days(7, 0.001, 10)))
        .isInstanceOf(Finding.Keep.class);
  }

  @Test
  void limits_follow_their_rule() {
    var history = history().days(7, 0.1, 100);
    var kept = resize(history).proposed();
    assertThat(kept.memoryLimit()).isEqualTo(Memory.mebi(230));
    var none =
        ((Finding.Resize)
                advise(Sizes.settings(LimitRule.NONE, LimitRule.SAME_AS_REQUEST), history))
            .proposed();
    assertThat(none.cpuLimit()).isNull();
    assertThat(none.memoryLimit()).isEqualTo(none.memoryRequest());
  }

  @Test
  void a_limit_without_a_request_stays_unless_it_is_below() {
    var resize = resize(history().asking(null, 50, null, 512).days(7, 0.1, 100));
    assertThat(resize.proposed().cpuLimit()).isEqualTo(cpu(resize));
    assertThat(resize.proposed().memoryLimit()).isEqualTo(Memory.mebi(512));
  }

  @Test
  void unknown_usage_leaves_that_resource_alone() {
    var noMemory = resize(history().days(7, 0.1, Double.NaN));
    assertThat(memory(noMemory)).isEqualTo(Memory.mebi(512));
    assertThat(noMemory.proposed().memoryLimit()).isEqualTo(Memory.mebi(1024));
    assertThat(noMemory.evidence().notes()).anyMatch(note -> note.contains("No memory usage"));
    var noCpu = resize(history().days(7, Double.NaN, 100));
    assertThat(cpu(noCpu)).isEqualTo(Cpu.millis(500));
    assertThat(advise(history().days(7, Double.NaN, Double.NaN)))
        .isInstanceOf(Finding.InsufficientData.class);
  }

  @Test
  void memory_that_no_machine_has_is_left_out_and_said() {
    var resize =
        resize(
            history()
                .days(6, 0.1, 100)
                .day(Day.of(0.1, 1e30))
                .day(Day.of(0.1, -5))
                .day(Day.of(0.1, Double.POSITIVE_INFINITY)));
    assertThat(memory(resize)).isEqualTo(Memory.mebi(115));
    assertThat(resize.evidence().notes()).anyMatch(note -> note.startsWith("3 days report"));
  }

  @Provide
  static Arbitrary<Double> anything() {
    return Arbitraries.of(
        Double.NaN,
        0.0,
        -1.0,
        1e-9,
        0.001,
        0.5,
        3.0,
        96.0,
        1e6,
        1e300,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY);
  }

  @Provide
  static Arbitrary<Resources> resources() {
    var cpu = Arbitraries.of(0L, 1L, 100L, 4000L, Long.MAX_VALUE).map(Cpu::millis).injectNull(0.3);
    var memory =
        Arbitraries.of(0L, 1L, 1L << 20, 1L << 33, Long.MAX_VALUE)
            .map(Memory::bytes)
            .injectNull(0.3);
    return net.jqwik.api.Combinators.combine(cpu, cpu, memory, memory)
        .as((a, b, c, d) -> new Resources(a, b, c, d, 0));
  }

  @Property
  void bad_numbers_give_a_finding_and_limits_never_below_requests(
      @ForAll("anything") double cores,
      @ForAll("anything") double mebi,
      @ForAll("anything") double throttled,
      @ForAll("resources") Resources current,
      @ForAll LimitRule cpu,
      @ForAll LimitRule memory) {
    var history = history().asking(current).days(3, 0.2, 200);
    history.day(Day.of(cores, mebi).throttled(throttled).oomKills(1));
    history.day(Day.of(cores, mebi).throttled(throttled));
    var finding = advise(Sizes.settings(cpu, memory), history);
    assertThat(finding.reason()).doesNotContain("NaN", "Infinity");
    if (finding instanceof Finding.Resize resize) {
      var proposed = resize.proposed();
      if (proposed.cpuRequest() != null && proposed.cpuLimit() != null) {
        assertThat(proposed.cpuLimit()).isGreaterThanOrEqualTo(proposed.cpuRequest());
      }
      if (proposed.memoryRequest() != null && proposed.memoryLimit() != null) {
        assertThat(proposed.memoryLimit()).isGreaterThanOrEqualTo(proposed.memoryRequest());
      }
      assertThat(resize.evidence().figures().values()).allMatch(Double::isFinite);
    }
  }

  @Test
  void the_evidence_covers_the_days_looked_at() {
    var evidence = resize(history().days(7, 0.1, 100)).evidence();
    assertThat(evidence.history().length()).isEqualTo(Duration.ofDays(7));
    assertThat(evidence.samples()).isEqualTo(7 * 576);
    assertThat(evidence.figures()).containsEntry("memory_peak_bytes", 100.0 * (1 << 20));
    assertThat(Facts.WEB).isEqualTo(resize(history().days(7, 0.1, 100)).workload());
  }
}

package dev.trimtab.rightsize;

import static dev.trimtab.fixtures.Histories.FIRST_DAY;
import static dev.trimtab.fixtures.Histories.history;
import static dev.trimtab.fixtures.Workloads.workload;
import static dev.trimtab.rightsize.Sizes.SETTINGS;
import static dev.trimtab.rightsize.Sizes.cluster;
import static dev.trimtab.rightsize.Sizes.notes;
import static dev.trimtab.rightsize.Sizes.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Histories;
import dev.trimtab.fixtures.Histories.Day;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.Gauge;
import dev.trimtab.rightsize.wish.Treatments;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Input that nobody should send, and somebody will.
class BadInputTest {
  private static Finding advise(Histories history) {
    return advise(history.build());
  }

  private static Finding advise(ContainerHistory history) {
    return Sizes.advise(SETTINGS, history).orElseThrow();
  }

  private static Cpu cpu(Finding finding) {
    return Objects.requireNonNull(((Finding.Resize) finding).proposed().cpuRequest());
  }

  @Test
  void one_sample_is_too_little() {
    var finding = advise(history().day(Day.of(0.1, 100).hours(1 / 12.0, 1)));
    assertThat(finding.reason()).startsWith("Only 0 h of usage seen, 2 days needed: enough on");
    assertThat(advise(history())).isInstanceOf(Finding.InsufficientData.class);
  }

  @Test
  void all_zeros_end_at_the_floors() {
    var finding = (Finding.Resize) advise(history().days(7, 0, 0));
    assertThat(finding.proposed().cpuRequest()).isEqualTo(SETTINGS.cpuFloor());
    assertThat(finding.proposed().memoryRequest()).isEqualTo(SETTINGS.memoryFloor());
  }

  @Test
  void a_constant_is_sized_like_any_other() {
    assertThat(cpu(advise(history().days(7, 0.2, 100))).millis()).isBetween(228L, 233L);
  }

  @Test
  void nan_and_negative_values_are_no_usage() {
    var holes = history().days(4, 0.2, 100);
    holes.day(Day.of(Double.NaN, Double.NaN).throttled(-3)).day(Day.of(-1, -1).start(-5));
    holes
        .gauge(Gauge.JVM_HEAP_USED, Double.NaN)
        .gauge(Gauge.JVM_HEAP_MAX, -1)
        .gauge(Gauge.GPU_UTILISATION, Double.NaN);
    var finding = (Finding.Resize) advise(holes);
    assertThat(cpu(finding).millis()).isBetween(228L, 233L);
    assertThat(finding.proposed().memoryRequest()).isEqualTo(Memory.mebi(115));
    assertThat(finding.reason()).doesNotContain("NaN");
    assertThat(finding.evidence().figures().values()).allMatch(Double::isFinite);
  }

  @Test
  void a_gap_of_a_year_is_told_and_what_is_older_counts() {
    var finding = (Finding.Resize) advise(history().days(3, 0.2, 300).gap(365).days(3, 0.1, 100));
    assertThat(notes(finding))
        .anyMatch(note -> note.startsWith("Nothing was seen of it for 365 days before"));
    assertThat(finding.proposed().memoryRequest()).isEqualTo(Memory.mebi(345));
    assertThat(finding.evidence().history().length()).isEqualTo(Duration.ofDays(371));
  }

  @Test
  void a_clock_that_steps_back_changes_nothing() {
    var straight = history().days(3, 0.1, 100).days(4, 0.2, 200).build();
    var days = new ArrayList<>(straight.days());
    Collections.swap(days, 2, 5);
    days.add(straight.days().getFirst());
    var stepped =
        new ContainerHistory(
            straight.ref(), straight.role(), straight.current(), 2, days, Map.of());
    var finding = (Finding.Resize) advise(stepped);
    assertThat(finding.proposed().memoryRequest()).isEqualTo(Memory.mebi(230));
    assertThat(finding.evidence().history().length()).isEqualTo(Duration.ofDays(7));
  }

  @Test
  void usage_above_the_size_of_any_node_is_capped_where_nodes_are_known() {
    var huge = history().days(7, 500, 1_000_000);
    assertThat(cpu(advise(huge)).cores()).isGreaterThan(500);
    var known =
        only(
            Finding.Resize.class,
            Sizes.advise(
                cluster(workload().replicas(2).build()), Treatments.DEFAULT, huge.build()));
    assertThat(known.proposed().cpuRequest()).isEqualTo(Cpu.millis(3920));
    assertThat(known.proposed().memoryRequest()).isEqualTo(Memory.mebi(15_000));
    assertThat(known.reason()).contains("the largest node for it, m5.xlarge");
  }

  @Test
  void a_limit_below_the_request_is_raised_to_it() {
    var finding = (Finding.Resize) advise(history().asking(500, 100, 512, 64).days(7, 0.2, 440));
    assertThat(finding.proposed().cpuLimit()).isEqualTo(cpu(finding));
    assertThat(finding.proposed().memoryLimit()).isEqualTo(Memory.mebi(512));
  }

  @Test
  void ten_thousand_replicas_are_one_container() {
    var many = history().replicas(10_000);
    for (int i = 0; i < 3; i++) {
      many.day(Day.of(0.1, 100).hours(240_000, 10_000));
    }
    var finding = (Finding.Resize) advise(many);
    assertThat(finding.replicas()).isEqualTo(10_000);
    assertThat(cpu(finding).millis()).isBetween(114L, 118L);
  }

  @Test
  void names_are_only_names() {
    var name = "it's \"odd\"; drop%s%n" + "x".repeat(250 - 20);
    var ref = new WorkloadRef("prod", "shop", "Deployment", name);
    var finding = advise(history().of(ref).named(name).days(7, 0.1, 100));
    assertThat(finding.workload().name()).isEqualTo(name).hasSize(250);
    assertThat(advise(history().of(ref).named(name).days(7, 0.0005, 100)).reason())
        .startsWith("Deployment " + name + " does nothing");
    var renamed = history().named(name).replicas(0).days(7, 0.1, 100).build();
    var come = history().from(FIRST_DAY.plusDays(7)).days(1, 0.1, 100).build();
    assertThat(Renamed.adopt(List.of(renamed, come)).getFirst().formerName()).isEqualTo(name);
  }
}

package dev.trimtab.rightsize;

import static dev.trimtab.fixtures.Histories.history;
import static dev.trimtab.fixtures.Workloads.workload;
import static dev.trimtab.rightsize.Sizes.cluster;
import static dev.trimtab.rightsize.Sizes.notes;
import static dev.trimtab.rightsize.Sizes.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.Histories;
import dev.trimtab.fixtures.Histories.Day;
import dev.trimtab.fixtures.Workloads;
import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Container.Role;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.usage.Gauge;
import dev.trimtab.rightsize.wish.Treatments;
import dev.trimtab.units.Cpu;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdleAndReplicasTest {
  private static Finding advise(Histories history) {
    return Sizes.advise(Sizes.SETTINGS, history.build()).orElseThrow();
  }

  @Test
  void a_week_of_nothing_is_idle() {
    var idle = (Finding.Idle) advise(history().days(7, 0.0005, 100));
    assertThat(idle.replicas()).isEqualTo(2);
    assertThat(idle.current()).isEqualTo(Facts.HALF_CORE);
    assertThat(idle.reason())
        .startsWith("Deployment web does nothing: on 7 days")
        .contains("Scale it to zero, or delete it");
    assertThat(notes(idle)).anyMatch(note -> note.contains("ask its owner"));
  }

  @Test
  void little_is_not_nothing_and_six_days_are_no_week() {
    assertThat(advise(history().days(6, 0.0005, 100))).isInstanceOf(Finding.Resize.class);
    assertThat(advise(history().days(6, 0.0005, 100).days(1, 0.2, 100)))
        .isInstanceOf(Finding.Resize.class);
    // more than a hundredth of its request
    assertThat(advise(history().asking(10, 20, 512, 512).days(7, 0.0005, 100)))
        .isInstanceOf(Finding.Resize.class);
    // a measurement that failed
    assertThat(advise(history().days(7, 0, 0))).isInstanceOf(Finding.Resize.class);
  }

  @Test
  void what_rests_by_design_is_not_idle() {
    for (var kind : List.of("CronJob", "Job", "DaemonSet", "StaticPod")) {
      var resting = history().of(new WorkloadRef("prod", "shop", kind, "web"));
      assertThat(advise(resting.days(7, 0.0005, 100))).isInstanceOf(Finding.Resize.class);
    }
    assertThat(Sizes.advise(Sizes.SETTINGS, history().replicas(0).days(7, 0.0005, 100).build()))
        .isEmpty();
  }

  @Test
  void a_workload_is_idle_as_a_whole() {
    var sidecar = history().named("side").as(Role.SIDECAR).days(7, 0.1, 100).build();
    var idle = history().days(7, 0.0005, 100).build();
    assertThat(Sizes.advise(Facts.inventory(), Treatments.DEFAULT, idle, sidecar))
        .hasSize(2)
        .allMatch(Finding.Idle.class::isInstance);
    var busy = history().named("other").days(7, 0.1, 100).build();
    assertThat(Sizes.advise(Facts.inventory(), Treatments.DEFAULT, idle, busy))
        .hasSize(2)
        .noneMatch(Finding.Idle.class::isInstance);
  }

  /// Ten pods of three millicores each.
  private static Histories ten(double cores) {
    var ten = history().asking(100, 200, 512, 1024).replicas(10);
    for (int i = 0; i < 7; i++) {
      ten.day(Day.of(cores, 100).hours(240, 10));
    }
    return ten;
  }

  private static List<Finding> scale(Workload web, Histories history) {
    var nodes = List.of(Facts.node("n1"));
    return Sizes.advise(
            cluster(web, Policies.NONE, nodes), Treatments.DEFAULT, history.of(web.ref()).build())
        .stream()
        .filter(Finding.Scale.class::isInstance)
        .toList();
  }

  private static Workloads web() {
    return workload().replicas(10);
  }

  @Test
  void replicas_follow_from_the_load_of_all() {
    var scale = only(Finding.Scale.class, scale(web().build(), ten(0.003)));
    // 10 x 3m, and 30% on top, at 25m each
    assertThat(scale.replicas()).isEqualTo(10);
    assertThat(scale.proposed()).isEqualTo(2);
    assertThat(scale.podRequest().cpuRequest()).isEqualTo(Cpu.millis(25));
    assertThat(scale.reason()).startsWith("All its 10 pods together use 0.03");
    assertThat(scale.evidence().figures()).containsEntry("replicas_needed", 2.0);
  }

  @Test
  void replicas_that_carry_their_load_stay() {
    assertThat(scale(web().build(), ten(0.3))).isEmpty();
    // 10 x 16m x 1.3 at 25m would be 9: not worth it
    assertThat(scale(web().build(), ten(0.016))).isEmpty();
  }

  @Test
  void budgets_and_zones_keep_replicas() {
    assertThat(
            only(Finding.Scale.class, scale(web().budget("4", "").build(), ten(0.003))).proposed())
        .isEqualTo(5);
    var nodes = List.of(Facts.node("n1"), zone("n2", "us-east-1b"), zone("n3", "us-east-1c"));
    var spread = web().spreadByZone().build();
    var scale =
        only(
            Finding.Scale.class,
            Sizes.advise(
                cluster(spread, Policies.NONE, nodes), Treatments.DEFAULT, ten(0.003).build()));
    assertThat(scale.proposed()).isEqualTo(3);
  }

  private static Node zone(String name, String zone) {
    var n = Facts.node(name);
    return new Node(
        name,
        n.providerId(),
        n.instanceType(),
        n.region(),
        zone,
        n.arch(),
        n.capacityType(),
        n.capacityCpu(),
        n.capacityMemory(),
        n.allocatableCpu(),
        n.allocatableMemory(),
        0,
        58,
        true,
        n.createdAt(),
        n.labels());
  }

  @Test
  void what_has_an_autoscaler_data_or_a_place_of_its_own_is_not_scaled() {
    assertThat(scale(web().kind("StatefulSet").build(), ten(0.003))).isEmpty();
    assertThat(scale(web().scaled(2, 20).build(), ten(0.003))).isEmpty();
    assertThat(scale(web().claims("data").build(), ten(0.003))).isEmpty();
    assertThat(scale(web().onePerNode().build(), ten(0.003))).isEmpty();
  }

  @Test
  void a_few_hours_a_day_do_not_show_that_nothing_is_done() {
    var seldom = history();
    for (int i = 0; i < 13; i++) {
      seldom.day(Day.of(0.0005, 100).hours(8, 2));
    }
    assertThat(advise(seldom)).isInstanceOf(Finding.Resize.class);
    var often = history();
    for (int i = 0; i < 7; i++) {
      // scrapes lose a little
      often.day(Day.of(0.0005, 100).hours(46.5, 2));
    }
    assertThat(advise(often)).isInstanceOf(Finding.Idle.class);
  }

  private static Histories onGpu() {
    var half = Facts.HALF_CORE;
    return history()
        .asking(
            new Resources(
                half.cpuRequest(), half.cpuLimit(), half.memoryRequest(), half.memoryLimit(), 1))
        .days(7, 0.0005, 100);
  }

  @Test
  void a_gpu_may_be_busy_while_its_cpu_is_not() {
    assertThat(advise(onGpu())).isInstanceOf(Finding.Resize.class);
    assertThat(advise(onGpu().gauge(Gauge.GPU_UTILISATION, 0.4)))
        .isInstanceOf(Finding.Resize.class);
    assertThat(advise(onGpu().gauge(Gauge.GPU_UTILISATION, 0.01))).isInstanceOf(Finding.Idle.class);
    // where only usage is known, no request for a GPU is
    assertThat(advise(history().days(7, 0.0005, 100).gauge(Gauge.GPU_UTILISATION, 0.4)))
        .isInstanceOf(Finding.Resize.class);
  }

  @Test
  void replicas_with_gpus_are_not_counted_by_their_cpu() {
    var r = ten(0.003).build().current();
    var inference =
        ten(0.003)
            .asking(
                new Resources(r.cpuRequest(), r.cpuLimit(), r.memoryRequest(), r.memoryLimit(), 1));
    assertThat(scale(web().build(), inference)).isEmpty();
    assertThat(scale(web().build(), ten(0.003).gauge(Gauge.GPU_UTILISATION, 0.9))).isEmpty();
    assertThat(scale(web().build(), ten(0.003))).isNotEmpty();
    var sliced = new Container("app", Role.APP, r, Map.of("nvidia.com/mig-1g.5gb", 1));
    assertThat(scale(web().with(sliced).build(), ten(0.003))).isEmpty();
  }

  @Test
  void an_hour_a_day_counts_in_the_load() {
    var nightly = history().asking(100, 200, 512, 1024).replicas(10);
    for (int i = 0; i < 7; i++) {
      nightly.day(Day.of(0.003, 100).hours(240, 10).once(0.2));
    }
    assertThat(scale(web().build(), nightly)).isEmpty();
  }
}

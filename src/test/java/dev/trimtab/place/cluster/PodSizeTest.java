package dev.trimtab.place.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Container.Role;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.place.plan.Size;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodSizeTest {
  private static final long MEBI = 1L << 20;

  private static Container of(String name, Role role, int millis, int mebi) {
    return new Container(name, role, asking(millis, mebi));
  }

  private static Resources asking(int millis, int mebi) {
    return new Resources(Cpu.millis(millis), null, Memory.mebi(mebi), null, 0);
  }

  private static Size size(int millis, int mebi) {
    return new Size(millis * 1000L, mebi * MEBI, 0);
  }

  @Test
  void what_runs_together_adds_up() {
    var pod =
        List.of(
            of("app", Role.APP, 500, 256),
            of("proxy", Role.SIDECAR, 100, 64),
            of("istio-proxy", Role.INJECTED, 50, 32));
    assertThat(PodSize.of(pod, Map.of())).isEqualTo(size(650, 352));
  }

  @Test
  void an_init_container_counts_beside_the_sidecars_started_before_it_resource_by_resource() {
    var pod =
        List.of(
            of("app", Role.APP, 500, 256),
            of("first", Role.INIT, 580, 10), // alone: less than 600
            of("proxy", Role.SIDECAR, 100, 64),
            of("migrate", Role.INIT, 100, 400)); // with the sidecar: 200 and 464
    assertThat(PodSize.of(pod, Map.of())).isEqualTo(size(600, 464));
  }

  @Test
  void a_limit_stands_in_for_a_request_that_is_not_stated_and_nothing_for_neither() {
    var limits = new Resources(null, Cpu.millis(300), null, null, 2);
    var pod = List.of(new Container("app", Role.APP, limits));
    assertThat(PodSize.of(pod, Map.of())).isEqualTo(new Size(300_000, 0, 2000));
  }

  @Test
  void proposed_requests_replace_a_containers_own_and_gpus_stay() {
    var gpu = new Resources(Cpu.millis(300), null, Memory.mebi(100), null, 1);
    var pod = List.of(new Container("app", Role.APP, gpu), of("log", Role.APP, 10, 10));
    assertThat(PodSize.of(pod, Map.of("app", asking(100, 50))))
        .isEqualTo(new Size(110_000, 60 * MEBI, 1000));
  }
}

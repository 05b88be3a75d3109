package dev.trimtab.rightsize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.finding.Evidence;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SavingsTest {
  private static final Resources LESS =
      new Resources(Cpu.millis(250), null, Memory.mebi(256), null, 0);

  private static final Evidence EVIDENCE =
      new Evidence(TimeWindow.ending(Facts.NOW, Duration.ofDays(7)), 1, Map.of(), List.of());

  private static Money monthly(Resources from, Resources to, int replicas) {
    var resize =
        new Finding.Resize(new ContainerRef(Facts.WEB, "app"), from, to, replicas, EVIDENCE, "");
    return Savings.monthly(resize, Money.usd("0.04"), Money.usd("0.005"));
  }

  @Test
  void what_is_no_longer_requested_is_saved_for_a_month_and_every_replica() {
    // 0.25 cores x 0.04 + 0.25 GiB x 0.005, x 730 h x 3
    assertThat(monthly(Facts.HALF_CORE, LESS, 3)).isEqualTo(Money.usd("24.6375"));
  }

  @Test
  void an_increase_is_negative() {
    assertThat(monthly(LESS, Facts.HALF_CORE, 3)).isEqualTo(Money.usd("-24.6375"));
  }

  @Test
  void a_limit_stands_for_a_request_that_is_not_stated() {
    var limitsOnly = new Resources(null, Cpu.millis(500), null, Memory.mebi(512), 0);
    assertThat(monthly(limitsOnly, LESS, 3)).isEqualTo(Money.usd("24.6375"));
  }

  @Test
  void a_first_request_costs() {
    assertThat(monthly(Resources.NONE, LESS, 1)).isEqualTo(Money.usd("-8.2125"));
  }

  @Test
  void what_is_idle_saves_all_that_it_holds() {
    var idle =
        new Finding.Idle(
            new ContainerRef(Facts.WEB, "app"), Facts.HALF_CORE, 3, EVIDENCE, "It does nothing.");
    // (0.5 cores x 0.04 + 0.5 GiB x 0.005) x 730 h x 3
    assertThat(Savings.monthly(idle, Money.usd("0.04"), Money.usd("0.005"), Money.usd("0.5")))
        .isEqualTo(Money.usd("49.275"));
  }

  @Test
  void an_idle_gpu_is_most_of_what_its_container_holds() {
    var withGpu = new Resources(Cpu.millis(500), null, Memory.mebi(512), null, 2);
    var idle =
        new Finding.Idle(
            new ContainerRef(Facts.WEB, "app"), withGpu, 3, EVIDENCE, "It does nothing.");
    // beside the 49.275 of cores and memory: 2 GPUs x 0.5 x 730 h x 3
    assertThat(Savings.monthly(idle, Money.usd("0.04"), Money.usd("0.005"), Money.usd("0.5")))
        .isEqualTo(Money.usd("2239.275"));
  }

  @Test
  void replicas_that_may_go_save_what_each_asks_for() {
    var scale = new Finding.Scale(Facts.WEB, 10, 4, LESS, EVIDENCE, "Four carry it.");
    // (0.25 cores x 0.04 + 0.25 GiB x 0.005) x 730 h x 6
    assertThat(Savings.monthly(scale, Money.usd("0.04"), Money.usd("0.005"), Money.usd("0.5")))
        .isEqualTo(Money.usd("49.275"));
  }
}

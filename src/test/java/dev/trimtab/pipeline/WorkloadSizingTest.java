package dev.trimtab.pipeline;

import static dev.trimtab.fixtures.Histories.FIRST_DAY;
import static dev.trimtab.fixtures.Histories.history;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.Optimizing;
import dev.trimtab.model.cluster.Placement;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.units.Cpu;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkloadSizingTest {
  private final WorkloadSizing sizing =
      new WorkloadSizing(
          Optimizing.SETTINGS,
          List.of(Facts.inventory()),
          Map.of(Facts.WEB, List.of(new Placement("m5.xlarge", "amd64", 2))),
          LocalDate.parse("2026-11-23"));

  @Test
  void a_workload_is_advised_on_once_all_its_containers_were_seen() {
    var other = new WorkloadRef("unknown", "shop", "Deployment", "web");
    assertThat(sizing.take(history().named("app").days(7, 0.1, 100).build())).isEmpty();
    assertThat(sizing.take(history().named("side").days(7, 0.1, 100).build())).isEmpty();
    assertThat(sizing.take(history().of(other).days(7, 0.1, 100).build()))
        .hasSize(2)
        .allMatch(finding -> finding.workload().equals(Facts.WEB));
    assertThat(sizing.finish())
        .singleElement()
        .satisfies(finding -> assertThat(finding.workload()).isEqualTo(other));
    assertThat(sizing.finish()).isEmpty();
  }

  @Test
  void a_renamed_container_is_found_and_the_node_is_known() {
    sizing.take(history().from(FIRST_DAY.plusDays(7)).days(1, 0.1, 100).build());
    sizing.take(history().named("server").replicas(0).days(7, 6, 100).build());
    assertThat(sizing.finish())
        .singleElement()
        .isInstanceOfSatisfying(
            Finding.Resize.class,
            resize -> {
              assertThat(resize.container().container()).isEqualTo("app");
              assertThat(resize.proposed().cpuRequest()).isEqualTo(Cpu.millis(3920));
              assertThat(resize.evidence().notes())
                  .anyMatch(note -> note.startsWith("It was called server before"));
            });
  }
}

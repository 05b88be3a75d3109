package dev.trimtab.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.Fact;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.Gauge;
import dev.trimtab.model.usage.GaugeDay;
import dev.trimtab.model.usage.PodContainer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GaugesTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-22");

  private final Database database = TestDatabase.open();

  @AfterEach
  void close() {
    database.close();
  }

  private static GaugeDay day(String pod, LocalDate day, Gauge gauge, double highest) {
    var guess = new WorkloadRef("prod", "shop", "ReplicaSet", "guessed");
    return new GaugeDay(new PodContainer(guess, pod, "app", ""), day, gauge, highest);
  }

  private void save(GaugeDay... days) {
    database.facts().save(new Fact.Gauges("prod", List.of(days)));
  }

  private List<ContainerHistory> histories() {
    var all = new ArrayList<ContainerHistory>();
    database.profiles().forEachHistory(Facts.NOW, Duration.ofDays(14), all::add);
    return all;
  }

  @Test
  void the_highest_value_of_the_days_is_read_back() {
    save(
        day("web-1", DAY, Gauge.JVM_HEAP_USED, 100),
        day("web-2", DAY, Gauge.JVM_HEAP_USED, 300),
        day("web-1", DAY.minusDays(1), Gauge.JVM_HEAP_USED, 200),
        day("web-1", DAY.minusDays(40), Gauge.JVM_HEAP_USED, 900),
        day("web-1", DAY, Gauge.GPU_UTILISATION, 0.5));
    // the same day again, and a part of it
    save(day("web-2", DAY, Gauge.JVM_HEAP_USED, 300), day("web-1", DAY, Gauge.JVM_HEAP_USED, 50));
    assertThat(histories())
        .singleElement()
        .satisfies(history ->
            assertThat(history.gauges())
                .isEqualTo(Map.of(Gauge.JVM_HEAP_USED, 300.0, Gauge.GPU_UTILISATION, 0.5)));
  }

  @Test
  void gauges_follow_their_pods_to_the_workload_that_the_api_names() {
    save(day("web-1", DAY, Gauge.JVM_HEAP_MAX, 700), day("web-2", DAY, Gauge.JVM_HEAP_MAX, 500));
    database.facts().save(new Fact.Inventory(Facts.inventory()));
    assertThat(histories())
        .singleElement()
        .satisfies(history -> {
          assertThat(history.ref().workload()).isEqualTo(Facts.WEB);
          assertThat(history.gauges()).isEqualTo(Map.of(Gauge.JVM_HEAP_MAX, 700.0));
        });
  }

  @Test
  void gauges_are_kept_as_long_as_profiles() {
    save(
        day("web-1", DAY, Gauge.JVM_HEAP_MAX, 1),
        day("web-1", DAY.minusDays(9), Gauge.JVM_HEAP_MAX, 2));
    database.profiles().retain(Duration.ofDays(1), Duration.ofDays(5), Facts.NOW);
    assertThat(histories().getFirst().gauges()).isEqualTo(Map.of(Gauge.JVM_HEAP_MAX, 1.0));
  }

  @Test
  void the_version_of_the_server_is_kept() {
    var plain = Facts.inventory();
    database
        .facts()
        .save(
            new Fact.Inventory(
                new ClusterInventory(
                    plain.cluster(),
                    plain.asOf(),
                    plain.namespaces(),
                    plain.nodes(),
                    plain.workloads(),
                    plain.pods(),
                    plain.policies(),
                    "v1.33.1")));
    assertThat(database.inventories().present().getFirst().version()).isEqualTo("v1.33.1");
  }
}

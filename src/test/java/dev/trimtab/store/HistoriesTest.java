package dev.trimtab.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.Fact;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Pod;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.model.usage.PodContainer;
import dev.trimtab.model.usage.UsageSample;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoriesTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-11-19");
  private static final Resources ONE_CORE =
      new Resources(Cpu.millis(1000), null, Memory.mebi(512), null, 0);
  private static final Resources PROXY =
      new Resources(Cpu.millis(100), null, Memory.mebi(64), null, 0);

  private final Database database = TestDatabase.open();

  @AfterEach
  void close() {
    database.close();
  }

  private static UsageSample sample(
      WorkloadRef workload,
      String pod,
      String container,
      Instant start,
      @Nullable Resources inForce) {
    return new UsageSample(
        new PodContainer(workload, pod, container, ""),
        start,
        start.plus(Duration.ofMinutes(5)),
        0.1,
        0.2,
        0,
        1e8,
        2e8,
        0,
        0,
        inForce);
  }

  private static Instant at(int day, String time) {
    return Instant.parse(FIRST.plusDays(day) + "T" + time + "Z");
  }

  private void save(UsageSample... samples) {
    database.facts().save(new Fact.Usage("prod", List.of(samples)));
    database.profiles().compact();
  }

  private List<ContainerHistory> all() {
    var all = new ArrayList<ContainerHistory>();
    database.profiles().forEachHistory(Facts.NOW, Duration.ofDays(14), all::add);
    return all;
  }

  /// Web's pods with an injected proxy, and a pod that is over with something else.
  private static ClusterInventory meshed() {
    var plain = Facts.inventory();
    var app = new Container("app", Container.Role.APP, Facts.HALF_CORE);
    var proxy = new Container("istio-proxy", Container.Role.APP, PROXY);
    var debug = new Container("debug", Container.Role.APP, PROXY);
    var old = Facts.pod("web-0");
    return new ClusterInventory(
        plain.cluster(),
        plain.asOf(),
        plain.namespaces(),
        plain.nodes(),
        plain.workloads(),
        List.of(
            pod("web-1", "Running", List.of(app, proxy)),
            pod(old.name(), "Succeeded", List.of(app, debug))),
        plain.policies());
  }

  private static Pod pod(String name, String phase, List<Container> containers) {
    var like = Facts.pod(name);
    return new Pod(name, like.workload(), like.node(), phase, like.createdAt(), containers);
  }

  @Test
  void a_day_tells_what_was_in_force_at_its_end() {
    save(
        sample(Facts.WEB, "web-1", "app", at(0, "01:00:00"), null),
        sample(Facts.WEB, "web-1", "app", at(1, "01:00:00"), Facts.HALF_CORE),
        sample(Facts.WEB, "web-1", "app", at(2, "01:00:00"), Facts.HALF_CORE),
        // another pod, rolled out in the middle of the day, which the older one outlives
        sample(Facts.WEB, "web-2", "app", at(3, "12:00:00"), ONE_CORE),
        sample(Facts.WEB, "web-1", "app", at(3, "13:00:00"), Facts.HALF_CORE));
    assertThat(all())
        .singleElement()
        .satisfies(history -> {
          assertThat(history.days())
              .extracting(DailyProfile::inForce)
              .containsExactly(null, Facts.HALF_CORE, Facts.HALF_CORE, ONE_CORE);
          assertThat(history.current()).isEqualTo(ONE_CORE);
        });
  }

  @Test
  void a_container_of_live_pods_that_the_template_lacks_is_injected() {
    database.facts().save(new Fact.Inventory(meshed()));
    save(
        sample(Facts.WEB, "web-1", "app", at(3, "01:00:00"), Facts.HALF_CORE),
        sample(Facts.WEB, "web-1", "istio-proxy", at(3, "01:00:00"), null),
        sample(Facts.WEB, "web-0", "debug", at(3, "01:00:00"), PROXY),
        sample(Facts.WEB, "web-1", "renamed", at(3, "01:00:00"), PROXY));
    assertThat(all())
        .extracting(
            history -> history.ref().container(),
            ContainerHistory::role,
            ContainerHistory::current,
            ContainerHistory::replicas)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("app", Container.Role.APP, Facts.HALF_CORE, 2),
            // a pod that is over keeps nothing alive
            org.assertj.core.groups.Tuple.tuple("debug", Container.Role.APP, PROXY, 0),
            org.assertj.core.groups.Tuple.tuple("istio-proxy", Container.Role.INJECTED, PROXY, 2),
            org.assertj.core.groups.Tuple.tuple("renamed", Container.Role.APP, PROXY, 0));
  }

  @Test
  void the_history_of_one_workload_is_the_same_as_among_all() {
    var other = new WorkloadRef("prod", "shop", "Deployment", "cart");
    save(
        sample(Facts.WEB, "web-1", "app", at(1, "01:00:00"), Facts.HALF_CORE),
        sample(Facts.WEB, "web-1", "app", at(2, "01:00:00"), ONE_CORE),
        sample(other, "cart-1", "app", at(2, "01:00:00"), ONE_CORE));
    var found =
        database.profiles().histories("prod", "shop", "web", Facts.NOW, Duration.ofDays(14));
    assertThat(found)
        .isEqualTo(all().stream().filter(h -> h.ref().workload().equals(Facts.WEB)).toList())
        .hasSize(1);
    assertThat(found.getFirst().days()).hasSize(2);
    assertThat(
            database.profiles().histories("prod", "shop", "nobody", Facts.NOW, Duration.ofDays(14)))
        .isEmpty();
  }
}

package dev.trimtab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.Nodes;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.Fact;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Pod;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.NodeKindUse;
import dev.trimtab.model.usage.PodContainer;
import dev.trimtab.model.usage.UsageSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A DaemonSet with a pod on each of a small node and a large one, beside `shop/web`.
class NodeKindsTest {
  private static final WorkloadRef AGENT = new WorkloadRef("prod", "shop", "DaemonSet", "agent");
  private static final Instant DAY = Instant.parse("2026-11-21T00:00:00Z");

  private final Database database = TestDatabase.open();

  @AfterEach
  void close() {
    database.close();
  }

  @BeforeEach
  void inventory() {
    seen(Facts.node("n1"), Nodes.of("n2", "m5.4xlarge"));
  }

  private void seen(Node... nodes) {
    var plain = Facts.inventory();
    var pods = new ArrayList<>(plain.pods());
    pods.add(new Pod("agent-1", AGENT, "n1", "Running", DAY.minusSeconds(1), List.of()));
    pods.add(new Pod("agent-2", AGENT, "n2", "Running", DAY.minusSeconds(1), List.of()));
    database
        .facts()
        .save(
            new Fact.Inventory(
                new ClusterInventory(
                    plain.cluster(),
                    plain.asOf(),
                    plain.namespaces(),
                    List.of(nodes),
                    List.of(Facts.web(), Facts.workload(AGENT, 2)),
                    pods,
                    plain.policies())));
  }

  private void use(
      WorkloadRef workload, String pod, Instant from, int samples, double cores, double bytes) {
    var all = new ArrayList<UsageSample>();
    for (int i = 0; i < samples; i++) {
      var start = from.plus(Duration.ofMinutes(5L * i));
      all.add(
          new UsageSample(
              new PodContainer(workload, pod, "app", ""),
              start,
              start.plus(Duration.ofMinutes(5)),
              cores,
              cores,
              0,
              bytes,
              bytes,
              0,
              0,
              null));
    }
    database.facts().save(new Fact.Usage("prod", all));
  }

  private ContainerHistory history(WorkloadRef of) {
    database.profiles().compact();
    var found = new ArrayList<ContainerHistory>();
    database.profiles().forEachHistory(Facts.NOW, Duration.ofDays(14), found::add);
    return found.stream()
        .filter(each -> each.ref().workload().equals(of))
        .findFirst()
        .orElseThrow();
  }

  private void twoDays() {
    for (int day = 0; day < 2; day++) {
      var from = DAY.plus(Duration.ofDays(day));
      use(AGENT, "agent-1", from, 12, 0.1, 1e8 * (day + 1));
      use(AGENT, "agent-2", from, 24, 0.8, 4e8);
      use(Facts.WEB, "web-1", from, 12, 0.3, 1e8);
    }
  }

  @Test
  void a_daemon_sets_use_is_kept_by_kind_of_node() {
    twoDays();
    var history = history(AGENT);
    assertThat(history.days()).hasSize(2);
    assertThat(history.nodeKinds())
        .extracting(NodeKindUse::instanceType, NodeKindUse::days, kind -> kind.cpu().total())
        .containsExactly(tuple("m5.4xlarge", 2, 48L), tuple("m5.xlarge", 2, 24L));
    var large = history.nodeKinds().getFirst();
    var small = history.nodeKinds().getLast();
    assertThat(large.cpu().percentile(0.5)).isCloseTo(0.8, within(0.008));
    assertThat(large.memoryPeak()).isEqualTo(4e8);
    assertThat(small.cpu().percentile(1)).isCloseTo(0.1, within(0.001));
    assertThat(small.memoryPeak()).isEqualTo(2e8);
    assertThat(
            database.profiles().histories("prod", "shop", "agent", Facts.NOW, Duration.ofDays(14)))
        .containsExactly(history);
  }

  @Test
  void other_workloads_are_kept_pooled_alone() {
    twoDays();
    assertThat(history(Facts.WEB).nodeKinds()).isEmpty();
    assertThat(rows()).isEqualTo("4");
  }

  @Test
  void a_name_that_another_node_got_later_means_the_one_of_the_day() {
    seen(Facts.node("n1"), Nodes.of("n2", "m5.large", DAY.plus(Duration.ofDays(1))));
    use(AGENT, "agent-2", DAY, 2, 0.8, 4e8);
    use(AGENT, "agent-2", DAY.plus(Duration.ofDays(1)), 3, 0.1, 4e8);
    assertThat(history(AGENT).nodeKinds())
        .extracting(NodeKindUse::instanceType, kind -> kind.cpu().total())
        .containsExactly(tuple("m5.4xlarge", 2L), tuple("m5.large", 3L));
  }

  @Test
  void late_samples_are_added_and_those_of_a_dropped_day_change_nothing() {
    twoDays();
    history(AGENT);
    use(AGENT, "agent-1", DAY.plus(Duration.ofHours(5)), 12, 0.1, 3e8);
    var before = history(AGENT);
    assertThat(before.nodeKinds().getLast().cpu().total()).isEqualTo(36);
    assertThat(before.nodeKinds().getLast().memoryPeak()).isEqualTo(3e8);
    database.costs().saveInfrastructure(java.time.LocalDate.parse("2026-11-21"), List.of());
    database.profiles().retain(Duration.ofDays(1), Duration.ofDays(400), Facts.NOW);
    use(AGENT, "agent-1", DAY.plus(Duration.ofHours(9)), 1, 5, 9e8);
    assertThat(history(AGENT).nodeKinds()).isEqualTo(before.nodeKinds());
  }

  @Test
  void kinds_of_node_are_kept_as_long_as_profiles() {
    twoDays();
    history(AGENT);
    database.profiles().retain(Duration.ofDays(400), Duration.ofHours(30), Facts.NOW);
    assertThat(rows()).isEqualTo("2");
  }

  private String rows() {
    return database
        .sql()
        .query("select count(*) from trimtab.node_kind_daily")
        .rows()
        .getFirst()
        .getFirst();
  }
}

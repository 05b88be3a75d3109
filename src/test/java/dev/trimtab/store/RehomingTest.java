package dev.trimtab.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.Fact;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Pod;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.usage.PodContainer;
import dev.trimtab.model.usage.UsageSample;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RehomingTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-22T00:00:00Z");

  private final Database database = TestDatabase.open();

  @AfterEach
  void close() {
    database.close();
  }

  private List<List<String>> rows(String sql) {
    return database.sql().query(sql).rows();
  }

  /// Workload, node, samples and their sum of CPU, of every instance.
  private List<List<String>> stored() {
    return rows(
        """
        select w.kind || '/' || w.name, i.pod, i.node, count(*)::text, sum(u.cpu_avg)::text
        from trimtab.usage u join trimtab.instance i on i.id = u.instance_id
        join trimtab.container c on c.id = i.container_id join trimtab.workload w on w.id = c.workload_id
        group by 1, 2, 3 order by 1, 2, 3
        """);
  }

  private static List<UsageSample> hour() {
    return Stream.of("web-1", "web-2")
        .flatMap(pod ->
            IntStream.range(0, 12)
                .mapToObj(
                    n -> Facts.sample(pod, MIDNIGHT.plus(Duration.ofMinutes(5L * n)), 0.25, 300e6)))
        .toList();
  }

  private static List<UsageSample> of(String replicaSet, String pod, String node) {
    return IntStream.range(0, 12)
        .mapToObj(n -> {
          var s = Facts.sample(pod, MIDNIGHT.plus(Duration.ofMinutes(5L * n)), 0.25, 300e6);
          return new UsageSample(
              new PodContainer(
                  new WorkloadRef("prod", "shop", "ReplicaSet", replicaSet), pod, "app", node),
              s.start(),
              s.end(),
              s.cpuAverage(),
              s.cpuPeak(),
              s.throttled(),
              s.memoryAverage(),
              s.memoryPeak(),
              s.oomKills(),
              s.restarts(),
              s.inForce());
        })
        .toList();
  }

  private void save(List<UsageSample> samples) {
    database.facts().save(new Fact.Usage("prod", samples));
  }

  private static ClusterInventory inventory(Instant asOf, Pod... pods) {
    var i = Facts.inventory();
    return new ClusterInventory(
        i.cluster(), asOf, i.namespaces(), i.nodes(), i.workloads(), List.of(pods), i.policies());
  }

  @Test
  void usage_stored_before_its_pod_is_known_moves_to_its_workload_and_is_not_counted_twice() {
    save(hour());
    database.profiles().compact();
    database.facts().save(new Fact.Inventory(Facts.inventory()));
    var expected =
        List.of(
            List.of("Deployment/web", "web-1", "n1", "12", "3"),
            List.of("Deployment/web", "web-2", "n1", "12", "3"));
    assertThat(stored()).isEqualTo(expected);
    save(hour());
    assertThat(stored()).isEqualTo(expected);
    database.profiles().compact();
    assertThat(
            rows(
                "select w.name, d.samples::text from trimtab.usage_daily d join trimtab.container c on c.id = d.container_id join trimtab.workload w on w.id = c.workload_id"))
        .containsExactly(List.of("web", "24"));
    assertThat(rows("select name from trimtab.workload")).containsExactly(List.of("web"));
    assertThat(database.costs().changedDays()).containsExactly(LocalDate.parse("2026-11-22"));
  }

  @Test
  void pods_that_were_replaced_stay_with_their_workload() {
    database.facts().save(new Fact.Inventory(inventory(Facts.NOW, Facts.pod("web-old"))));
    save(of("web-5d4f8c7b9", "web-old", ""));
    database
        .facts()
        .save(new Fact.Inventory(inventory(Facts.NOW.plusSeconds(60), Facts.pod("web-new"))));
    save(of("web-5d4f8c7b9", "web-old", ""));
    save(of("web-6c9d7f8b4", "web-new", ""));
    assertThat(stored())
        .containsExactly(
            List.of("Deployment/web", "web-new", "n1", "12", "3"),
            List.of("Deployment/web", "web-old", "n1", "12", "3"));
  }

  @Test
  void a_pod_that_no_inventory_ever_saw_follows_its_replica_set_to_the_deployment() {
    save(of("web-5d4f8c7b9", "web-5d4f8c7b9-x7k2p", ""));
    save(of("web-admin", "web-admin-1", ""));
    database.facts().save(new Fact.Inventory(Facts.inventory()));
    save(of("web-5d4f8c7b9", "web-5d4f8c7b9-x7k2p", ""));
    assertThat(stored())
        .containsExactly(
            List.of("Deployment/web", "web-5d4f8c7b9-x7k2p", "", "12", "3"),
            List.of("ReplicaSet/web-admin", "web-admin-1", "", "12", "3"));
  }

  @Test
  void a_node_that_is_told_later_is_the_same_instance_and_another_one_is_not() {
    save(of("guess", "db-0", ""));
    save(of("guess", "db-0", "n1"));
    assertThat(stored()).containsExactly(List.of("ReplicaSet/guess", "db-0", "n1", "12", "3"));
    save(of("guess", "db-0", "n2"));
    assertThat(stored())
        .extracting(row -> row.get(2) + " " + row.get(3))
        .containsExactly("n1 12", "n2 12");
  }

  @Test
  void pooled_replicas_of_two_workloads_stay_apart() {
    save(of("a", "", ""));
    save(of("b", "", ""));
    save(of("a", "", ""));
    assertThat(stored())
        .containsExactly(
            List.of("ReplicaSet/a", "", "", "12", "3"), List.of("ReplicaSet/b", "", "", "12", "3"));
  }
}

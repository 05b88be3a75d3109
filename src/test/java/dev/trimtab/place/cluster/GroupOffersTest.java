package dev.trimtab.place.cluster;

import static dev.trimtab.fixtures.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Nodes;
import dev.trimtab.model.Problem;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Scheduling;
import dev.trimtab.model.cluster.Taint;
import dev.trimtab.model.cluster.Toleration;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.plan.ClusterPlan;
import dev.trimtab.place.board.Problems;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.units.Money;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupOffersTest {
  private static final Taint TAINT = new Taint("dedicated", "x", "NoSchedule");

  private static Node node(String name, CapacityType capacity, Map<String, String> labels) {
    var like = Nodes.of(name, "four");
    return new Node(
        like.name(),
        like.providerId(),
        like.instanceType(),
        like.region(),
        "a",
        like.arch(),
        capacity,
        like.capacityCpu(),
        like.capacityMemory(),
        like.allocatableCpu(),
        like.allocatableMemory(),
        like.gpus(),
        like.maxPods(),
        like.ready(),
        like.createdAt(),
        labels);
  }

  private static Node node(String name, Map<String, String> labels) {
    return node(name, CapacityType.ON_DEMAND, labels);
  }

  private static ClusterCase subject(Workload workload, Node... nodes) {
    return Clusters.of(
        Clusters.inventory(List.of(nodes), Policies.NONE, workload),
        Map.of(workload.ref(), Clusters.mayGo(workload, 0)));
  }

  private static ClusterPlan plan(ClusterCase subject) {
    var nobody = StandingNodes.of(subject.inventory(), List.of(), _ -> java.util.Optional.empty());
    return Clusters.planner().plan(subject, Changes.NONE, nobody, Money.usd("1")).stored();
  }

  private static List<String> with(ClusterCase subject, String label) {
    return subject.offers().stream()
        .filter(offer -> offer.labels().containsKey(label))
        .map(Offer::key)
        .map(Offer.Key::toString)
        .toList();
  }

  @Test
  void a_label_of_all_nodes_of_a_type_is_that_of_new_ones() {
    var web = workload().replicas(8).selecting("disk", "fast").build();
    var subject =
        subject(web, node("n1", Map.of("disk", "fast")), node("n2", Map.of("disk", "fast")));
    assertThat(with(subject, "disk"))
        .containsExactly("four/a/on-demand", "four/b/on-demand", "four/c/on-demand");
    var plan = plan(subject);
    assertThat(plan.asRequested().unplaced()).isEmpty();
    assertThat(plan.asRequested().price()).isEqualTo(Money.usd("0.2")); // spot has it not
  }

  @Test
  void where_nodes_of_a_type_differ_each_kind_is_offered_and_told_by_its_type() {
    var web = workload().replicas(8).selecting("disk", "fast").build();
    var subject = subject(web, node("n1", Map.of("disk", "fast")), node("n2", Map.of()));
    assertThat(with(subject, "disk"))
        .containsExactly("four#2/a/on-demand", "four#2/b/on-demand", "four#2/c/on-demand");
    assertThat(plan(subject).asRequested().nodes())
        .singleElement()
        .satisfies(group -> assertThat(group.instanceType()).isEqualTo("four"));
  }

  @Test
  void what_has_the_label_has_the_taint_of_such_nodes_too() {
    var fast = Nodes.tainted(node("n1", Map.of("disk", "fast")), TAINT);
    var web = workload().replicas(8).selecting("disk", "fast");
    assertThat(plan(subject(web.build(), fast)).asRequested().unplaced()).isNotEmpty();
    var tolerating =
        web.scheduled(
                new Scheduling(
                    List.of(new Toleration("dedicated", "Equal", "x", "NoSchedule")), List.of(), 0))
            .build();
    assertThat(plan(subject(tolerating, fast)).asRequested().unplaced()).isEmpty();
  }

  @Test
  void labels_that_nobody_asks_for_and_those_of_one_node_or_zone_are_not_learned() {
    var web = workload().replicas(8).selecting("kubernetes.io/hostname", "n1").build();
    var subject =
        subject(
            web, node("n1", Map.of("kubernetes.io/hostname", "n1", "disk", "fast", "rack", "a-7")));
    assertThat(subject.offers()).hasSameSizeAs(Clusters.offers());
    assertThat(with(subject, "kubernetes.io/hostname")).isEmpty();
    assertThat(with(subject, "disk")).isEmpty();
  }

  @Test
  void a_label_that_no_node_has_is_told_with_a_way_out() {
    var web = workload().replicas(8).selecting("disk", "fsat").build();
    var plan = plan(subject(web, node("n1", Map.of("disk", "fast"))));
    assertThat(plan.asRequested().unplaced()).hasSize(1);
    assertThat(plan.problems())
        .extracting(Problem::reason)
        .containsExactlyInAnyOrder("label-on-no-node", "unpriced-nodes");
    assertThat(plan.problems())
        .anySatisfy(
            problem -> assertThat(problem.message()).contains("disk = fsat", "correct the node"));
  }

  @Test
  void variants_of_a_spot_pool_are_no_way_around_a_pool_share() {
    // a spot node with a label somebody else asks for: the pool's variant is not for all
    var web = workload().replicas(10).build();
    var fast = Clusters.named("Deployment", "fast", workload().selecting("disk", "fast").build());
    var inventory =
        Clusters.inventory(
            List.of(
                node("n1", CapacityType.SPOT, Map.of("disk", "fast")),
                node("n2", CapacityType.SPOT, Map.of())),
            Policies.NONE,
            web,
            fast);
    var subject =
        new ClusterCase(
            inventory,
            Map.of(),
            Map.of(),
            Map.of(web.ref(), Clusters.mayGo(web, 0), fast.ref(), Clusters.mayGo(fast, 0)),
            Clusters.offers(),
            0.2);
    var stated = ClusterDemand.of(subject, Changes.NONE).problem();
    for (var demand : stated.demands()) {
      boolean usesVariant =
          stated.offers().stream()
              .anyMatch(
                  offer -> offer.instanceType().contains("#") && demand.wants().allows(offer));
      assertThat(usesVariant).isEqualTo(demand.workload().equals(fast.ref()));
    }
  }

  @Test
  void a_spot_pool_that_variants_share_has_one_bound() {
    var demand = Problems.demand("web", 10, Problems.size(1, 1), Problems.spot(0.2));
    var pool = Problems.spotIn("a");
    var problem = Problems.problem(List.of(demand), pool, Variants.called(pool, "four#2"));
    var plan =
        new dev.trimtab.place.plan.NodePlan(
            problem.offers().stream()
                .map(offer ->
                    new dev.trimtab.place.plan.NodePlan.PlannedNode(
                        offer, 1, Map.of(demand.workload(), 2)))
                .toList(),
            List.of(),
            0,
            0,
            0);
    assertThat(Variants.keepPoolShares(problem, plan)).isFalse();
  }
}

package dev.trimtab.place.move;

import static dev.trimtab.place.move.Moving.atLeast;
import static dev.trimtab.place.move.Moving.outline;
import static dev.trimtab.place.move.Moving.ref;
import static dev.trimtab.place.move.Moving.words;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.Pod;
import dev.trimtab.model.cluster.Workload.DisruptionBudget;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.NodePlan.PlannedNode;
import dev.trimtab.place.plan.PlanProblem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MigrationTest {
  private static final WorkloadRef API = ref("payments-api");
  private static final WorkloadRef WEB = ref("web");

  @Test
  void a_cluster_as_planned_keeps_its_nodes() {
    var migration =
        new Moving()
            .runs(API, 4, null)
            .stands("n1", "small", Map.of(API, 2))
            .stands("n2", "small", Map.of(API, 2))
            .plans("small", 2, Map.of(API, 2))
            .go();
    assertThat(outline(migration)).containsExactly("keep n1", "keep n2");
    assertThat(migration.moves()).isEmpty();
  }

  @Test
  void what_is_new_comes_first_and_what_saves_most_for_each_pod_goes_first() {
    var migration =
        new Moving()
            .runs(API, 3, atLeast("2"))
            .runs(WEB, 4, null)
            .stands("n1", "small", Map.of(API, 2, WEB, 2))
            .stands("n2", "big", Map.of(API, 1))
            .stands("n3", "big", Map.of(WEB, 2))
            .plans("small", 1, Map.of(API, 2, WEB, 2))
            .plans("small", 1, Map.of(API, 1, WEB, 2))
            .go();
    assertThat(outline(migration)).containsExactly("add small", "drain n2", "drain n3", "keep n1");
    assertThat(words(migration, "add", "drain", "keep"))
        .containsExactly(
            "Add 1 small in us-east-1a (on-demand) and wait until it is ready.",
            "Cordon this node and the 1 to be drained after it, so that no pod moves twice. Drain"
                + " n2 (big, us-east-1a): its 1 pod moves; payments-api loses at most 1 of 3 at a"
                + " time.",
            "Drain n3 (big, us-east-1a): its 2 pods move; web loses at most 2 of 4 at a time. It"
                + " may go at the same time as n2.",
            "Keep n1 (small, us-east-1a).");
    assertThat(migration.moves())
        .containsExactly(
            new Migration.Move("n2", "small/us-east-1a/on-demand #1", API, 1),
            new Migration.Move("n3", "small/us-east-1a/on-demand #1", WEB, 2));
  }

  @Test
  void a_budget_bounds_how_many_are_away_at_a_time() {
    var migration =
        new Moving()
            .runs(API, 3, atLeast("60%"))
            .stands("n1", "big", Map.of(API, 3))
            .plans("small", 1, Map.of(API, 3))
            .go();
    assertThat(words(migration, "drain"))
        .containsExactly(
            "Drain n1 (big, us-east-1a): its 3 pods move; payments-api loses at most 1 of 3 at a"
                + " time.");
  }

  private static List<String> blocked(DisruptionBudget budget) {
    var migration =
        new Moving()
            .runs(API, 3, budget)
            .stands("n1", "big", Map.of(API, 3))
            .plans("small", 1, Map.of(API, 3))
            .go();
    assertThat(outline(migration)).containsExactly("add small", "blocked n1");
    return words(migration, "blocked");
  }

  @Test
  void a_budget_that_lets_nothing_go_blocks_its_node_and_what_to_do_is_told() {
    assertThat(blocked(atLeast("3")))
        .containsExactly(
            "n1 (big, us-east-1a) cannot be drained: PodDisruptionBudget guard (minAvailable 3)"
                + " lets none of the 3 replicas of payments-api go. Run one replica more, or let"
                + " one be away (maxUnavailable: 1). It stays until then.");
    assertThat(blocked(atLeast("90%")).getFirst())
        .contains("(minAvailable 90%)", "go. Let one be away (maxUnavailable: 1).");
    assertThat(blocked(new DisruptionBudget("guard", "", "0", 0)).getFirst())
        .contains("(maxUnavailable 0)", "go. Let one be away (maxUnavailable: 1).");
  }

  @Test
  void a_node_that_cannot_be_drained_is_kept_before_others_of_its_kind() {
    var migration =
        new Moving()
            .runs(API, 1, atLeast("1"))
            .runs(WEB, 3, null)
            .stands("n1", "small", Map.of(WEB, 3))
            .stands("n2", "small", Map.of(API, 1))
            .plans("small", 1, Map.of(API, 1, WEB, 3))
            .go();
    assertThat(outline(migration)).containsExactly("drain n1", "keep n2");
  }

  private static @Nullable String drainOf(WorkloadRef ref, int replicas) {
    return drainOf(ref, replicas, null);
  }

  private static @Nullable String drainOf(
      WorkloadRef ref, int replicas, @Nullable DisruptionBudget budget) {
    var migration =
        new Moving()
            .runs(ref, replicas, budget)
            .stands("n1", "big", Map.of(ref, replicas, ref("DaemonSet", "agent"), 1))
            .plans("small", 1, Map.of(ref, replicas))
            .go();
    return words(migration, "drain").getFirst();
  }

  @Test
  void what_a_drain_hurts_is_told() {
    assertThat(drainOf(API, 1))
        .isEqualTo(
            "Drain n1 (big, us-east-1a): its 1 pod moves; payments-api is down meanwhile, it has 1"
                + " replica.");
    assertThat(drainOf(API, 2))
        .contains("payments-api loses all 2 at once: no PodDisruptionBudget.");
    assertThat(drainOf(API, 2, atLeast("0"))).endsWith("payments-api loses all 2 at once.");
    assertThat(drainOf(ref("Pod", "debug"), 1))
        .endsWith("Nothing starts debug again, bare pods that they are: move them by hand.");
    assertThat(drainOf(ref("StatefulSet", "disk-db"), 2))
        .endsWith("Data of disk-db on this node's own disk is left behind: copy it first.");
    assertThat(drainOf(ref("Job", "report"), 1))
        .endsWith("Let report end first: a drain cuts it off.");
    assertThat(drainOf(API, 3, new DisruptionBudget("guard", "2", "", 0)))
        .endsWith(
            "The budget of payments-api allows nothing right now: wait until all its pods are"
                + " ready.");
  }

  @Test
  void only_the_worst_losses_of_a_drain_are_named() {
    var moving = new Moving();
    for (var name : List.of("a", "b", "c", "d", "e")) {
      moving.runs(ref(name), 4, name.equals("e") ? atLeast("3") : null);
    }
    var migration =
        moving
            .stands(
                "n1",
                "big",
                Map.of(ref("a"), 1, ref("b"), 1, ref("c"), 2, ref("d"), 1, ref("e"), 2))
            .plans("small", 1, Map.of(ref("a"), 1, ref("b"), 1, ref("c"), 2))
            .plans("small", 1, Map.of(ref("d"), 1, ref("e"), 2))
            .go();
    assertThat(words(migration, "drain").getFirst())
        .contains(
            "c loses at most 2 of 4 at a time; a loses at most 1 of 4 at a time; b loses at most 1"
                + " of 4 at a time; 2 more lose no larger share.");
  }

  @Test
  void pods_on_the_wrong_one_of_two_like_nodes_stay_where_they_are() {
    // the plan wants web on n1's like and the api on n2's, and n3's two pods beside either
    var migration =
        new Moving()
            .runs(API, 3, null)
            .runs(WEB, 3, null)
            .stands("n1", "small", Map.of(API, 1, WEB, 1))
            .stands("n2", "small", Map.of(API, 1, WEB, 1))
            .stands("n3", "big", Map.of(API, 1, WEB, 1))
            .plans("small", 1, Map.of(API, 3))
            .plans("small", 1, Map.of(WEB, 3))
            .go();
    assertThat(outline(migration)).containsExactly("drain n3", "keep n1", "keep n2");
    assertThat(migration.moves()).hasSize(2);
  }

  @Test
  void a_node_full_of_what_belongs_elsewhere_is_replaced_where_drained_pods_find_no_room() {
    // the wide pod needs three cores of one node, and both of its kind hold two others
    var wide = ref("wide");
    var migration =
        new Moving()
            .runs(API, 4, null)
            .runs(wide, 1, null)
            .sized(wide, Moving.POD.times(3))
            .stands("n1", "small", Map.of(API, 2))
            .stands("n2", "small", Map.of(API, 2))
            .stands("n3", "big", Map.of(wide, 1))
            .plans("small", 1, Map.of(API, 4))
            .plans("small", 1, Map.of(wide, 1))
            .go();
    assertThat(outline(migration)).containsExactly("add small", "drain n3", "drain n2", "keep n1");
    assertThat(migration.moves())
        .containsExactlyInAnyOrder(
            new Migration.Move("n3", "small/us-east-1a/on-demand #1", wide, 1),
            new Migration.Move("n2", "n1", API, 2));
  }

  @Test
  void pods_beyond_the_plan_are_told() {
    var migration =
        new Moving()
            .runs(API, 3, null)
            .stands("n1", "big", Map.of(API, 3))
            .plans("small", 1, Map.of(API, 1))
            .go();
    assertThat(words(migration, "drain").getFirst())
        .endsWith("The plan has no place for 2 pods of payments-api: they may have to wait.");
  }

  @Test
  void parts_of_a_workload_are_put_together() {
    var stay = ref("web#on demand");
    var rest = ref("web#rest");
    var offer = Moving.offer("small", "us-east-1a", CapacityType.ON_DEMAND, 4);
    var problem =
        new PlanProblem(
            List.of(
                new Demand(stay, 1, Moving.POD, Demand.Wants.NOTHING),
                new Demand(rest, 2, Moving.POD, Demand.Wants.NOTHING)),
            List.of(),
            List.of(offer));
    var plan =
        new NodePlan(
            List.of(new PlannedNode(offer, 1, Map.of(stay, 1, rest, 2))), List.of(), 0, 0, 0);
    var target =
        Target.of(problem, plan, part -> ref(part.name().substring(0, part.name().indexOf('#'))));
    assertThat(target.plan().nodes().getFirst().pods()).isEqualTo(Map.of(WEB, 3));
    assertThat(target.sizes()).isEqualTo(Map.of(WEB, Moving.POD));
  }

  @Test
  void pods_that_have_ended_or_wait_do_not_count() {
    var pods =
        List.of(
            Facts.pod("web-1"),
            new Pod("web-2", Facts.WEB, "n1", "Succeeded", Facts.NOW, List.of()),
            new Pod("web-3", Facts.WEB, null, "Pending", Facts.NOW, List.of()));
    var standing = Standing.of(Facts.inventory(), pods);
    assertThat(standing.movable(Facts.node("n1"))).containsExactly(entry(Facts.WEB, 1));
  }
}

package dev.trimtab.place.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.Problem;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.plan.ClusterPlan;
import dev.trimtab.model.plan.ClusterPlan.Layout;
import dev.trimtab.model.plan.ClusterPlan.NodeGroup;
import dev.trimtab.units.Money;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixWordsTest {
  private static Layout layout(int nodes, String price, String bound) {
    return layout("m5.large", nodes, price, bound);
  }

  private static Layout layout(String type, int nodes, String price, String bound) {
    var group =
        new NodeGroup(type, "a", CapacityType.ON_DEMAND, "amd64", Money.usd("1"), nodes, List.of());
    return new Layout(Money.usd(price), Money.usd(bound), 0, List.of(group), List.of());
  }

  private static ClusterPlan plan(String today, Layout requested, Layout recommended) {
    return plan(today, requested, recommended, List.of());
  }

  private static ClusterPlan plan(
      String today, Layout requested, Layout recommended, List<Problem> problems) {
    return new ClusterPlan(
        "prod",
        Instant.EPOCH,
        Money.usd(today),
        11,
        requested,
        recommended,
        Money.usd("900"),
        Money.usd("408.8"),
        List.of(),
        List.of(),
        problems);
  }

  @Test
  void a_cheaper_mix_is_told_with_its_proof_for_both_sets_of_requests() {
    var plan = plan("3.10", layout(7, "1.92", "1.90"), layout(5, "1.36", "1.36"));
    assertThat(MixWords.reason(plan))
        .isEqualTo(
            "7 nodes for 1.92 USD an hour would do what 11 for 3.10 USD do (-38%); proven: nothing cheaper than 1.90 USD exists. With recommended requests, 5 nodes for 1.36 USD would (-56%); proven: nothing cheaper than 1.36 USD exists.");
  }

  @Test
  void nodes_that_are_right_are_said_to_be() {
    var same = layout(11, "3.10", "3.02");
    assertThat(MixWords.reason(plan("3.1", same, same)))
        .isEqualTo(
            "With requests as they are, today's 11 nodes for 3.10 USD an hour are right: no cheaper ones were found, and proven: nothing cheaper than 3.02 USD exists.");
  }

  @Test
  void what_cannot_be_compared_says_why() {
    var same = layout(1, "0.0416", "0.04");
    var problems =
        List.of(new Problem("nodes/prod", "today", "unpriced-nodes", "2 nodes have no price"));
    assertThat(MixWords.reason(plan("3.1", same, same, problems)))
        .isEqualTo(
            "1 node for 0.0416 USD an hour would hold what runs; today's 11 nodes cannot be compared with them: 2 nodes have no price.");
  }

  @Test
  void each_reason_why_nodes_save_less_has_its_figure() {
    var plan = plan("3.10", layout(7, "1.92", "1.90"), layout(5, "1.36", "1.36"));
    var figures = new MixFigures(0.41, 0.3, 0.08, 0.05, 0.12, 0.3, 2, 3);
    assertThat(MixWords.notes(plan, figures))
        .containsExactly(
            "Recommended requests are worth 900.00 USD a month nominally (what they free, at list prices of today's nodes) and 408.80 USD on nodes.",
            "Requests: CPU -41%, memory -30%; nodes: -29% (1.92 USD to 1.36 USD an hour).",
            "The plan's nodes cost 62% of today's for the same requests, so what a request frees is worth less there.",
            "DaemonSets take 8% of the CPU and 5% of the memory that nodes have for pods, however small the other pods are.",
            "12% of the CPU and 30% of the memory stay free: nodes come in sizes, and CPU fills them first.",
            "2 workloads have to be spread over zones, which keeps nodes in 3 of them.");
  }

  @Test
  void burstable_nodes_are_told_with_the_way_to_plan_without_them() {
    var figures = new MixFigures(0, 0, 0, 0, 0, 0, 0, 1);
    var usual = plan("3.10", layout(7, "1.92", "1.90"), layout(5, "1.36", "1.36"));
    assertThat(MixWords.notes(usual, figures)).noneMatch(note -> note.contains("burstable"));
    var mixed = plan("3.10", layout(7, "1.92", "1.90"), layout("t3.2xlarge", 4, "1.36", "1.36"));
    assertThat(MixWords.notes(mixed, figures))
        .last()
        .asString()
        .startsWith("4 nodes of the plan are burstable (t3.*): CPU beyond a baseline")
        .endsWith("To plan without them: placement.types.deny: [\"t3.*\"]");
  }
}

package dev.trimtab.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.ClusterPlans;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.model.plan.ClusterPlan;
import dev.trimtab.model.plan.ClusterPlan.Layout;
import dev.trimtab.units.Money;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ClusterExplanationTest {
  private static final List<WorkloadSaving> SAVINGS =
      List.of(
          new WorkloadSaving("shop/Deployment/web", "checkout", Money.usd("210"), Money.usd("150")),
          new WorkloadSaving("shop/Deployment/cart", "checkout", Money.usd("90"), Money.usd("69")));

  private static String explain(ClusterPlan plan, List<WorkloadSaving> savings, String... notes) {
    var advice = new ClusterAdvice(savings, List.of(notes));
    return String.join("\n", ClusterExplanation.lines(plan, advice));
  }

  /// An hour's prices x 730: 2.00 today, 1.20 (at least 1.19) with today's requests, 0.90 (at least
  /// 0.89) with recommended ones. 1,460 - 657 = 803, of which 219 by requests; 300 - 219 = 81.
  /// Gaps: 1.20 / 1.19 - 1 and 0.90 / 0.89 - 1.
  @Test
  void tells_costs_bounds_savings_nodes_and_what_to_do_first() {
    assertThat(explain(ClusterPlans.full(), SAVINGS))
        .isEqualTo(
            """
            Cluster prod, plan of 2026-11-25 02:00 UTC

                                                 nodes  USD a month  proven least    gap
              today                                 10     1,460.00
              planned with today's requests          9       876.00        868.70  0.84%
              planned with recommended requests      8       657.00        649.70  1.12%
            No plan that places as much costs less than the proven least: the gap is the most that a better one could save.

            The plan with recommended requests saves 803.00 USD a month, 55% of what today's nodes cost:
              584.00 USD from better nodes for the same requests, 219.00 USD from recommended requests.
            Right-sizing is worth 300.00 USD a month nominally: what recommended requests free, at list price.
            On nodes 219.00 USD of that can be realized. The other 81.00 USD cannot:
              only whole nodes can go, and one on spot or reserved gives back less than list price.

            Nodes of the plan with recommended requests:
              3 x  m6i.xlarge   amd64  us-east-1b  spot       219.00 USD a month
              1 x  m6i.2xlarge  amd64  us-east-1a  on-demand  146.00 USD a month
              2 x  m6i.xlarge   amd64  us-east-1a  spot       146.00 USD a month
              1 x  m6i.xlarge   amd64  us-east-1a  reserved   109.50 USD a month
              1 x  m7g.large    arm64  us-east-1b  spot        36.50 USD a month

            Largest savings by workload, a month (realizable on these nodes; nominal at list price):
              150.00 USD  (nominal 210.00 USD)  shop/Deployment/web   team checkout
               69.00 USD   (nominal 90.00 USD)  shop/Deployment/cart  team checkout

            Dearest constraints (what would be saved without each, all else equal):
              - the zone spread of shop/cart costs 41.00 USD a month
              - keeping shop/store off spot costs 12.50 USD a month

            From today's nodes to these (1 stays), the first of 7 steps (all with --output json):
              1. add 2 m6i.xlarge on spot in us-east-1a
              2. drain node-1: 4 pods move
              3. drain node-2: 4 pods move
              4. drain node-3: 4 pods move
              5. drain node-4: 4 pods move

            No place for:
              - 1 replica of shop/StatefulSet/store: its volume is in us-east-1c, where no node may be

            What could not be counted in:
              - z9.large: no price is known: its nodes are in no sum

            Apply with: trimtab patch cluster/prod --format karpenter (or eksctl, or node-groups)\
            """);
  }

  private static ClusterPlan worth(String nominal, String realizable, String recommended) {
    var full = ClusterPlans.full();
    return new ClusterPlan(
        full.cluster(),
        full.asOf(),
        full.today(),
        full.todayNodes(),
        full.asRequested(),
        ClusterPlans.layout(recommended, "0", Double.POSITIVE_INFINITY, List.of()),
        Money.usd(nominal),
        Money.usd(realizable),
        List.of(),
        List.of(),
        List.of());
  }

  @Test
  void is_silent_about_what_is_not_there() {
    assertThat(explain(worth("219", "219", "0.90"), List.of()))
        .contains("All of it is realizable on nodes.")
        .contains("not proven")
        .doesNotContain("Nodes of the plan", "Largest", "Dearest", "From today", "No place for:");
  }

  @Test
  void what_the_planner_knows_of_the_difference_is_told_in_its_words() {
    assertThat(explain(ClusterPlans.full(), SAVINGS, "DaemonSets take 10%.", "12% stay free."))
        .contains("\n- DaemonSets take 10%.\n- 12% stay free.\n")
        .doesNotContain("can be realized");
  }

  @Test
  void nothing_is_said_to_be_saved_by_nodes_that_hold_less() {
    var full = ClusterPlans.full();
    var requested =
        new Layout(Money.usd("1"), Money.usd("1"), 0, List.of(), full.asRecommended().unplaced());
    var less =
        new ClusterPlan(
            full.cluster(),
            full.asOf(),
            full.today(),
            full.todayNodes(),
            requested,
            full.asRecommended(),
            full.nominalMonthly(),
            full.realizableMonthly(),
            List.of(),
            List.of(),
            List.of());
    assertThat(explain(less, SAVINGS))
        .contains("What they save cannot be told")
        .contains("  with today's requests, there is no place for 1 pod on what can be bought.")
        .doesNotContain("The plan with recommended requests saves");
  }

  @Test
  void nodes_may_be_worth_more_than_requests_at_list_price() {
    assertThat(explain(worth("100", "219", "0.90"), List.of()))
        .contains("On nodes it is worth 219.00 USD, 119.00 USD more: smaller pods");
  }

  @Test
  void nothing_may_be_realizable() {
    assertThat(explain(worth("100", "0", "1.20"), List.of()))
        .contains("On nodes none of that can be realized. The other 100.00 USD cannot:");
  }

  @Test
  void recommended_requests_may_cost() {
    // (1.20 - 2.10) x 730 = -657, and (2.00 - 2.10) x 730 = -73
    assertThat(explain(worth("-50", "-657", "2.10"), List.of()))
        .contains("The plan with recommended requests costs 73.00 USD a month more than today:")
        .contains(
            "  584.00 USD from better nodes for the same requests, -657.00 USD from recommended")
        .contains("come to 50.00 USD a month more at list price, and on nodes to 657.00 USD more.");
  }

  @Test
  void long_lists_are_cut_and_say_so() {
    var savings =
        IntStream.range(0, 12)
            .mapToObj(
                i -> new WorkloadSaving("shop/Deployment/w" + i, "checkout", Money.usd("1"), null))
            .toList();
    assertThat(explain(ClusterPlans.full(), savings))
        .contains("(nominal at list price; not attributed to nodes yet):")
        .contains("  and 2 more (all with --output json)");
    var groups =
        IntStream.range(0, 13)
            .mapToObj(
                i -> ClusterPlans.group("m5.large", "zone-" + i, CapacityType.SPOT, "0.01", 2))
            .toList();
    // 3 groups of 2 nodes at 0.01 x 730 each
    assertThat(explain(ClusterPlans.of(ClusterPlans.layout("1", "1", 0, groups)), List.of()))
        .contains("  and 6 nodes more in 3 groups for 43.80 USD a month");
  }

  @Test
  void programs_get_all_of_it() {
    var json =
        JsonMapper.shared()
            .readTree(PlanRows.json(ClusterPlans.full(), new ClusterAdvice(SAVINGS, List.of("n"))));
    assertThat(json.path("cluster").asString()).isEqualTo("prod");
    assertThat(json.at("/today/price_per_month").decimalValue()).isEqualByComparingTo("1460");
    assertThat(json.at("/as_recommended/gap").asDouble()).isEqualTo(0.90 / 0.89 - 1);
    assertThat(json.at("/as_recommended/node_groups")).hasSize(5);
    assertThat(json.at("/as_recommended/unplaced/0/workload").asString()).isEqualTo("store");
    assertThat(json.path("realizable_monthly_savings").decimalValue()).isEqualByComparingTo("219");
    assertThat(json.path("migration")).hasSize(8);
    assertThat(json.at("/notes/0").asString()).isEqualTo("n");
    assertThat(json.at("/constraints/0/monthly").decimalValue()).isEqualByComparingTo("41");
    assertThat(json.at("/savings/1/nominal_monthly_savings").decimalValue())
        .isEqualByComparingTo("90");
    assertThat(json.at("/problems/0/subject").asString()).isEqualTo("z9.large");
  }

  @Test
  void what_nothing_is_proven_of_is_null_for_programs() {
    var json =
        JsonMapper.shared()
            .readTree(PlanRows.json(worth("1", "1", "1"), new ClusterAdvice(List.of(), List.of())));
    assertThat(json.at("/as_recommended/gap").isNull()).isTrue();
  }

  private static Recommendation advice(
      String workload, String kind, @Nullable Money nominal, @Nullable Money realizable) {
    return new Recommendation(
        "prod",
        workload.isEmpty() ? "" : "shop",
        workload.isEmpty() ? "" : "Deployment",
        workload,
        "",
        "checkout",
        kind,
        "{}",
        "{}",
        nominal,
        realizable,
        "nominal",
        "because",
        "{\"notes\": [\"nodes come in sizes\"]}",
        "");
  }

  @Test
  void advice_for_one_workload_adds_up_and_the_largest_comes_first() {
    var open =
        List.of(
            advice("cart", "resize", Money.usd("30"), null),
            advice("web", "resize", Money.usd("20"), null),
            advice("web", "scale", Money.usd("15"), null),
            advice("web", "move-to-spot", null, null),
            advice("keeper", "keep", null, null));
    assertThat(WorkloadSaving.of(open, "prod"))
        .containsExactly(
            new WorkloadSaving("shop/Deployment/web", "checkout", Money.usd("35"), null),
            new WorkloadSaving("shop/Deployment/cart", "checkout", Money.usd("30"), null));
    assertThat(WorkloadSaving.of(open, "staging")).isEmpty();
  }

  @Test
  void what_is_realizable_decides_which_is_the_largest() {
    var open =
        List.of(
            advice("web", "resize", Money.usd("35"), Money.usd("10")),
            advice("cart", "resize", Money.usd("30"), Money.usd("20")),
            advice("cart", "scale", Money.usd("1"), Money.usd("2")));
    assertThat(WorkloadSaving.of(open, "prod"))
        .containsExactly(
            new WorkloadSaving(
                "shop/Deployment/cart", "checkout", Money.usd("31"), Money.usd("22")),
            new WorkloadSaving(
                "shop/Deployment/web", "checkout", Money.usd("35"), Money.usd("10")));
  }

  @Test
  void advice_for_the_nodes_as_a_whole_is_no_workload_and_gives_its_notes() {
    var open =
        List.of(advice("", "node-mix", null, Money.usd("5")), advice("web", "keep", null, null));
    var advice = ClusterAdvice.of(open, "prod");
    assertThat(advice.savings()).isEmpty();
    assertThat(advice.notes()).containsExactly("nodes come in sizes");
  }
}

package dev.trimtab.place.board;

import static dev.trimtab.place.board.Problems.UNBOUNDED;
import static dev.trimtab.place.board.Problems.demand;
import static dev.trimtab.place.board.Problems.onDemand;
import static dev.trimtab.place.board.Problems.onePerNode;
import static dev.trimtab.place.board.Problems.problem;
import static dev.trimtab.place.board.Problems.ref;
import static dev.trimtab.place.board.Problems.size;
import static dev.trimtab.place.board.Problems.spot;
import static dev.trimtab.place.board.Problems.spotIn;
import static dev.trimtab.place.board.Problems.spread;
import static dev.trimtab.place.board.Problems.tied;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.Demand.Wants;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.NodePlan.PlannedNode;
import dev.trimtab.place.plan.NodePlan.Unplaced;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Size;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanCheckTest {
  private static List<String> of(Demand demand, List<Offer> offers, PlannedNode... nodes) {
    return PlanCheck.violations(
        problem(List.of(demand), offers.toArray(Offer[]::new)),
        new NodePlan(List.of(nodes), List.of(), 0, 0, 0));
  }

  private static PlannedNode node(Offer offer, int count, int pods) {
    return new PlannedNode(offer, count, Map.of(ref("w"), pods));
  }

  private static void finds(String words, Demand demand, List<Offer> offers, PlannedNode... nodes) {
    assertThat(of(demand, offers, nodes)).anyMatch(violation -> violation.contains(words));
  }

  @Test
  void a_plan_that_holds_has_no_violation() {
    var offer = onDemand("a", 2);
    assertThat(of(demand("w", 8, size(1, 1), Wants.NOTHING), List.of(offer), node(offer, 2, 4)))
        .isEmpty();
  }

  @Test
  void each_rule_is_seen_when_it_is_broken() {
    var a = onDemand("a", 2);
    var b = onDemand("b", UNBOUNDED);
    var cheap = spotIn("a");
    var plain = demand("w", 5, size(1, 1), Wants.NOTHING);

    finds("overfull", plain, List.of(a), node(a, 1, 5));
    finds("pods too many", demand("w", 21, Size.ZERO, Wants.NOTHING), List.of(a), node(a, 1, 21));
    finds("can be had", demand("w", 3, size(1, 1), Wants.NOTHING), List.of(a), node(a, 3, 1));
    finds("not its 5 replicas", plain, List.of(a), node(a, 1, 4));
    finds("not a usable offering", plain, List.of(a), node(b, 1, 4));
    finds("may not run on", plain, List.of(cheap), node(cheap, 1, 4));
    finds("may not run on", demand("w", 1, size(1, 1), tied("b")), List.of(a), node(a, 1, 1));
    finds("on one", demand("w", 2, size(1, 1), onePerNode()), List.of(a), node(a, 1, 2));
    finds("unevenly", demand("w", 2, size(1, 1), spread(1)), List.of(a, b), node(a, 1, 2));
    finds("in spot pool", demand("w", 4, size(1, 1), spot(0.5)), List.of(cheap), node(cheap, 1, 4));
  }

  @Test
  void a_replica_without_a_place_must_have_none() {
    var offer = onDemand("a", 1);
    var problem = problem(List.of(demand("w", 5, size(1, 1), Wants.NOTHING)), offer);
    var missing = List.of(new Unplaced(ref("w"), 2, "so it is"));
    var full = List.of(new Unplaced(ref("w"), 1, "so it is"));
    var mute = List.of(new Unplaced(ref("w"), 1, " "));

    assertThat(
            PlanCheck.violations(
                problem, new NodePlan(List.of(node(offer, 1, 3)), missing, 0, 0, 0)))
        .anyMatch(violation -> violation.contains("fits a standing"));
    assertThat(
            PlanCheck.violations(problem, new NodePlan(List.of(node(offer, 1, 4)), full, 0, 0, 0)))
        .isEmpty();
    assertThat(
            PlanCheck.violations(problem, new NodePlan(List.of(node(offer, 1, 4)), mute, 0, 0, 0)))
        .hasSize(1);
  }
}

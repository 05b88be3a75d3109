package dev.trimtab.place.board;

import static dev.trimtab.place.board.Problems.UNBOUNDED;
import static dev.trimtab.place.board.Problems.demand;
import static dev.trimtab.place.board.Problems.offer;
import static dev.trimtab.place.board.Problems.size;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.Demand.Wants;
import dev.trimtab.place.plan.LabelRule;
import dev.trimtab.place.plan.LabelRule.Operator;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContradictionTest {
  private static final Size SMALL = size(1, 1);

  /// Intel in zones a and b, ARM in b alone, a large one on spot alone.
  private static final List<Offer> OFFERS =
      List.of(
          on("four", "a", CapacityType.ON_DEMAND, 0.2, size(4, 16), "amd64"),
          on("four", "b", CapacityType.ON_DEMAND, 0.2, size(4, 16), "amd64"),
          on("grav", "b", CapacityType.ON_DEMAND, 0.15, size(4, 16), "arm64"),
          on("huge", "a", CapacityType.SPOT, 0.5, size(32, 64), "amd64"),
          on("fat", "b", CapacityType.ON_DEMAND, 0.9, size(8, 256), "amd64"));

  private static Offer on(
      String type, String zone, CapacityType capacity, double price, Size room, String arch) {
    return new Offer(
        type,
        zone,
        capacity,
        BigDecimal.valueOf(price),
        room,
        20,
        arch,
        Double.NaN,
        UNBOUNDED,
        Map.of("disk", type.equals("fat") ? "hdd" : "ssd"));
  }

  private static Wants wants(String arch, boolean spot, String zone, LabelRule... rules) {
    return new Wants(arch, spot, zone, -1, false, Double.NaN, List.of(rules));
  }

  static Stream<Arguments> contradictions() {
    var hdd = new LabelRule("disk", Operator.IN, List.of("hdd"));
    var tape = new LabelRule("tape", Operator.EXISTS, List.of());
    return Stream.of(
        arguments(
            wants("arm64", false, "a"),
            SMALL,
            "it is tied to zone a and wants arch arm64, and no offering meets both; but for its zone, grav/b/on-demand would do; but for its arch, four/a/on-demand would do"),
        arguments(
            wants("amd64", false, "z"),
            SMALL,
            "it is tied to zone z, and no offering is there; but for its zone, four/a/on-demand would do"),
        arguments(
            wants("s390x", true, "a"),
            SMALL,
            "no offering has arch s390x; but for its arch, four/a/on-demand would do"),
        arguments(
            wants("s390x", true, "z"),
            SMALL,
            "it is tied to zone z, and no offering is there; no offering has arch s390x"),
        arguments(
            wants("amd64", false, ""),
            size(16, 1),
            "it may not run on spot and needs 16.0 cores of CPU, and no offering meets both; but for its staying off spot, huge/a/spot would do"),
        arguments(
            wants("amd64", true, ""),
            size(16, 128),
            "it needs 16.0 cores of CPU and needs 128.00 GiB of memory, and no offering meets both"),
        arguments(
            wants("amd64", true, ""),
            size(64, 1),
            "no node is large enough for its 64.0 cores of CPU beside what kubelet and DaemonSets keep (the largest has room for 32.00)"),
        arguments(
            wants("amd64", true, ""),
            new Size(1, 1, 1000),
            "no offering has a GPU count of 1.0 or more"),
        arguments(
            wants("amd64", true, "a", hdd),
            SMALL,
            "it is tied to zone a and wants label disk in [hdd], and no offering meets both; but for its zone, fat/b/on-demand would do; but for its rule on label disk, four/a/on-demand would do"),
        arguments(
            wants("amd64", true, "", tape),
            SMALL,
            "it wants label tape, and no offering's nodes are so; but for its rule on label tape, four/a/on-demand would do"),
        arguments(
            wants("amd64", false, "a"),
            size(8, 8),
            "it is tied to zone a, may not run on spot and needs 8.0 cores of CPU, and no offering meets all of that; but for its zone, fat/b/on-demand would do; but for its staying off spot, huge/a/spot would do"));
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void the_fewest_wishes_that_contradict_are_named(Wants wants, Size pod, String words) {
    assertThat(reason(demand("w", 2, pod, wants), OFFERS)).isEqualTo(words);
  }

  static Stream<Arguments> shortages() {
    var one = new Wants("amd64", false, "a", -1, true, Double.NaN, List.of());
    var level = new Wants("amd64", false, "", 0, false, Double.NaN, List.of());
    var even = new Wants("amd64", false, "", 1, false, Double.NaN, List.of());
    return Stream.of(
        arguments(
            demand("w", 12, size(4, 1), one),
            List.of(four("a", 4), four("b", UNBOUNDED)),
            "one per node, it wants 12 nodes with room for 4.0 cores of CPU and 1.00 GiB of memory, of which 4 can be had in zone a; all available nodes of four/a/on-demand (4) are in use and hold one each, or are full"),
        arguments(
            demand("w", 10, SMALL, level),
            List.of(four("a", UNBOUNDED), four("b", UNBOUNDED), four("c", UNBOUNDED)),
            "it is spread over zones a, b, c with at most 0 apart, and 10 replicas cannot be"),
        arguments(
            demand("w", 6, SMALL, even),
            List.of(four("a", UNBOUNDED), four("b", UNBOUNDED), four("c", 0)),
            "all available nodes of four/c/on-demand (0) are in use and have no room; one more in zone a, b would break its spread (at most 1 apart), since zone c takes no more"));
  }

  private static Offer four(String zone, int available) {
    return offer("four", zone, CapacityType.ON_DEMAND, 0.2, size(4, 16), available);
  }

  @ParameterizedTest
  @MethodSource("shortages")
  void what_runs_short_is_named_with_the_rule_that_needs_it(
      Demand demand, List<Offer> offers, String words) {
    assertThat(reason(demand, offers)).isEqualTo(words);
  }

  @Test
  void whatever_has_no_place_has_a_reason() {
    for (int seed = 0; seed < 500; seed++) {
      var problem = Problems.random(seed);
      for (var unplaced : FirstFit.plan(problem).unplaced()) {
        assertThat(unplaced.reason()).as("seed " + seed).isNotBlank();
      }
    }
  }

  private static String reason(Demand demand, List<Offer> offers) {
    var plan = FirstFit.plan(new PlanProblem(List.of(demand), List.of(), offers));
    assertThat(plan.unplaced()).hasSize(1);
    return plan.unplaced().getFirst().reason();
  }
}

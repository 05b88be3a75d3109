package dev.trimtab.place.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.WorkloadRef;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OffersTest {
  private static final long CORE = 1_000_000;
  private static final long GIB = 1L << 30;
  private static final Size FOUR = new Size(4 * CORE, 16 * GIB, 0);

  private static Offer offer(CapacityType capacity, String price, Size room, int maxPods) {
    return new Offer(
        "m5.xlarge",
        "a",
        capacity,
        new BigDecimal(price),
        room,
        maxPods,
        "amd64",
        Double.NaN,
        Integer.MAX_VALUE,
        Map.of("disk", "ssd"));
  }

  private static Daemon daemon(Size pod, Demand.Wants wants) {
    return new Daemon(new WorkloadRef("", "kube-system", "DaemonSet", "agent"), pod, wants);
  }

  private static Demand.Wants wants(String arch, String zone, LabelRule... rules) {
    return new Demand.Wants(arch, true, zone, -1, false, Double.NaN, List.of(rules));
  }

  private static List<Offer> usable(List<Daemon> daemons, Offer... offers) {
    return Offers.usable(new PlanProblem(List.of(), daemons, List.of(offers)));
  }

  @Test
  void a_price_of_nothing_is_unknown_unless_the_node_is_reserved() {
    assertThat(
            usable(
                List.of(),
                offer(CapacityType.ON_DEMAND, "0.00", FOUR, 58),
                offer(CapacityType.SPOT, "0", FOUR, 58),
                offer(CapacityType.RESERVED, "0", FOUR, 58)))
        .extracting(Offer::capacityType)
        .containsExactly(CapacityType.RESERVED);
  }

  @Test
  void of_doubles_the_cheapest_counts_and_of_equally_cheap_ones_the_first() {
    assertThat(
            usable(
                List.of(),
                offer(CapacityType.SPOT, "0.20", FOUR, 58),
                offer(CapacityType.SPOT, "0.1", FOUR, 57),
                offer(CapacityType.SPOT, "0.10", FOUR, 56)))
        .extracting(Offer::maxPods)
        .containsExactly(57);
  }

  @Test
  void a_daemonset_takes_its_requests_and_a_slot_where_it_runs() {
    var pod = new Size(CORE / 10, GIB, 0);
    var here =
        List.of(
            daemon(pod, wants("any", "")),
            daemon(pod, wants("amd64", "a")),
            daemon(
                pod,
                wants("any", "", new LabelRule("disk", LabelRule.Operator.EXISTS, List.of()))));
    var elsewhere =
        List.of(
            daemon(pod, wants("arm64", "")),
            daemon(pod, wants("any", "b")),
            daemon(
                pod,
                wants("any", "", new LabelRule("disk", LabelRule.Operator.IN, List.of("hdd")))));
    var offer = offer(CapacityType.ON_DEMAND, "1", FOUR, 58);

    assertThat(usable(elsewhere, offer)).containsExactly(offer);
    assertThat(usable(here, offer))
        .containsExactly(
            offer(CapacityType.ON_DEMAND, "1", new Size(37 * CORE / 10, 13 * GIB, 0), 55));
  }

  @Test
  void a_node_without_room_beside_daemonsets_is_no_offer() {
    var heavy = List.of(daemon(new Size(5 * CORE, 0, 0), wants("any", "")));
    var light = List.of(daemon(Size.ZERO, wants("any", "")));

    assertThat(usable(heavy, offer(CapacityType.SPOT, "1", FOUR, 58))).isEmpty();
    assertThat(usable(light, offer(CapacityType.SPOT, "1", FOUR, 1))).isEmpty();
    assertThat(usable(light, offer(CapacityType.SPOT, "1", FOUR, 2))).hasSize(1);
  }

  @Test
  void a_daemonset_of_gpus_leaves_nodes_without_gpus_alone() {
    var wantsGpu = List.of(daemon(new Size(0, 0, 1000), wants("any", "")));
    var withGpus = new Size(4 * CORE, 16 * GIB, 4000);

    assertThat(
            usable(
                wantsGpu,
                offer(CapacityType.SPOT, "1", FOUR, 58),
                offer(CapacityType.ON_DEMAND, "2", withGpus, 58)))
        .extracting(o -> o.room().gpuMillis())
        .containsExactly(0L, 3000L);
  }
}

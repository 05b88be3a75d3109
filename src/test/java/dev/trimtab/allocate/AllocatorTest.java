package dev.trimtab.allocate;

import static dev.trimtab.fixtures.NodeDays.container;
import static dev.trimtab.fixtures.NodeDays.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.model.cost.ContainerDay;
import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.cost.DailyCost.Kind;
import dev.trimtab.model.cost.NodeDay;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AllocatorTest {
  private static final Allocator ALLOCATOR =
      new Allocator(new Teams(List.of("team"), List.of(Facts.inventory())), List.of("kube-system"));

  private static BigDecimal cost(List<DailyCost> rows, Kind... kinds) {
    return rows.stream()
        .filter(row -> Set.of(kinds).contains(row.kind()))
        .map(row -> row.cost().amount())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal of(List<DailyCost> rows, String workload) {
    return rows.stream()
        .filter(row -> row.workload().equals("Deployment/" + workload))
        .map(row -> row.cost().amount())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal total(List<DailyCost> rows) {
    return cost(rows, Kind.values());
  }

  @Test
  void splits_a_node_by_the_base_prices_and_what_was_held() {
    var rows =
        ALLOCATOR.allocate(
            List.of(node("n1", "10")), List.of(container("shop", "web", "n1", 24, 96)));
    double cpu = 10 * 4 * 0.031611 / (4 * 0.031611 + 16 * 0.004237);
    assertThat(cost(rows, Kind.CPU).doubleValue()).isCloseTo(cpu / 4, within(1e-8));
    assertThat(cost(rows, Kind.MEMORY).doubleValue()).isCloseTo((10 - cpu) / 4, within(1e-8));
    assertThat(cost(rows, Kind.IDLE).doubleValue()).isCloseTo(7.5, within(1e-8));
    assertThat(total(rows)).isEqualByComparingTo("10");
    assertThat(rows)
        .filteredOn(row -> row.kind() == Kind.CPU)
        .singleElement()
        .satisfies(row -> {
          assertThat(row.team()).isEqualTo("checkout");
          assertThat(row.quantity()).isEqualByComparingTo("24");
          assertThat(row.sku()).isEqualTo("m5.xlarge");
        });
  }

  @Test
  void holders_of_more_than_there_is_share_it_all() {
    var rows =
        ALLOCATOR.allocate(
            List.of(node("n1", "10")),
            List.of(
                container("shop", "web", "n1", 150, 600), container("shop", "api", "n1", 50, 200)));
    assertThat(cost(rows, Kind.IDLE)).isZero();
    assertThat(of(rows, "web").doubleValue()).isCloseTo(7.5, within(1e-8));
    assertThat(of(rows, "api").doubleValue()).isCloseTo(2.5, within(1e-8));
    assertThat(
            rows.stream()
                .filter(row -> row.kind() == Kind.CPU)
                .map(DailyCost::quantity)
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo("96"); // no more core-hours than the node had
  }

  @Test
  void shared_namespaces_are_shared() {
    var rows =
        ALLOCATOR.allocate(
            List.of(node("n1", "10")), List.of(container("kube-system", "dns", "n1", 24, 96)));
    assertThat(cost(rows, Kind.SHARED).doubleValue()).isCloseTo(2.5, within(1e-8));
    assertThat(rows)
        .filteredOn(row -> row.kind() == Kind.SHARED)
        .extracting(DailyCost::sku)
        .containsExactlyInAnyOrder("m5.xlarge/cpu", "m5.xlarge/memory");
  }

  @Test
  void gpus_carry_their_part_of_a_gpu_node() {
    var rows =
        ALLOCATOR.allocate(
            List.of(node("n1", 4000, 16 * 1024, 1, "24", "10")),
            List.of(container("shop", "train", "n1", 0, 0, 24)));
    double gpu = 10 * 0.95 / (0.95 + 4 * 0.031611 + 16 * 0.004237);
    assertThat(cost(rows, Kind.GPU).doubleValue()).isCloseTo(gpu, within(1e-8));
  }

  @Test
  void containers_of_unknown_nodes_take_of_the_idle_by_what_is_idle_where() {
    var rows =
        ALLOCATOR.allocate(
            List.of(node("n1", "10"), node("n2", "20")),
            List.of(
                container("shop", "web", "n1", 96, 384), // all of n1
                container("shop", "api", "", 48, 192))); // as much as half of n2
    assertThat(of(rows, "web").doubleValue()).isCloseTo(10, within(1e-8));
    assertThat(of(rows, "api").doubleValue()).isCloseTo(10, within(1e-8));
    assertThat(cost(rows, Kind.IDLE).doubleValue()).isCloseTo(10, within(1e-8));
  }

  @Test
  void they_never_take_what_others_are_known_to_hold() {
    var rows =
        ALLOCATOR.allocate(
            List.of(node("n1", "10")),
            List.of(
                container("shop", "web", "n1", 72, 288),
                container("shop", "api", "gone", 1000, 1000)));
    assertThat(of(rows, "web").doubleValue()).isCloseTo(7.5, within(1e-8));
    assertThat(of(rows, "api").doubleValue()).isCloseTo(2.5, within(1e-8));
    assertThat(cost(rows, Kind.IDLE)).isZero();
  }

  @Test
  void a_container_on_another_clusters_node_of_the_same_name_is_not_there() {
    var other = container("shop", "web", "n1", 24, 96);
    var elsewhere =
        new ContainerDay(
            other.day(),
            new dev.trimtab.model.cluster.ContainerRef(
                new dev.trimtab.model.cluster.WorkloadRef("dev", "shop", "Deployment", "web"),
                "app"),
            "n1",
            24,
            96,
            0,
            0,
            0);
    var rows = ALLOCATOR.allocate(List.of(node("n1", "10")), List.of(elsewhere));
    assertThat(cost(rows, Kind.IDLE)).isEqualByComparingTo("10");
  }

  @Test
  void a_name_that_two_nodes_had_in_turn_holds_its_containers_once() {
    var rows =
        ALLOCATOR.allocate(
            List.of(
                node("n1", 4000, 16 * 1024, 0, "12", "5"),
                node("n1", 4000, 16 * 1024, 0, "12", "5")),
            List.of(container("shop", "web", "n1", 24, 96)));
    assertThat(of(rows, "web").doubleValue()).isCloseTo(2.5, within(1e-8));
    assertThat(rows)
        .filteredOn(row -> row.kind() == Kind.CPU)
        .singleElement()
        .satisfies(row -> assertThat(row.quantity()).isEqualByComparingTo("24"));
  }

  @Test
  void a_node_of_no_size_is_idle_whoever_is_there() {
    var rows =
        ALLOCATOR.allocate(
            List.of(node("n1", 0, 0, 0, "0", "1.23")),
            List.of(container("shop", "web", "n1", 24, 96)));
    assertThat(cost(rows, Kind.IDLE)).isEqualByComparingTo("1.23");
  }

  @Provide
  static Arbitrary<NodeDay> nodes() {
    return Combinators.combine(
            Arbitraries.of("n1", "n2", "n3"),
            Arbitraries.of(0L, 1L, 2000L, 96_000L),
            Arbitraries.of(0L, 1L, 16_384L, 24L << 20),
            Arbitraries.of(0, 1, 8),
            Arbitraries.of("0", "0.000000001", "7.3333", "24"),
            Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("100000"))
                .ofScale(9)
                .map(BigDecimal::toPlainString))
        .as((name, cpu, mebi, gpus, hours, cost) -> node(name, cpu, mebi, gpus, hours, cost));
  }

  @Provide
  static Arbitrary<ContainerDay> containers() {
    var hours =
        Arbitraries.oneOf(
            Arbitraries.of(0.0, 1e-12, 1e300, -1.0, Double.NaN, Double.POSITIVE_INFINITY),
            Arbitraries.doubles().between(0, 5000));
    return Combinators.combine(
            Arbitraries.of("shop", "kube-system", "other"),
            Arbitraries.of("web", "api", "db"),
            Arbitraries.of("n1", "n2", "n3", "", "gone"),
            hours,
            hours,
            hours)
        .as((namespace, name, node, cpu, gib, gpu) ->
            container(namespace, name, node, cpu, gib, gpu));
  }

  @Provide
  static Arbitrary<List<NodeDay>> clusters() {
    return nodes().list().ofMaxSize(6);
  }

  @Provide
  static Arbitrary<List<ContainerDay>> crowds() {
    return containers().list().ofMaxSize(40);
  }

  @Property(tries = 2000)
  void the_parts_add_up_to_the_whole_to_the_last_digit(
      @ForAll("clusters") List<NodeDay> nodes, @ForAll("crowds") List<ContainerDay> containers) {
    var rows = ALLOCATOR.allocate(nodes, containers);
    var spent = nodes.stream().map(n -> n.cost().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(total(rows)).isEqualByComparingTo(spent);
    assertThat(rows).allMatch(row -> row.cost().signum() >= 0 && row.cost().amount().scale() <= 9);
    // one row per owner, or the store could not keep them
    assertThat(
            rows.stream()
                .map(r -> List.of(r.cluster(), r.namespace(), r.workload(), r.kind(), r.sku()))
                .collect(Collectors.toSet()))
        .hasSameSizeAs(rows);
  }
}

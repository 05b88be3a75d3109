package dev.trimtab.place.market;

import static dev.trimtab.place.market.Stalls.NOW;
import static dev.trimtab.place.market.Stalls.PLAIN;
import static dev.trimtab.place.market.Stalls.node;
import static dev.trimtab.place.market.Stalls.reasons;
import static dev.trimtab.place.market.Stalls.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.price.InterruptionRate;
import dev.trimtab.model.price.OnDemandPrice;
import dev.trimtab.place.market.MarketSettings.Overlay;
import dev.trimtab.place.market.MarketSettings.Reservation;
import dev.trimtab.place.market.MarketSettings.SpotChoice;
import dev.trimtab.place.market.MarketSettings.Types;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Overhead;
import dev.trimtab.place.plan.Size;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarketTest {
  private static Offer offer(Offered offered, String key) {
    return offered.offers().stream()
        .filter(o -> o.key().toString().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static MarketSettings only(String... types) {
    return new MarketSettings(
        Money.USD,
        new Types(List.of(types), List.of()),
        SpotChoice.NOW,
        false,
        false,
        List.of(),
        List.of());
  }

  private static MarketSettings reserved(Reservation... reserved) {
    return new MarketSettings(
        Money.USD,
        new Types(List.of(), List.of("*")),
        SpotChoice.NOW,
        false,
        false,
        List.of(reserved),
        List.of());
  }

  private static MarketSettings overlaid(Overlay... overlays) {
    return new MarketSettings(
        Money.USD,
        new Types(List.of("m5.*", "m6g.*"), List.of()),
        SpotChoice.NOW,
        false,
        false,
        List.of(),
        List.of(overlays));
  }

  private static Reservation held(String type, String zone, int count, String price) {
    return new Reservation("", type, zone, count, new BigDecimal(price));
  }

  @Test
  void on_demand_is_offered_in_every_zone_in_which_nodes_stand_and_spot_where_a_pool_has_a_price() {
    var offered =
        Stalls.usual()
            .spot("m5.xlarge", "us-east-1a", "0.07")
            .spot("m5.xlarge", "us-east-1c", "0.06")
            .offered(
                only("m5.*"),
                node("n1", "m5.xlarge", "us-east-1a"),
                node("n2", "m5.xlarge", "us-east-1b"));
    assertThat(words(offered))
        .containsExactly(
            "m5.xlarge/us-east-1a/on-demand 0.192",
            "m5.xlarge/us-east-1a/spot 0.07",
            "m5.xlarge/us-east-1b/on-demand 0.192");
    assertThat(offered.problems()).isEmpty();
  }

  @Test
  void all_zones_of_the_region_are_offered_when_settings_say_so() {
    var everywhere =
        new MarketSettings(
            Money.USD,
            new Types(List.of("m5.*"), List.of()),
            SpotChoice.NOW,
            true,
            false,
            List.of(),
            List.of());
    var offered =
        Stalls.usual()
            .zone("us-east-1a", "use1-az4")
            .zone("us-east-1c", "use1-az1")
            .spot("m5.xlarge", "us-east-1c", "0.06")
            .offered(everywhere, node("n1", "m5.xlarge", "us-east-1a"));
    assertThat(words(offered))
        .containsExactly(
            "m5.xlarge/us-east-1a/on-demand 0.192",
            "m5.xlarge/us-east-1c/on-demand 0.192",
            "m5.xlarge/us-east-1c/spot 0.06");
  }

  @Test
  void all_zones_are_named_as_the_clusters_account_names_them() {
    var everywhere =
        new MarketSettings(
            Money.USD,
            new Types(List.of("m5.*"), List.of()),
            SpotChoice.NOW,
            true,
            false,
            List.of(),
            List.of());
    var day = NOW.minus(Duration.ofDays(1));
    // another account's us-east-1a is this one's us-east-1b, so that it can only be the other's b
    var offered =
        Stalls.usual()
            .zone("us-east-1a", "use1-az4")
            .zone("us-east-1b", "use1-az6")
            .zone("us-east-1a", "use1-az6")
            .zone("us-east-1b", "use1-az4")
            .spot("m5.xlarge", "us-east-1a", "use1-az4", day, "0.07")
            .spot("m5.xlarge", "us-east-1f", "0.05")
            .offered(
                everywhere,
                node(
                    "n1",
                    "m5.xlarge",
                    "us-east-1a",
                    3920,
                    15000,
                    0,
                    58,
                    Map.of("topology.k8s.aws/zone-id", "use1-az6")));
    assertThat(words(offered))
        .containsExactlyInAnyOrder(
            "m5.xlarge/us-east-1a/on-demand 0.192",
            "m5.xlarge/us-east-1b/on-demand 0.192",
            "m5.xlarge/us-east-1b/spot 0.07",
            "m5.xlarge/us-east-1f/on-demand 0.192",
            "m5.xlarge/us-east-1f/spot 0.05");
  }

  @Test
  void prices_are_those_in_force_at_the_instant() {
    var stalls =
        Stalls.usual()
            .listed("m5.xlarge", NOW.minus(Duration.ofDays(3)), "0.2")
            .listed("m5.xlarge", NOW.plus(Duration.ofDays(3)), "0.3")
            .spot("m5.xlarge", "us-east-1a", NOW.minus(Duration.ofDays(2)), "0.08")
            .spot("m5.xlarge", "us-east-1a", NOW, "0.07")
            .spot("m5.xlarge", "us-east-1a", NOW.plusSeconds(1), "0.01");
    var market = stalls.market(only("m5.*"));
    var cluster = Stalls.cluster(node("n1", "m5.xlarge", "us-east-1a"));
    assertThat(words(market.offers(cluster, NOW)))
        .containsExactly("m5.xlarge/us-east-1a/on-demand 0.2", "m5.xlarge/us-east-1a/spot 0.07");
    assertThat(words(market.offers(cluster, NOW.minus(Duration.ofDays(1)))))
        .containsExactly("m5.xlarge/us-east-1a/on-demand 0.2", "m5.xlarge/us-east-1a/spot 0.08");
    assertThat(words(market.offers(cluster, NOW.minus(Duration.ofDays(9)))))
        .containsExactly("m5.xlarge/us-east-1a/on-demand 0.192");
  }

  @Test
  void the_mean_over_a_window_weighs_each_price_by_its_time() {
    var week =
        new MarketSettings(
            Money.USD,
            new Types(List.of("m5.*"), List.of()),
            SpotChoice.mean(Duration.ofDays(7)),
            false,
            false,
            List.of(),
            List.of());
    var offered =
        Stalls.usual()
            .spot("m5.xlarge", "us-east-1a", NOW.minus(Duration.ofDays(30)), "0.10")
            .spot("m5.xlarge", "us-east-1a", NOW.minus(Duration.ofDays(1)), "0.03")
            .offered(week, node("n1", "m5.xlarge", "us-east-1a"));
    // six days at 0.10 and one at 0.03: the cheap hour of now is not what a week costs
    assertThat(words(offered)).contains("m5.xlarge/us-east-1a/spot 0.09");
    assertThat(week.spotWindow(NOW).start()).isEqualTo(NOW.minus(Duration.ofDays(7)));
    assertThat(week.spotWindow(NOW).contains(NOW)).isTrue();
  }

  @Test
  void a_spot_offer_that_is_dearer_than_on_demand_is_left_out() {
    var offered =
        Stalls.usual()
            .spot("m5.xlarge", "us-east-1a", "0.193")
            .spot("r5.large", "us-east-1a", "0.126")
            .offered(only("m5.*", "r5.*"), node("n1", "m5.xlarge", "us-east-1a"));
    assertThat(words(offered))
        .containsExactly(
            "m5.xlarge/us-east-1a/on-demand 0.192",
            "r5.large/us-east-1a/on-demand 0.126",
            "r5.large/us-east-1a/spot 0.126");
  }

  @Test
  void room_is_the_least_that_ready_nodes_of_the_type_have_and_else_as_eks_reserves() {
    var waiting =
        Stalls.cluster(
            node("n1", "m5.xlarge", "us-east-1a", 3920, 15000, 0, 58, Map.of()),
            node("n2", "m5.xlarge", "us-east-1a", 3900, 15100, 0, 40, Map.of()));
    var offered = Stalls.usual().market(only("m5.*", "c5.*")).offers(waiting, NOW);
    var measured = offer(offered, "m5.xlarge/us-east-1a/on-demand");
    assertThat(measured.room()).isEqualTo(new Size(3_900_000, 15000L << 20, 0));
    assertThat(measured.maxPods()).isEqualTo(40);
    var reckoned = offer(offered, "c5.2xlarge/us-east-1a/on-demand");
    assertThat(reckoned.room()).isEqualTo(Overhead.EKS.room(new Size(8_000_000, 16L << 30, 0), 58));
    assertThat(reckoned.maxPods()).isEqualTo(58);
  }

  @Test
  void gpus_are_those_of_the_type_while_its_nodes_do_not_announce_any() {
    var stalls = Stalls.usual();
    var silent = node("n1", "g4dn.xlarge", "us-east-1a", 3920, 15000, 0, 29, Map.of());
    var telling = node("n2", "g4dn.xlarge", "us-east-1a", 3920, 15000, 4, 29, Map.of());
    assertThat(
            offer(stalls.offered(only("g4dn.*"), silent), "g4dn.xlarge/us-east-1a/on-demand")
                .room()
                .gpuMillis())
        .isEqualTo(1000);
    // time-sliced: what is announced counts
    assertThat(
            offer(
                    stalls.offered(only("g4dn.*"), silent, telling),
                    "g4dn.xlarge/us-east-1a/on-demand")
                .room()
                .gpuMillis())
        .isEqualTo(4000);
  }

  @Test
  void interruptions_are_the_middle_of_the_band_and_unknown_where_there_is_none() {
    var stalls =
        Stalls.usual()
            .spot("m5.xlarge", "us-east-1a", "0.07")
            .spot("r5.large", "us-east-1a", "0.04")
            .spot("c5.2xlarge", "us-east-1a", "0.11");
    stalls.rates.add(new InterruptionRate("us-east-1", "m5.xlarge", 0.05, 0.1, 60));
    stalls.rates.add(new InterruptionRate("us-east-1", "c5.2xlarge", 0.2, 1, 60));
    stalls.rates.add(new InterruptionRate("eu-west-1", "r5.large", 0.05, 0.1, 60));
    var offered = stalls.offered(PLAIN, node("n1", "m5.xlarge", "us-east-1a"));
    assertThat(offer(offered, "m5.xlarge/us-east-1a/spot").interruptions())
        .isCloseTo(0.075, within(1e-12));
    assertThat(offer(offered, "c5.2xlarge/us-east-1a/spot").interruptions())
        .isCloseTo(0.25, within(1e-12));
    assertThat(offer(offered, "r5.large/us-east-1a/spot").interruptions()).isNaN();
    assertThat(offer(offered, "m5.xlarge/us-east-1a/on-demand").interruptions()).isNaN();
  }

  @Test
  void offers_carry_the_labels_that_pods_ask_for() {
    var labels =
        offer(
                Stalls.usual()
                    .zone("us-east-1a", "use1-az4")
                    .spot("m6g.xlarge", "us-east-1a", "0.05")
                    .offered(PLAIN, node("n1", "m5.xlarge", "us-east-1a")),
                "m6g.xlarge/us-east-1a/spot")
            .labels();
    assertThat(labels)
        .containsEntry("node.kubernetes.io/instance-type", "m6g.xlarge")
        .containsEntry("beta.kubernetes.io/instance-type", "m6g.xlarge")
        .containsEntry("topology.kubernetes.io/zone", "us-east-1a")
        .containsEntry("failure-domain.beta.kubernetes.io/zone", "us-east-1a")
        .containsEntry("topology.k8s.aws/zone-id", "use1-az4")
        .containsEntry("topology.kubernetes.io/region", "us-east-1")
        .containsEntry("kubernetes.io/arch", "arm64")
        .containsEntry("kubernetes.io/os", "linux")
        .containsEntry("karpenter.sh/capacity-type", "spot")
        .containsEntry("eks.amazonaws.com/capacityType", "SPOT")
        .containsEntry("karpenter.k8s.aws/instance-family", "m6g")
        .containsEntry("karpenter.k8s.aws/instance-size", "xlarge")
        .containsEntry("karpenter.k8s.aws/instance-category", "m")
        .containsEntry("karpenter.k8s.aws/instance-generation", "6")
        .containsEntry("karpenter.k8s.aws/instance-cpu", "4")
        .containsEntry("karpenter.k8s.aws/instance-memory", "16384");
  }

  @Test
  void types_are_allowed_and_denied_by_globs() {
    var types = new Types(List.of("m5.*", "c?.2xlarge"), List.of("*.metal"));
    assertThat(List.of("m5.xlarge", "c5.2xlarge", "m5.metal", "m5a.xlarge", "c5n.2xlarge"))
        .filteredOn(types::allows)
        .containsExactly("m5.xlarge", "c5.2xlarge");
    assertThat(Types.ALL.allows("anything")).isTrue();
  }

  @Test
  void what_is_reserved_in_a_zone_is_offered_there_as_often_as_it_is_owned() {
    var offered =
        Stalls.usual()
            .offered(
                reserved(
                    held("m5.xlarge", "us-east-1a", 3, "0.06"),
                    held("m5.xlarge", "us-east-1a", 1, "0.02"),
                    held("r5.large", "us-east-1b", 2, "0"),
                    held("r5.large", "eu-west-1a", 7, "0")),
                node("n1", "m5.xlarge", "us-east-1a"),
                node("n2", "m5.xlarge", "us-east-1b"));
    assertThat(words(offered))
        .containsExactly(
            "m5.xlarge/us-east-1a/reserved 0.05 x4", "r5.large/us-east-1b/reserved 0 x2");
    assertThat(offer(offered, "m5.xlarge/us-east-1a/reserved").labels())
        .containsEntry("karpenter.sh/capacity-type", "on-demand");
  }

  @Test
  void a_reservation_in_a_mistyped_zone_is_told_with_the_zone_that_was_meant() {
    var offered =
        Stalls.usual()
            .offered(
                reserved(held("m5.xlarge", "us-east-1q", 4, "0")),
                node("n1", "m5.xlarge", "us-east-1a"));
    assertThat(offered.offers()).isEmpty();
    assertThat(reasons(offered)).containsExactly("unknown-reserved-zone m5.xlarge in us-east-1q");
    assertThat(offered.problems().getFirst().message())
        .contains("\"us-east-1q\"", "Maybe you meant us-east-1a?");
  }

  @Test
  void a_reservation_in_a_zone_without_nodes_is_told() {
    var told =
        Stalls.usual()
            .zone("us-east-1c", "use1-az1")
            .offered(
                reserved(held("m5.xlarge", "us-east-1c", 4, "0")),
                node("n1", "m5.xlarge", "us-east-1a"));
    assertThat(reasons(told)).containsExactly("unknown-reserved-zone m5.xlarge in us-east-1c");
    assertThat(told.problems().getFirst().message())
        .contains("no node of cluster \"prod\" stands there", "placement.allZones");
  }

  @Test
  void names_of_types_that_match_nothing_are_told_with_the_nearest_that_does() {
    var settings =
        new MarketSettings(
            Money.USD,
            new Types(List.of("m5.*", "m5.xlagre"), List.of("t9.*", "c5.?xlarge")),
            SpotChoice.NOW,
            false,
            false,
            List.of(),
            List.of(
                new Overlay("", Optional.empty(), BigDecimal.ONE),
                new Overlay("m6.*", Optional.empty(), BigDecimal.TEN)));
    var offered = Stalls.usual().offered(settings, node("n1", "m5.xlarge", "us-east-1a"));
    assertThat(reasons(offered))
        .containsExactly("no-such-type m5.xlagre", "no-such-type t9.*", "no-such-type m6.*");
    assertThat(offered.problems().getFirst().message())
        .contains("placement.types.allow names \"m5.xlagre\"", "Maybe you meant m5.xlarge");
    assertThat(offered.problems().get(2).message())
        .contains("placement.overlays names \"m6.*\"", "Maybe you meant m5.*");
    assertThat(words(offered)).containsExactly("m5.xlarge/us-east-1a/on-demand 0.19392");
  }

  @Test
  void what_is_reserved_in_any_zone_is_dealt_out_where_such_nodes_stand_and_then_evenly() {
    var offered =
        Stalls.usual()
            .offered(
                reserved(held("m5.xlarge", "", 6, "0.06")),
                node("n1", "r5.large", "us-east-1a"),
                node("n2", "m5.xlarge", "us-east-1b"),
                node("n3", "m5.xlarge", "us-east-1b"),
                node("n4", "r5.large", "us-east-1c"));
    assertThat(words(offered))
        .containsExactly(
            "m5.xlarge/us-east-1a/reserved 0.06 x2",
            "m5.xlarge/us-east-1b/reserved 0.06 x3",
            "m5.xlarge/us-east-1c/reserved 0.06 x1");
  }

  @Test
  void what_another_cluster_holds_is_not_offered_and_an_unknown_type_is_named() {
    var offered =
        Stalls.usual()
            .offered(
                reserved(
                    new Reservation("other", "m5.xlarge", "", 6, BigDecimal.ZERO),
                    held("m9.huge", "", 1, "0")),
                node("n1", "m5.xlarge", "us-east-1a"));
    assertThat(offered.offers()).isEmpty();
    assertThat(reasons(offered)).containsExactly("unknown-reserved-type m9.huge");
  }

  @Test
  void the_first_overlay_that_matches_changes_the_price() {
    var offered =
        Stalls.usual()
            .spot("m5.xlarge", "us-east-1a", "0.08")
            .spot("m6g.xlarge", "us-east-1a", "0.08")
            .offered(
                overlaid(
                    new Overlay("m5.*", Optional.of(CapacityType.ON_DEMAND), new BigDecimal("-50")),
                    new Overlay("m5*", Optional.empty(), new BigDecimal("25")),
                    new Overlay("", Optional.of(CapacityType.SPOT), new BigDecimal("-12.5"))),
                node("n1", "m5.xlarge", "us-east-1a"));
    // spot at 0.08 x 1.25 is dearer than half of 0.192
    assertThat(words(offered))
        .containsExactly(
            "m5.xlarge/us-east-1a/on-demand 0.096",
            "m6g.xlarge/us-east-1a/on-demand 0.154",
            "m6g.xlarge/us-east-1a/spot 0.07");
  }

  @Test
  void prices_in_another_currency_are_a_problem_and_no_offer() {
    var stalls = Stalls.usual();
    stalls.onDemand.removeIf(price -> price.instanceType().equals("m5.xlarge"));
    stalls.onDemand.add(
        new OnDemandPrice(
            "us-east-1",
            "m5.xlarge",
            NOW.minusSeconds(9),
            new Money(Currency.getInstance("CNY"), BigDecimal.ONE)));
    var offered = stalls.offered(only("m5.*"), node("n1", "m5.xlarge", "us-east-1a"));
    assertThat(offered.offers()).isEmpty();
    assertThat(reasons(offered))
        .containsExactly("unpriced-instance-type m5.xlarge", "foreign-currency us-east-1");
    assertThat(offered.problems().getLast().message())
        .startsWith(
            "prices of region \"us-east-1\" (1 of them) are in CNY, but this run counts in USD");
  }

  @Test
  void a_price_in_a_wrong_unit_is_named_and_not_used() {
    var stalls =
        Stalls.usual()
            .type("m5.2xlarge", 8, 32, 0, "amd64", 58)
            .listed("m5.2xlarge", "384")
            .type("m5.4xlarge", 16, 64, 0, "amd64", 234)
            .listed("m5.4xlarge", "0.000768")
            .spot("m5.xlarge", "us-east-1a", "70")
            .spot("r5.large", "us-east-1a", "0.00004")
            .spot("c5.2xlarge", "us-east-1a", "0.11");
    var offered = stalls.offered(PLAIN, node("n1", "m5.xlarge", "us-east-1a"));
    assertThat(words(offered))
        .containsExactly(
            "c5.2xlarge/us-east-1a/on-demand 0.34",
            "c5.2xlarge/us-east-1a/spot 0.11",
            "g4dn.xlarge/us-east-1a/on-demand 0.526",
            "m5.xlarge/us-east-1a/on-demand 0.192",
            "m6g.xlarge/us-east-1a/on-demand 0.154",
            "r5.large/us-east-1a/on-demand 0.126");
    assertThat(reasons(offered))
        .containsExactly(
            "price-in-wrong-unit m5.2xlarge in us-east-1a (on-demand)",
            "price-in-wrong-unit m5.4xlarge in us-east-1a (on-demand)",
            "price-in-wrong-unit m5.xlarge in us-east-1a (spot)",
            "price-in-wrong-unit r5.large in us-east-1a (spot)");
    assertThat(offered.problems().get(2).message())
        .isEqualTo(
            "70 an hour is 365 times its on-demand price: the price is not used. Maybe it is in another unit?");
    assertThat(offered.problems().get(3).message())
        .startsWith("0.00004 an hour is a 3,150th of its on-demand price");
  }

  @Test
  void unknown_types_of_nodes_are_named_and_taken_from_the_nodes_where_a_price_is_known() {
    var offered =
        Stalls.usual()
            .listed("x9.priced", "0.2")
            .offered(
                only("x9.*"),
                node("n1", "x9.priced", "us-east-1a"),
                node("n2", "x9.unheard", "us-east-1a"),
                node("n3", "x9.unheard", "us-east-1a"),
                node("n4", "", "us-east-1a"));
    assertThat(words(offered)).containsExactly("x9.priced/us-east-1a/on-demand 0.2");
    assertThat(offered.offers().getFirst().room()).isEqualTo(new Size(3_920_000, 15000L << 20, 0));
    assertThat(reasons(offered))
        .containsExactly(
            "unknown-instance-type n4",
            "unknown-instance-type x9.priced",
            "unknown-instance-type x9.unheard");
    assertThat(offered.problems().getLast().message())
        .isEqualTo(
            "2 nodes (n2, …) are of type \"x9.unheard\", which no source describes: neither its size nor its price is known, and no plan can buy more of it. Maybe aws.instanceTypes leaves it out, or its description is missing in aws.files");
  }

  @Test
  void a_type_of_the_clusters_nodes_without_a_price_is_named() {
    var stalls = Stalls.usual().type("m7i.large", 2, 8, 0, "amd64", 29);
    var offered = stalls.offered(only("m7i.*"), node("n1", "m7i.large", "us-east-1a"));
    assertThat(offered.offers()).isEmpty();
    assertThat(reasons(offered)).containsExactly("unpriced-instance-type m7i.large");
  }

  @Test
  void a_cluster_whose_nodes_tell_no_zone_is_offered_nothing_and_told_so() {
    var offered = Stalls.usual().offered(PLAIN, node("n1", "m5.xlarge", ""));
    assertThat(offered.offers()).isEmpty();
    assertThat(reasons(offered)).containsExactly("no-zones prod");
    assertThat(reasons(Stalls.usual().offered(PLAIN))).containsExactly("no-zones prod");
  }

  @Test
  void zone_names_of_two_accounts_merge_by_zone_id() {
    var day = NOW.minus(Duration.ofDays(1));
    // one account's us-east-1a is the other's us-east-1b
    var stalls =
        Stalls.usual()
            .zone("us-east-1a", "use1-az4")
            .zone("us-east-1b", "use1-az6")
            .zone("us-east-1a", "use1-az6")
            .zone("us-east-1b", "use1-az4")
            .spot("m5.xlarge", "us-east-1a", "use1-az4", day, "0.07")
            .spot("m5.xlarge", "us-east-1b", "use1-az4", NOW.minusSeconds(60), "0.08")
            .spot("m5.xlarge", "us-east-1a", "use1-az6", NOW.minusSeconds(30), "0.05");
    var first =
        node(
            "n1",
            "m5.xlarge",
            "us-east-1a",
            3920,
            15000,
            0,
            58,
            Map.of("topology.k8s.aws/zone-id", "use1-az4"));
    var second =
        node(
            "n1",
            "m5.xlarge",
            "us-east-1a",
            3920,
            15000,
            0,
            58,
            Map.of("topology.k8s.aws/zone-id", "use1-az6"));
    assertThat(words(stalls.offered(only("m5.*"), first)))
        .containsExactly("m5.xlarge/us-east-1a/on-demand 0.192", "m5.xlarge/us-east-1a/spot 0.08");
    assertThat(words(stalls.offered(only("m5.*"), second)))
        .containsExactly("m5.xlarge/us-east-1a/on-demand 0.192", "m5.xlarge/us-east-1a/spot 0.05");
    // without a word of the node's, no price is better than a wrong one
    var silent = stalls.offered(only("m5.*"), node("n1", "m5.xlarge", "us-east-1a"));
    assertThat(words(silent)).containsExactly("m5.xlarge/us-east-1a/on-demand 0.192");
    assertThat(reasons(silent)).containsExactly("ambiguous-zone us-east-1/us-east-1a");
  }

  @Test
  void order_and_repeats_of_prices_do_not_matter() {
    var stalls =
        Stalls.usual()
            .spot("m5.xlarge", "us-east-1a", NOW.minusSeconds(60), "0.05")
            .spot("m5.xlarge", "us-east-1a", NOW.minusSeconds(60), "0.07")
            .spot("m5.xlarge", "us-east-1a", NOW.minusSeconds(90), "0.06");
    var node = node("n1", "m5.xlarge", "us-east-1a");
    var once = words(stalls.offered(PLAIN, node));
    stalls.spot.addAll(List.copyOf(stalls.spot).reversed());
    stalls.onDemand.addAll(List.copyOf(stalls.onDemand).reversed());
    assertThat(words(stalls.offered(PLAIN, node))).isEqualTo(once);
    assertThat(once).contains("m5.xlarge/us-east-1a/spot 0.07");
  }
}

package dev.trimtab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.collect.aws.facts.TypeFilter;
import dev.trimtab.collect.aws.files.AwsFilesSource;
import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.place.market.Market;
import dev.trimtab.place.market.MarketSettings;
import dev.trimtab.place.market.MarketSettings.SpotChoice;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.store.Database;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Offers from open price data, through files and the database.
class RealMarketTest {
  private static final Path DATA = Path.of("../shared/data/prices/aws");
  private static final Instant AS_OF = Instant.parse("2021-05-20T06:00:00Z");
  private static final MarketSettings SETTINGS =
      new MarketSettings(
          Money.USD,
          MarketSettings.Types.ALL,
          SpotChoice.mean(Duration.ofDays(3)),
          false,
          false,
          List.of(),
          List.of());

  private final Database database = TestDatabase.open();

  @AfterEach
  void close() {
    database.close();
  }

  private void read(String... files) throws SourceUnavailable {
    Assumptions.assumeTrue(
        Files.isDirectory(DATA), () -> "the open data is not there: no " + DATA.toAbsolutePath());
    var sink =
        new FactSink() {
          @Override
          public void accept(Fact fact) {
            database.facts().save(fact);
          }

          @Override
          public void problem(Problem problem) {
            throw new AssertionError(problem);
          }

          @Override
          public void completeThrough(Instant instant) {
            // nothing is collected again
          }
        };
    for (var file : files) {
      new AwsFilesSource(new AwsFilesSource.Settings(DATA.resolve(file), TypeFilter.ALL))
          .collect(TimeWindow.ending(AS_OF, Duration.ofDays(90)), sink);
    }
  }

  private static Node node(String region, String zone) {
    var like = Facts.node("n-" + zone);
    return new Node(
        like.name(),
        "",
        "m5.xlarge",
        region,
        zone,
        "amd64",
        CapacityType.ON_DEMAND,
        like.capacityCpu(),
        like.capacityMemory(),
        like.allocatableCpu(),
        like.allocatableMemory(),
        0,
        58,
        true,
        like.createdAt(),
        Map.of());
  }

  private static ClusterInventory cluster(Stream<Node> nodes) {
    return new ClusterInventory(
        "prod", AS_OF, List.of(), nodes.toList(), List.of(), List.of(), Policies.NONE);
  }

  @Test
  void real_prices_of_a_region_become_offers_and_none_is_taken_for_one_in_a_wrong_unit()
      throws SourceUnavailable {
    read(
        "catalog/joined_us-east-1.csv",
        "ondemand_karpenter_2026-07-20.csv",
        "spot-history-2021",
        "spot-advisor-data_2021-02.json.gz");
    var cluster =
        cluster(
            Stream.of("a", "b", "c", "d", "e", "f")
                .map(letter -> node("us-east-1", "us-east-1" + letter)));
    var prices = database.prices().market(List.of("us-east-1"), SETTINGS.spotWindow(AS_OF));
    var offered = new Market(prices, SETTINGS).offers(cluster, AS_OF);
    assertThat(offered.problems()).isEmpty();
    var spot = offered.offers().stream().filter(Offer::isSpot).toList();
    assertThat(offered.offers().size() - spot.size()).isGreaterThan(6 * 600);
    assertThat(spot).hasSizeGreaterThan(1000);
    assertThat(spot).allMatch(offer -> offer.price().signum() > 0);
    assertThat(spot.stream().filter(offer -> Double.isNaN(offer.interruptions())).count())
        .isLessThan(spot.size() / 20);
  }

  @Test
  void no_regions_list_prices_look_like_another_unit() throws SourceUnavailable {
    read("catalog/joined_us-east-1.csv", "ondemand_karpenter_2026-07-20.csv");
    var regions =
        database.sql().query("select distinct region from trimtab.on_demand_price").rows().stream()
            .map(List::getFirst)
            .toList();
    assertThat(regions).hasSizeGreaterThan(3);
    var market =
        new Market(database.prices().market(regions, SETTINGS.spotWindow(AS_OF)), SETTINGS);
    for (var region : regions) {
      var offered = market.offers(cluster(Stream.of(node(region, region + "a"))), AS_OF);
      assertThat(offered.problems())
          .as(region)
          .extracting(Problem::reason)
          .doesNotContain("price-in-wrong-unit");
      assertThat(offered.offers().isEmpty())
          .as(region)
          .isEqualTo(
              offered.problems().stream().anyMatch(p -> p.reason().equals("foreign-currency")));
    }
  }
}

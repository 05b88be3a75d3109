package dev.trimtab.allocate;

import static dev.trimtab.fixtures.NodeDays.DAY;
import static dev.trimtab.fixtures.NodeDays.presence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.Problem;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.price.OnDemandPrice;
import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.model.price.Zone;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceTimelineTest {
  private static final Instant MIDNIGHT = DAY.atStartOfDay(ZoneOffset.UTC).toInstant();
  private static final PriceTimeline PRICES =
      new PriceTimeline(
          List.of(
              onDemand("m5.xlarge", -1000, "0.192"),
              onDemand("c5.large", 12, "0.09"),
              onDemand("c5.large", -1000, "0.085")),
          List.of(
              spot("us-east-1a", 18, "0.08"),
              spot("us-east-1a", -3, "0.06"),
              spot("us-east-1a", 6, "0.07"),
              spot("us-east-1b", -3, "0.01")),
          List.of(),
          Money.USD);

  private static final TimeWindow WHOLE = new TimeWindow(MIDNIGHT, at(24));

  private static OnDemandPrice onDemand(String type, int hour, String price) {
    return new OnDemandPrice("us-east-1", type, at(hour), Money.usd(price));
  }

  private static SpotPrice spot(String zone, int hour, String price) {
    return new SpotPrice("us-east-1", zone, "m5.xlarge", at(hour), Money.usd(price));
  }

  private static Instant at(int hour) {
    return MIDNIGHT.plus(Duration.ofHours(hour));
  }

  @Test
  void a_spot_node_pays_each_price_for_as_long_as_it_was_in_force() {
    var day = PRICES.price(presence(CapacityType.SPOT, "m5.xlarge"));
    // 6 h x 0.06 + 12 h x 0.07 + 6 h x 0.08, in its own zone
    assertThat(day.cost()).isEqualTo(Money.usd("1.68"));
    assertThat(day.priceBasis()).isEqualTo("spot");
    assertThat(day.hours()).isEqualByComparingTo("24");
  }

  @Test
  void a_part_of_a_day_pays_its_part() {
    var window = new TimeWindow(at(5), at(7).plus(Duration.ofMinutes(30)));
    var day = PRICES.price(presence(CapacityType.SPOT, "m5.xlarge", window));
    assertThat(day.cost()).isEqualTo(Money.usd("0.165")); // 1 h x 0.06 + 1.5 h x 0.07
    assertThat(day.hours()).isEqualByComparingTo(new BigDecimal("2.5"));
  }

  @Test
  void on_demand_prices_change_too() {
    var day = PRICES.price(presence(CapacityType.ON_DEMAND, "c5.large"));
    assertThat(day.cost()).isEqualTo(Money.usd("2.1")); // 12 h x 0.085 + 12 h x 0.09
    assertThat(PriceProblems.of(List.of(day))).isEmpty();
  }

  @Test
  void a_pool_without_a_spot_price_is_priced_on_demand_and_told() {
    var day = PRICES.price(presence(CapacityType.SPOT, "c5.large"));
    assertThat(day.cost()).isEqualTo(Money.usd("2.1"));
    assertThat(day.priceBasis()).isEqualTo("on-demand (no spot price known)");
    assertThat(PriceProblems.of(List.of(day, day)))
        .extracting(Problem::subject, Problem::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("c5.large in us-east-1a", "no-spot-price"));
  }

  @Test
  void an_unknown_type_is_unpriced_and_loud() {
    var day = PRICES.price(presence(CapacityType.ON_DEMAND, "m9.huge"));
    assertThat(day.cost()).isEqualTo(Money.zero(Money.USD));
    assertThat(day.priceBasis()).isEqualTo("unpriced");
    assertThat(PriceProblems.of(List.of(day)))
        .singleElement()
        .satisfies(
            p -> assertThat(p.message()).contains("\"m9.huge\"", "us-east-1", "aws.regions"));
  }

  private static SpotPrice spot(String zone, String zoneId, int hour, String price) {
    return new SpotPrice("us-east-1", zone, zoneId, "m5.xlarge", at(hour), Money.usd(price));
  }

  @Test
  void two_accounts_names_of_one_zone_are_one_pool() {
    // this account's us-east-1a is the other's us-east-1b
    var merged =
        new PriceTimeline(
            List.of(),
            List.of(
                spot("us-east-1a", "use1-az4", -3, "0.06"),
                spot("us-east-1b", "use1-az4", 12, "0.08"),
                spot("us-east-1a", "use1-az1", -3, "0.01")),
            List.of(new Zone("us-east-1", "us-east-1a", "use1-az4")),
            Money.USD);
    var day = merged.price(presence(CapacityType.SPOT, "m5.xlarge", "use1-az4", WHOLE));
    assertThat(day.cost()).isEqualTo(Money.usd("1.68")); // 12 h x 0.06 + 12 h x 0.08
    assertThat(merged.spot(new Zone("us-east-1", "us-east-1b", ""), "m5.xlarge", at(13)))
        .contains(Money.usd("0.08"));
  }

  @Test
  void a_name_that_means_two_zones_has_no_price_unless_the_node_tells_which() {
    var prices =
        new PriceTimeline(
            List.of(onDemand("m5.xlarge", -1000, "0.192")),
            List.of(
                spot("us-east-1a", "use1-az4", -3, "0.06"),
                spot("us-east-1a", "use1-az6", -3, "0.09")),
            List.of(),
            Money.USD);
    assertThat(prices.price(presence(CapacityType.SPOT, "m5.xlarge")).priceBasis())
        .isEqualTo("on-demand (no spot price known)");
    var told = prices.price(presence(CapacityType.SPOT, "m5.xlarge", "use1-az6", WHOLE));
    assertThat(told.cost()).isEqualTo(Money.usd("2.16")); // 24 h x 0.09
  }

  @Test
  void of_two_prices_of_a_pool_and_instant_the_dearer_counts_in_any_order() {
    var cheap = spot("us-east-1a", "use1-az4", -3, "0.06");
    var dear = spot("us-east-1b", "use1-az4", -3, "0.07");
    for (var prices : List.of(List.of(cheap, dear), List.of(dear, cheap))) {
      var timeline = new PriceTimeline(List.of(), prices, List.of(), Money.USD);
      assertThat(timeline.spot(new Zone("us-east-1", "us-east-1a", ""), "m5.xlarge", at(0)))
          .contains(Money.usd("0.07"));
    }
  }

  @Test
  void a_price_in_another_currency_is_none() {
    var euros =
        new PriceTimeline(
            List.of(onDemand("m5.xlarge", -1000, "0.192")),
            List.of(),
            List.of(),
            Currency.getInstance("EUR"));
    assertThat(euros.price(presence(CapacityType.ON_DEMAND, "m5.xlarge")).priceBasis())
        .isEqualTo("unpriced");
  }
}

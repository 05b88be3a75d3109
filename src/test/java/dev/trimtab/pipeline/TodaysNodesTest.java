package dev.trimtab.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.Fact;
import dev.trimtab.model.price.OnDemandPrice;
import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class TodaysNodesTest {
  private static final Currency USD = Currency.getInstance("USD");

  private static Money usd(String amount) {
    return new Money(USD, new BigDecimal(amount));
  }

  @Test
  void todays_nodes_cost_what_is_in_force_now_on_demand_and_on_spot() {
    try (var database = TestDatabase.open()) {
      database.facts().save(new Fact.Inventory(Facts.inventory()));
      var dayBefore = Facts.NOW.minus(Duration.ofDays(1));
      var weekBefore = Facts.NOW.minus(Duration.ofDays(7));
      database
          .facts()
          .save(
              new Fact.Prices(
                  List.of(),
                  List.of(new OnDemandPrice("us-east-1", "m5.xlarge", weekBefore, usd("0.192"))),
                  List.of(
                      new SpotPrice(
                          "us-east-1", "us-east-1a", "m5.xlarge", weekBefore, usd("0.05")),
                      new SpotPrice("us-east-1", "us-east-1a", "m5.xlarge", dayBefore, usd("0.07")),
                      new SpotPrice(
                          "us-east-1", "us-east-1b", "m5.xlarge", dayBefore, usd("0.01"))),
                  List.of(),
                  List.of()));
      assertThat(TodaysNodes.repriced(database, Facts.NOW, USD))
          .singleElement()
          .satisfies(cluster -> {
            assertThat(cluster.nodes()).isEqualTo(1);
            assertThat(cluster.asBought()).isEqualTo(usd("0.192"));
            assertThat(cluster.onDemand()).isEqualTo(usd("0.192"));
            assertThat(cluster.spot()).isEqualTo(usd("0.07"));
            assertThat(cluster.problems()).isEmpty();
          });
    }
  }
}

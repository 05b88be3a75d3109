package dev.trimtab.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.app.config.ConfigLoader;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.place.market.MarketSettings;
import dev.trimtab.place.market.MarketSettings.Overlay;
import dev.trimtab.place.market.MarketSettings.Reservation;
import dev.trimtab.place.market.MarketSettings.SpotChoice;
import dev.trimtab.place.plan.PlanSettings;
import dev.trimtab.units.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir Path folder;

  private Settings settings(String text) throws IOException {
    var file = Files.writeString(folder.resolve("trimtab.yaml"), text);
    return new Settings(new ConfigLoader(Map.of()).load(file));
  }

  @Test
  void plans_count_a_three_day_mean_of_all_types_where_nothing_is_set() throws IOException {
    var settings = settings("currency: EUR");
    var market = settings.market();
    assertThat(market.currency().getCurrencyCode()).isEqualTo("EUR");
    assertThat(market.spot()).isEqualTo(SpotChoice.mean(Duration.ofDays(3)));
    assertThat(market.types().allows("m5.xlarge")).isTrue();
    assertThat(market.reserved()).isEmpty();
    assertThat(settings.plan())
        .isEqualTo(new PlanSettings(PlanSettings.Risk.NEUTRAL, Duration.ofSeconds(20), 1));
  }

  @Test
  void what_the_file_says_of_nodes_reaches_the_market() throws IOException {
    var settings =
        settings(
            """
            clusters:
              - {name: prod, kubernetes: {files: a}}
            placement:
              risk: price-only
              timeLimit: 0s
              allZones: true
              prefixDelegation: true
              types: {allow: ["m5.*"], deny: ["*.metal"]}
              spot: {price: now}
              reserved:
                - {type: m5.xlarge, zone: us-east-1a, count: 3, pricePerHour: 0.0612}
              overlays:
                - {type: "m5.*", capacityType: on-demand, percent: -12.5}
                - {percent: 3}
            """);
    assertThat(settings.market())
        .isEqualTo(
            new MarketSettings(
                Money.USD,
                new MarketSettings.Types(List.of("m5.*"), List.of("*.metal")),
                SpotChoice.NOW,
                true,
                true,
                List.of(
                    new Reservation("", "m5.xlarge", "us-east-1a", 3, new BigDecimal("0.0612"))),
                List.of(
                    new Overlay(
                        "m5.*", Optional.of(CapacityType.ON_DEMAND), new BigDecimal("-12.5")),
                    new Overlay("", Optional.empty(), new BigDecimal("3")))));
    assertThat(settings.plan())
        .isEqualTo(new PlanSettings(PlanSettings.Risk.PRICE_ONLY, Duration.ZERO, 1));
  }
}

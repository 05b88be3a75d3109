package dev.trimtab.collect.aws;

import dev.trimtab.model.Check;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.model.price.Zone;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;

/// Spot price history of a region, from the watermark on. AWS adds the price that was in force at
/// the start.
public final class Ec2SpotSource implements Source {
  private static final String ACTION = "ec2:DescribeSpotPriceHistory";
  private static final int BATCH = 20_000;

  /// Two names for the same Linux machines; accounts see one, the other, or both.
  private static final List<String> LINUX = List.of("Linux/UNIX", "Linux/UNIX (Amazon VPC)");

  private final AwsSettings settings;

  public Ec2SpotSource(AwsSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "aws-spot/" + settings.region();
  }

  @Override
  public Reach reach() {
    return new Reach(settings.spotBackfill(), Duration.ofHours(1));
  }

  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    try (var ec2 = AwsClients.ec2(settings)) {
      zones(ec2, sink);
      prices(ec2, window, sink);
      sink.completeThrough(window.end());
    } catch (SdkException e) {
      throw AwsClients.unavailable(name(), ACTION, e);
    }
  }

  private void zones(Ec2Client ec2, FactSink sink) {
    var zones =
        ec2
            .describeAvailabilityZones(r -> r.allAvailabilityZones(false))
            .availabilityZones()
            .stream()
            .map(z -> new Zone(settings.region(), z.zoneName(), z.zoneId()))
            .toList();
    sink.accept(Fact.Prices.ofZones(zones));
  }

  private void prices(Ec2Client ec2, TimeWindow window, FactSink sink) {
    var batch = new ArrayList<SpotPrice>();
    var pages =
        ec2.describeSpotPriceHistoryPaginator(r ->
            r.startTime(window.start())
                .endTime(window.end())
                .productDescriptions(LINUX)
                .maxResults(1000));
    for (var found : pages.spotPriceHistory()) {
      var type = found.instanceTypeAsString();
      if (!settings.wants(type)) {
        continue;
      }
      var price = price(found.spotPrice());
      if (price.signum() <= 0) {
        sink.problem(
            new Problem(
                name(),
                type + " in " + found.availabilityZone(),
                "unusable-price",
                "its spot price at %s is \"%s\": left out"
                    .formatted(found.timestamp(), found.spotPrice())));
        continue;
      }
      batch.add(
          new SpotPrice(
              settings.region(),
              found.availabilityZone(),
              type,
              found.timestamp(),
              new Money(Money.USD, price)));
      if (batch.size() >= BATCH) {
        sink.accept(Fact.Prices.ofSpot(batch));
        batch.clear();
      }
    }
    sink.accept(Fact.Prices.ofSpot(batch));
  }

  private static BigDecimal price(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return BigDecimal.ZERO;
    }
  }

  @Override
  public List<Check> check() {
    try (var ec2 = AwsClients.ec2(settings)) {
      ec2.describeSpotPriceHistory(r -> r.productDescriptions(LINUX).maxResults(5));
      return List.of(Check.ok(name(), "spot prices can be read"));
    } catch (SdkException e) {
      return List.of(
          Check.failed(
              name(),
              String.valueOf(AwsClients.unavailable(name(), ACTION, e).getMessage()),
              "deploy/iam-policy.json lists what is needed"));
    }
  }
}

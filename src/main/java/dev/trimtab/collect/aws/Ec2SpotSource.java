package dev.trimtab.collect.aws;

import dev.trimtab.collect.aws.facts.PriceBatch;
import dev.trimtab.collect.aws.facts.PriceText;
import dev.trimtab.collect.aws.facts.ProblemTally;
import dev.trimtab.collect.aws.facts.SeenPrices;
import dev.trimtab.model.Check;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.model.price.Zone;
import dev.trimtab.units.TimeWindow;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryResponse;

/// Spot prices of one region, and its zones with their physical ids.
///
/// EC2 tells each pool's price in force at the window's start and every later announcement, in no
/// order to rely on. Both Linux products are asked for: old accounts know a pool by one, new ones
/// by the other, and it is the same pool.
public final class Ec2SpotSource implements Source {
  private static final List<String> PRODUCTS = List.of("Linux/UNIX", "Linux/UNIX (Amazon VPC)");
  private static final int PAGE = 1000;

  private final Ec2Settings settings;
  private final AwsCall history;
  private final AwsCall zones;

  public Ec2SpotSource(Ec2Settings settings) {
    this.settings = settings;
    this.history = new AwsCall(name(), "ec2:DescribeSpotPriceHistory");
    this.zones = new AwsCall(name(), "ec2:DescribeAvailabilityZones");
  }

  @Override
  public String name() {
    return "aws-spot/" + settings.region();
  }

  @Override
  public Reach reach() {
    return new Reach(settings.backfill(), settings.overlap());
  }

  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    var problems = new ProblemTally(name(), sink);
    var batch = new PriceBatch(sink);
    try (var ec2 = Clients.ec2(settings.region(), settings.access())) {
      zones(ec2, batch, problems);
      prices(ec2, window, batch, problems);
    } finally {
      // what was read before a failure stays, and its problems with it
      batch.flush();
      problems.flush();
    }
    sink.completeThrough(window.end());
  }

  @Override
  public List<Check> check() {
    try (var ec2 = Clients.ec2(settings.region(), settings.access())) {
      return List.of(
          Checks.of(history, () -> ec2.describeSpotPriceHistory(r -> r.maxResults(5))),
          Checks.of(zones, () -> ec2.describeAvailabilityZones(r -> {})));
    }
  }

  private void zones(Ec2Client ec2, PriceBatch batch, ProblemTally problems)
      throws SourceUnavailable {
    try {
      for (var zone : ec2.describeAvailabilityZones(r -> {}).availabilityZones()) {
        if (zone.zoneName() != null && zone.zoneId() != null) {
          batch.add(new Zone(settings.region(), zone.zoneName(), zone.zoneId()));
        }
      }
    } catch (SdkException e) {
      if (!AwsCall.isDenied(e)) {
        throw zones.unavailable(e);
      }
      // prices are worth having without the zones' physical ids
      problems.add(
          settings.region(), "zones-denied", String.valueOf(zones.unavailable(e).getMessage()));
    }
  }

  private void prices(Ec2Client ec2, TimeWindow window, PriceBatch batch, ProblemTally problems)
      throws SourceUnavailable {
    var seen = new SeenPrices();
    var tokens = new PageTokens(history);
    var next = Optional.of(request(window));
    while (next.isPresent()) {
      var question = next.orElseThrow();
      var page = history.run(() -> ec2.describeSpotPriceHistory(question));
      page(page, window, seen, batch, problems);
      next =
          tokens.next(page.nextToken()).map(token -> question.toBuilder().nextToken(token).build());
    }
  }

  private DescribeSpotPriceHistoryRequest request(TimeWindow window) {
    var request =
        DescribeSpotPriceHistoryRequest.builder()
            .startTime(window.start())
            .endTime(window.end())
            .productDescriptions(PRODUCTS)
            .maxResults(PAGE);
    if (!settings.types().wantsAll()) {
      request.filters(Filters.instanceTypes(settings.types().patterns()));
    }
    return request.build();
  }

  private void page(
      DescribeSpotPriceHistoryResponse page,
      TimeWindow window,
      SeenPrices seen,
      PriceBatch batch,
      ProblemTally problems) {
    for (var row : page.spotPriceHistory()) {
      var type = row.instanceTypeAsString();
      var zone = row.availabilityZone();
      var from = row.timestamp();
      if (type == null || zone == null || from == null) {
        problems.add(
            zone + "/" + type, "incomplete-price", "a price without type, zone or timestamp");
      } else if (settings.types().matches(type) && from.isBefore(window.end())) {
        var money = PriceText.positive(row.spotPrice(), PriceText.currencyOf(settings.region()));
        if (money.isEmpty()) {
          problems.add(
              zone + "/" + type + " " + from,
              PriceText.UNUSABLE,
              PriceText.complaint(row.spotPrice()));
        } else {
          var price = new SpotPrice(settings.region(), zone, type, from, money.orElseThrow());
          if (seen.isNews(price)) {
            batch.add(price);
          }
        }
      }
    }
  }
}

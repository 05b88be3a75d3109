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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryRequest;

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
      var zoneIds = zones(ec2, batch, problems);
      prices(ec2, window, new Reading(window, zoneIds, batch, problems));
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

  /// The physical ids of the zones by the names that this account has for them.
  private Map<String, String> zones(Ec2Client ec2, PriceBatch batch, ProblemTally problems)
      throws SourceUnavailable {
    var ids = new HashMap<String, String>();
    try {
      for (var zone : ec2.describeAvailabilityZones(r -> {}).availabilityZones()) {
        if (zone.zoneName() != null && zone.zoneId() != null) {
          batch.add(new Zone(settings.region(), zone.zoneName(), zone.zoneId()));
          ids.put(zone.zoneName(), zone.zoneId());
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
    return ids;
  }

  private void prices(Ec2Client ec2, TimeWindow window, Reading reading) throws SourceUnavailable {
    var tokens = new PageTokens(history);
    var next = Optional.of(request(window));
    while (next.isPresent()) {
      var question = next.orElseThrow();
      var page = history.run(() -> ec2.describeSpotPriceHistory(question));
      page.spotPriceHistory().forEach(reading::take);
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

  /// What one collection has read so far.
  private final class Reading {
    private final TimeWindow window;
    private final Map<String, String> zoneIds;
    private final PriceBatch batch;
    private final ProblemTally problems;
    private final SeenPrices seen = new SeenPrices();

    Reading(
        TimeWindow window, Map<String, String> zoneIds, PriceBatch batch, ProblemTally problems) {
      this.window = window;
      this.zoneIds = zoneIds;
      this.batch = batch;
      this.problems = problems;
    }

    void take(software.amazon.awssdk.services.ec2.model.SpotPrice row) {
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
          var told = row.availabilityZoneId();
          var id = told == null ? zoneIds.getOrDefault(zone, "") : told;
          var price = new SpotPrice(settings.region(), zone, id, type, from, money.orElseThrow());
          if (seen.isNews(price)) {
            batch.add(price);
          }
        }
      }
    }
  }
}

package dev.trimtab.demo.aws;

import dev.trimtab.demo.http.Call;
import dev.trimtab.demo.market.InstanceSpec;
import dev.trimtab.demo.market.SpotMarket;
import dev.trimtab.demo.market.SpotMarket.Change;
import dev.trimtab.demo.market.SpotMarket.Zone;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Spot price history as EC2 hands it out: roughly newest first. Within a day the rows stand by
/// pool, so that a page may hold older prices than the next one does.
final class SpotHistory {
  private static final int MAX_ROWS = 1000;
  private static final Duration KEPT = Duration.ofDays(90);
  private static final long BLOCK = Duration.ofDays(1).toSeconds();
  private static final List<String> PRODUCTS = List.of("Linux/UNIX", "Linux/UNIX (Amazon VPC)");

  private final SpotMarket market;
  private final Instant asOf;
  private final AtomicReference<@Nullable Answer> last = new AtomicReference<>();

  SpotHistory(SpotMarket market, Instant asOf) {
    this.market = market;
    this.asOf = asOf;
  }

  private record Line(Change change, String product) {}

  private record Answer(Map<String, List<String>> question, List<Line> lines) {}

  Xml page(Call call) {
    var page = Page.of(lines(call), call, MAX_ROWS);
    var xml = new Xml().open("spotPriceHistorySet");
    page.items().forEach(line -> write(xml, line));
    return xml.close("spotPriceHistorySet").text("nextToken", page.nextToken());
  }

  // the pages of one question follow each other: the last answer is kept
  private List<Line> lines(Call call) {
    var question = new TreeMap<>(call.parameters());
    question.keySet().removeAll(Set.of("NextToken", "MaxResults"));
    var kept = last.get();
    if (kept != null && kept.question().equals(question)) {
      return kept.lines();
    }
    var answer = new Answer(question, List.copyOf(compute(call)));
    last.set(answer);
    return answer.lines();
  }

  private List<Line> compute(Call call) {
    var filters = Ec2Server.filters(call);
    var products =
        either(Ec2Server.numbered(call, "ProductDescription"), filters, "product-description");
    var lines = new ArrayList<Line>();
    for (var change : changes(call, filters)) {
      for (var product : PRODUCTS) {
        if (products.isEmpty() || products.contains(product)) {
          lines.add(new Line(change, product));
        }
      }
    }
    return lines;
  }

  private List<Change> changes(Call call, Map<String, List<String>> filters) {
    var from = time(call, "StartTime").orElse(asOf.minus(KEPT));
    var to = time(call, "EndTime").filter(end -> end.isBefore(asOf)).orElse(asOf);
    var begin = from.isBefore(asOf.minus(KEPT)) ? asOf.minus(KEPT) : from;
    // EC2 also gives the price in force at the start; at "now" that is all there is
    var first = begin.isAfter(asOf) ? asOf : begin;
    var types = either(Ec2Server.numbered(call, "InstanceType"), filters, "instance-type");
    var zones = either(call.parameters("AvailabilityZone"), filters, "availability-zone");
    var found = new ArrayList<Change>();
    for (var type : InstanceSpec.all()) {
      for (var zone : Zone.values()) {
        if ((types.isEmpty() || types.contains(type.name()))
            && (zones.isEmpty() || zones.contains(zone.zoneName()))) {
          found.addAll(
              market.changes(type, zone, first, to.isAfter(first) ? to : first.plusMillis(1)));
        }
      }
    }
    found.sort(
        Comparator.comparingLong((Change change) -> -(change.at().getEpochSecond() / BLOCK))
            .thenComparing(change -> change.type().name())
            .thenComparing(change -> change.zone().zoneName())
            .thenComparing(Change::at, Comparator.reverseOrder()));
    return found;
  }

  private static List<String> either(
      List<String> parameter, Map<String, List<String>> filters, String filter) {
    return parameter.isEmpty() ? filters.getOrDefault(filter, List.of()) : parameter;
  }

  private static Optional<Instant> time(Call call, String name) {
    return call.parameter(name).map(text -> OffsetDateTime.parse(text).toInstant());
  }

  private static void write(Xml xml, Line line) {
    var change = line.change();
    xml.open("item")
        .text("instanceType", change.type().name())
        .text("productDescription", line.product())
        .text("spotPrice", change.price().setScale(6).toPlainString())
        .text("timestamp", change.at().toString().replace("Z", ".000Z"))
        .text("availabilityZone", change.zone().zoneName())
        .text("availabilityZoneId", change.zone().zoneId())
        .close("item");
  }
}

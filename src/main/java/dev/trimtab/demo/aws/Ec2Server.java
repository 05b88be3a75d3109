package dev.trimtab.demo.aws;

import dev.trimtab.demo.http.Call;
import dev.trimtab.demo.market.InstanceSpec;
import dev.trimtab.demo.market.SpotMarket;
import dev.trimtab.demo.market.SpotMarket.Zone;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The part of the EC2 query protocol that a price collector needs.
public final class Ec2Server {
  private static final int MAX_TYPES = 100;

  private final SpotHistory history;

  public Ec2Server(SpotMarket market, Instant asOf) {
    this.history = new SpotHistory(market, asOf);
  }

  public void handle(Call call) throws IOException {
    var action = call.parameter("Action").orElse("");
    try {
      switch (action) {
        case "DescribeSpotPriceHistory" -> answer(call, action, history.page(call));
        case "DescribeInstanceTypes" -> answer(call, action, instanceTypes(call));
        case "DescribeAvailabilityZones" -> answer(call, action, zones());
        case "DescribeRegions" -> answer(call, action, regions());
        default ->
            error(
                call, "InvalidAction", "The action " + action + " is not valid for this endpoint.");
      }
    } catch (DateTimeException | IllegalArgumentException e) {
      error(call, "InvalidParameterValue", String.valueOf(e.getMessage()));
    }
  }

  private static Xml instanceTypes(Call call) {
    var wanted = numbered(call, "InstanceType");
    for (var name : wanted) {
      if (!InstanceSpec.exists(name)) {
        throw new IllegalArgumentException(
            "The following supplied instance types do not exist: [" + name + "]");
      }
    }
    var filters = filters(call);
    var found =
        InstanceSpec.all().stream()
            .filter(type -> wanted.isEmpty() || wanted.contains(type.name()))
            .filter(type -> TypeXml.matches(type, filters))
            .toList();
    var page = Page.of(found, call, MAX_TYPES);
    var xml = new Xml().open("instanceTypeSet");
    page.items().forEach(type -> TypeXml.write(xml, type));
    return xml.close("instanceTypeSet").text("nextToken", page.nextToken());
  }

  private static Xml zones() {
    var xml = new Xml().open("availabilityZoneInfo");
    for (var zone : Zone.values()) {
      xml.open("item")
          .text("zoneName", zone.zoneName())
          .text("zoneId", zone.zoneId())
          .text("zoneState", "available")
          .text("regionName", SpotMarket.REGION)
          .text("groupName", "us-east-1-zg-1")
          .text("zoneType", "availability-zone")
          .text("optInStatus", "opt-in-not-required")
          .close("item");
    }
    return xml.close("availabilityZoneInfo");
  }

  private static Xml regions() {
    return new Xml()
        .open("regionInfo")
        .open("item")
        .text("regionName", SpotMarket.REGION)
        .text("regionEndpoint", "ec2.us-east-1.amazonaws.com")
        .text("optInStatus", "opt-in-not-required")
        .close("item")
        .close("regionInfo");
  }

  /// The values of a list parameter: `InstanceType.1`, `InstanceType.2`, …
  static List<String> numbered(Call call, String name) {
    return call.parameters().entrySet().stream()
        .filter(entry -> entry.getKey().matches(java.util.regex.Pattern.quote(name) + "\\.\\d+"))
        .map(entry -> entry.getValue().getFirst())
        .toList();
  }

  /// The filters by name.
  static Map<String, List<String>> filters(Call call) {
    var filters = new TreeMap<String, List<String>>();
    for (int i = 1; call.parameter("Filter." + i + ".Name").isPresent(); i++) {
      var name = call.parameter("Filter." + i + ".Name").orElseThrow();
      filters.put(name, numbered(call, "Filter." + i + ".Value"));
    }
    return filters;
  }

  private static void answer(Call call, String action, Xml body) throws IOException {
    var text =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%1$sResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>demo</requestId>%2$s</%1$sResponse>"
            .formatted(action, body);
    call.text(200, "text/xml;charset=UTF-8", text);
  }

  private static void error(Call call, String code, String message) throws IOException {
    var xml =
        new Xml()
            .open("Response")
            .open("Errors")
            .open("Error")
            .text("Code", code)
            .text("Message", message)
            .close("Error")
            .close("Errors")
            .text("RequestID", "demo")
            .close("Response");
    call.text(400, "text/xml;charset=UTF-8", xml.toString());
  }
}

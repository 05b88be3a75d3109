package dev.trimtab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class AwsDemoTest {
  private static final DemoWorld WORLD = DemoCalls.world(7);
  private static final Pattern ITEM = Pattern.compile("<item>(.*?)</item>", Pattern.DOTALL);

  @AfterAll
  static void stop() {
    WORLD.close();
  }

  private record Price(String type, String product, BigDecimal price, Instant at, String zone) {}

  @Test
  void spot_pages_join_without_repeats_and_overlap_in_time() {
    var start = WORLD.asOf().minus(Duration.ofDays(7));
    var pages = spotPages("&StartTime=" + start + "&InstanceType.1=m6i.xlarge&MaxResults=50");
    assertThat(pages).hasSizeGreaterThan(2);
    var all = pages.stream().flatMap(List::stream).toList();
    assertThat(new HashSet<>(all)).hasSameSizeAs(all);
    boolean overlap = false;
    for (int i = 1; i < pages.size(); i++) {
      var oldest = pages.get(i - 1).stream().map(Price::at).min(Instant::compareTo).orElseThrow();
      var newest = pages.get(i).stream().map(Price::at).max(Instant::compareTo).orElseThrow();
      overlap |= newest.isAfter(oldest);
    }
    assertThat(overlap).isTrue();
  }

  @Test
  void spot_prices_lie_between_a_third_and_two_thirds_of_on_demand() {
    var prices = spotPages("&InstanceType.1=m6i.xlarge").getFirst();
    var onDemand = new BigDecimal("0.192");
    for (var price : prices) {
      assertThat(price.price().doubleValue() / onDemand.doubleValue()).isBetween(0.29, 0.61);
    }
  }

  @Test
  void each_pool_tells_the_price_in_force_at_the_start_under_both_product_names() {
    var start = WORLD.asOf().minus(Duration.ofDays(2));
    var prices = spotPages("&InstanceType.1=c6i.2xlarge&StartTime=" + start).getFirst();
    for (var product : List.of("Linux/UNIX", "Linux/UNIX (Amazon VPC)")) {
      for (var zone : List.of("us-east-1a", "us-east-1b", "us-east-1c")) {
        assertThat(prices)
            .anyMatch(price ->
                price.product().equals(product)
                    && price.zone().equals(zone)
                    && !price.at().isAfter(start));
      }
    }
  }

  @Test
  void on_demand_prices_are_the_public_ones() {
    var prices = new ArrayList<String>();
    var token = "";
    do {
      var body =
          "{\"ServiceCode\":\"AmazonEC2\",\"MaxResults\":20%s,\"Filters\":[{\"Type\":\"TERM_MATCH\",\"Field\":\"capacitystatus\",\"Value\":\"Used\"}]}"
              .formatted(token.isEmpty() ? "" : ",\"NextToken\":\"" + token + "\"");
      var answer =
          DemoCalls.json(
              DemoCalls.post(
                  WORLD.pricing().resolve("/"),
                  body,
                  "x-amz-target",
                  "AWSPriceListService.GetProducts",
                  "Content-Type",
                  "application/x-amz-json-1.1"));
      for (var entry : answer.path("PriceList")) {
        var product = JsonMapper.shared().readTree(entry.asString());
        var dimension =
            product
                .at("/terms/OnDemand")
                .iterator()
                .next()
                .path("priceDimensions")
                .iterator()
                .next();
        prices.add(
            product.at("/product/attributes/instanceType").asString()
                + "="
                + new BigDecimal(dimension.at("/pricePerUnit/USD").asString())
                    .stripTrailingZeros()
                    .toPlainString());
      }
      token = answer.path("NextToken").asString("");
    } while (!token.isEmpty());
    assertThat(prices)
        .hasSize(59)
        .doesNotHaveDuplicates()
        .contains("m5.large=0.096", "m7g.xlarge=0.1632");
  }

  @Test
  void the_bill_ties_to_node_hours_within_a_few_percent(@TempDir Path directory)
      throws IOException {
    var bill = WORLD.focusCsv(directory);
    var lines = Files.readAllLines(bill);
    var header = List.of(lines.getFirst().split(",", -1));
    int cost = header.indexOf("BilledCost");
    int hours = header.indexOf("ConsumedQuantity");
    assertThat(cost).isPositive();
    var onDemand = BigDecimal.ZERO;
    var compute = BigDecimal.ZERO;
    for (var line : lines.subList(1, lines.size())) {
      if (line.contains("On Demand Linux m6i.2xlarge")) {
        compute = compute.add(new BigDecimal(line.split(",", -1)[cost]));
        onDemand =
            onDemand.add(
                new BigDecimal(line.split(",", -1)[hours]).multiply(new BigDecimal("0.384")));
      }
    }
    // ten nodes, 24 hours, 0.384 an hour, 28 days
    assertThat(compute).isEqualByComparingTo(onDemand).isEqualByComparingTo("2580.48");
    assertThat(lines).anyMatch(line -> line.contains(",Credit,"));
    assertThat(lines).anyMatch(line -> line.contains("AWS Support"));
  }

  @Test
  void the_advisor_speaks_its_own_json() {
    var advisor = DemoCalls.json(DemoCalls.get(WORLD.spotAdvisor(), ""));
    assertThat(advisor.at("/spot_advisor/us-east-1/Linux/m5.large/r").asInt()).isEqualTo(3);
    assertThat(advisor.path("ranges").size()).isEqualTo(5);
  }

  private static List<List<Price>> spotPages(String parameters) {
    var pages = new ArrayList<List<Price>>();
    var token = "";
    do {
      var answer =
          DemoCalls.post(
                  WORLD.ec2().resolve("/"),
                  "Action=DescribeSpotPriceHistory&Version=2016-11-15" + parameters + token,
                  "Content-Type",
                  "application/x-www-form-urlencoded")
              .body();
      var page = new ArrayList<Price>();
      var items = ITEM.matcher(answer);
      while (items.find()) {
        var item = items.group(1);
        page.add(
            new Price(
                element(item, "instanceType"),
                element(item, "productDescription"),
                new BigDecimal(element(item, "spotPrice")),
                Instant.parse(element(item, "timestamp")),
                element(item, "availabilityZone")));
      }
      pages.add(page);
      token = answer.contains("<nextToken>") ? "&NextToken=" + element(answer, "nextToken") : "";
    } while (!token.isEmpty());
    return pages;
  }

  private static String element(String xml, String name) {
    int from = xml.indexOf("<" + name + ">") + name.length() + 2;
    return xml.substring(from, xml.indexOf("</" + name + ">", from));
  }
}

package dev.trimtab.collect.aws;

import static dev.trimtab.collect.aws.ScriptedAws.Answer.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.collect.aws.ScriptedAws.Answer;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class Ec2SpotSourceTest {
  private static final TimeWindow WINDOW =
      new TimeWindow(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-02T00:00:00Z"));
  private static final String ZONES =
      "<DescribeAvailabilityZonesResponse><availabilityZoneInfo><item><zoneName>us-east-1a</zoneName><zoneId>use1-az4</zoneId></item></availabilityZoneInfo></DescribeAvailabilityZonesResponse>";

  private final Deque<Answer> pages = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final RecordingSink sink = new RecordingSink();
  private ScriptedAws aws;

  @BeforeEach
  void start() throws IOException {
    aws =
        new ScriptedAws((form, _) -> {
          if (form.contains("DescribeAvailabilityZones")) {
            return Answer.ok(ZONES);
          }
          asked.add(form);
          return pages.size() > 1 ? pages.pop() : pages.getFirst();
        });
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private Ec2SpotSource source() {
    return new Ec2SpotSource(aws.ec2());
  }

  private static Answer page(String token, String... rows) {
    return new Answer(
        200,
        "<DescribeSpotPriceHistoryResponse><spotPriceHistorySet>"
            + String.join("", rows)
            + "</spotPriceHistorySet><nextToken>"
            + token
            + "</nextToken></DescribeSpotPriceHistoryResponse>");
  }

  private static String row(String product, String at, String price) {
    return "<item><instanceType>m99.large</instanceType><productDescription>%s</productDescription><spotPrice>%s</spotPrice><timestamp>%s</timestamp><availabilityZone>us-east-1a</availabilityZone></item>"
        .formatted(product, price, at);
  }

  @Test
  void pages_out_of_order_and_both_products_give_each_price_once() throws SourceUnavailable {
    pages.add(
        page(
            "t1",
            row("Linux/UNIX", "2026-11-01T05:00:00.000Z", "0.05"),
            row("Linux/UNIX (Amazon VPC)", "2026-11-01T05:00:00.000Z", "0.05")));
    pages.add(refused(503, "RequestLimitExceeded"));
    pages.add(
        page(
            "",
            row("Linux/UNIX", "2026-10-31T23:00:00.000Z", "0.04"),
            row("Linux/UNIX", "2026-11-01T05:00:00.000Z", "0.05"),
            row("Linux/UNIX", "2026-11-01T06:00:00.000Z", "0"),
            row("Linux/UNIX", "2026-11-01T07:00:00.000Z", "-1"),
            row("Linux/UNIX", "2026-11-01T08:00:00.000Z", "cheap")));
    source().collect(WINDOW, sink);
    var spot = sink.prices.stream().flatMap(p -> p.spot().stream()).toList();
    assertThat(spot)
        .extracting(p -> p.instanceType() + " " + p.from() + " " + p.perHour())
        .containsExactlyInAnyOrder(
            "m99.large 2026-11-01T05:00:00Z 0.05 USD", "m99.large 2026-10-31T23:00:00Z 0.04 USD");
    assertThat(sink.problems).hasSize(3).allMatch(p -> p.reason().equals("unusable-price"));
    assertThat(sink.prices.getFirst().zones())
        .singleElement()
        .hasToString("Zone[region=us-east-1, name=us-east-1a, zoneId=use1-az4]");
    assertThat(sink.complete).containsExactly(WINDOW.end());
    assertThat(asked).hasSize(3);
    assertThat(asked.get(2)).contains("NextToken=t1");
  }

  @Test
  void a_price_tells_its_physical_zone_by_its_own_word_or_by_the_accounts_zones()
      throws SourceUnavailable {
    var told =
        "<item><instanceType>m99.large</instanceType><productDescription>Linux/UNIX</productDescription><spotPrice>0.06</spotPrice><timestamp>2026-11-01T09:00:00.000Z</timestamp><availabilityZone>us-east-1a</availabilityZone><availabilityZoneId>use1-az6</availabilityZoneId></item>";
    pages.add(page("", row("Linux/UNIX", "2026-11-01T05:00:00.000Z", "0.05"), told));
    source().collect(WINDOW, sink);
    assertThat(sink.prices.stream().flatMap(p -> p.spot().stream()))
        .extracting(p -> p.zone() + " " + p.zoneId() + " " + p.perHour())
        .containsExactly("us-east-1a use1-az4 0.05 USD", "us-east-1a use1-az6 0.06 USD");
  }

  @Test
  void endless_throttling_is_an_unavailable_source_without_a_watermark() {
    pages.add(refused(503, "RequestLimitExceeded"));
    assertThatThrownBy(() -> source().collect(WINDOW, sink))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("throttled (RequestLimitExceeded) after 3 tries")
        .message()
        .doesNotContain("s3cret");
    assertThat(sink.complete).isEmpty();
    assertThat(asked).hasSize(3);
  }

  @Test
  void a_denied_call_names_the_action_to_allow() {
    pages.add(refused(403, "UnauthorizedOperation"));
    assertThatThrownBy(() -> source().collect(WINDOW, sink))
        .hasMessageContaining("Allow the action ec2:DescribeSpotPriceHistory");
  }

  @Test
  void a_truncated_answer_is_an_unavailable_source() {
    pages.add(new Answer(200, "<DescribeSpotPriceHistoryResponse><spotPriceHistorySet><item>"));
    assertThatThrownBy(() -> source().collect(WINDOW, sink)).isInstanceOf(SourceUnavailable.class);
  }

  @Test
  @Timeout(20)
  void tokens_that_go_round_in_a_circle_end_as_an_unavailable_source() {
    pages.add(page("t1", row("Linux/UNIX", "2026-11-01T05:00:00.000Z", "0.05")));
    pages.add(page("t2"));
    pages.add(page("t1"));
    assertThatThrownBy(() -> source().collect(WINDOW, sink))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("same NextToken twice after 3 pages");
    assertThat(sink.prices).isNotEmpty();
    assertThat(sink.complete).isEmpty();
  }
}

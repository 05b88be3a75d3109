package dev.trimtab.collect.aws;

import static dev.trimtab.collect.aws.ScriptedAws.Answer.ok;
import static dev.trimtab.collect.aws.ScriptedAws.Answer.refusedInJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.collect.aws.ScriptedAws.Answer;
import dev.trimtab.collect.aws.facts.TypeFilter;
import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

class AwsPricingSourceTest {
  private static final TimeWindow WINDOW =
      TimeWindow.ending(Instant.parse("2026-11-02T00:00:00Z"), Duration.ofDays(1));

  private final RecordingSink sink = new RecordingSink();

  private static String product(String type, String price) {
    return """
    {"product":{"sku":"S1","attributes":{"instanceType":"%s","regionCode":"us-east-1",
     "operatingSystem":"Linux","tenancy":"Shared","preInstalledSw":"NA","capacitystatus":"Used"}},
     "terms":{"OnDemand":{"T":{"effectiveDate":"2026-10-01T00:00:00Z","priceDimensions":
     {"D":{"unit":"Hrs","pricePerUnit":{"USD":"%s"}}}}}}}
    """
        .formatted(type, price);
  }

  private static Answer page(String token, String... products) {
    var list = Arrays.stream(products).map(JsonMapper.shared()::writeValueAsString).toList();
    return ok(
        "{\"FormatVersion\":\"aws_v1\",\"NextToken\":%s,\"PriceList\":%s}"
            .formatted(token.isEmpty() ? "null" : '"' + token + '"', list));
  }

  private void collect(ScriptedAws aws, String... types) throws SourceUnavailable {
    new AwsPricingSource(
            new PricingSettings(
                "us-east-1", TypeFilter.of(List.of(types)), "us-east-1", aws.access()))
        .collect(WINDOW, sink);
  }

  private List<String> prices() {
    return sink.prices.stream()
        .flatMap(p -> p.onDemand().stream())
        .map(p -> p.instanceType() + " " + p.perHour())
        .toList();
  }

  @Test
  void follows_the_pages_and_takes_a_price_once_though_its_page_repeats() throws Exception {
    try (var aws =
        new ScriptedAws(
            page("t1", product("m5.large", "0.096")),
            page("t2", product("m5.large", "0.096")),
            page("", product("m99.huge", "9.5")))) {
      collect(aws);
      assertThat(aws.asked).hasSize(3);
      assertThat(aws.asked.get(2)).contains("\"NextToken\":\"t2\"");
    }
    assertThat(prices()).containsExactlyInAnyOrder("m5.large 0.096 USD", "m99.huge 9.5 USD");
    assertThat(sink.complete).containsExactly(WINDOW.end());
  }

  @Test
  void tries_again_when_throttled() throws Exception {
    try (var aws =
        new ScriptedAws(
            refusedInJson(400, "ThrottlingException"),
            refusedInJson(503, "ServiceUnavailable"),
            page("", product("m5.large", "0.096")))) {
      collect(aws);
      assertThat(aws.asked).hasSize(3);
    }
    assertThat(prices()).containsExactly("m5.large 0.096 USD");
  }

  @Test
  void endless_throttling_is_an_unavailable_source_without_a_watermark() throws IOException {
    try (var aws = new ScriptedAws(refusedInJson(429, "TooManyRequestsException"))) {
      assertThatThrownBy(() -> collect(aws))
          .isInstanceOf(SourceUnavailable.class)
          .hasMessageContaining("pricing:GetProducts is throttled")
          .hasMessageContaining("after 3 tries");
    }
    assertThat(sink.complete).isEmpty();
  }

  @Test
  void a_type_without_a_price_and_a_product_that_is_no_json_are_problems() throws Exception {
    try (var aws =
        new ScriptedAws(page("", product("m5.large", "0.096"), "{\"product\":{", "{}"))) {
      collect(aws, "m5.large", "m5.lagre");
    }
    assertThat(prices()).containsExactly("m5.large 0.096 USD");
    assertThat(sink.problems)
        .extracting(Problem::reason)
        .containsExactlyInAnyOrder(
            "unreadable-product", "unreadable-product", "no-on-demand-price");
    assertThat(sink.problems)
        .filteredOn(p -> p.reason().equals("no-on-demand-price"))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("\"m5.lagre\""));
  }

  @Test
  @Timeout(20)
  void a_token_that_repeats_for_ever_ends_as_an_unavailable_source() throws IOException {
    try (var aws = new ScriptedAws(page("round", product("m5.large", "0.096")))) {
      assertThatThrownBy(() -> collect(aws))
          .isInstanceOf(SourceUnavailable.class)
          .hasMessageContaining("aws-on-demand/us-east-1: pricing:GetProducts")
          .hasMessageContaining("same NextToken twice after 2 pages");
      assertThat(aws.asked).hasSize(2);
    }
    // what was read before stays
    assertThat(prices()).containsExactly("m5.large 0.096 USD");
    assertThat(sink.complete).isEmpty();
  }
}

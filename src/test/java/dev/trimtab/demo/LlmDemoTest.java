package dev.trimtab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LlmDemoTest {
  private static final DemoWorld WORLD = DemoCalls.world(7);
  private static final String USAGE = "/v1/organization/usage/completions";

  // USD per million tokens: input, cached input, output
  private static final Map<String, List<String>> OPENAI_PRICES =
      Map.of(
          "gpt-4.1-2025-04-14", List.of("2", "0.5", "8"),
          "gpt-4.1-mini-2025-04-14", List.of("0.4", "0.1", "1.6"),
          "gpt-4o-mini-2024-07-18", List.of("0.15", "0.075", "0.6"),
          "gpt-5-2025-08-07", List.of("1.25", "0.125", "10"),
          "gpt-5-mini-2025-08-07", List.of("0.25", "0.025", "2"),
          "ft:gpt-4o-mini-2024-07-18:larkspur-folio:house-style:Bx92kdLq",
              List.of("0.3", "0.15", "1.2"));

  @AfterAll
  static void stop() {
    WORLD.close();
  }

  @Test
  void openai_costs_are_tokens_at_public_prices_less_one_credit() {
    var cost = BigDecimal.ZERO;
    for (var bucket : openAi("/v1/organization/costs", "1d", "")) {
      for (var result : bucket.path("results")) {
        cost = cost.add(result.at("/amount/value").decimalValue());
      }
    }
    var computed = new BigDecimal("-25.00");
    for (var bucket : openAi(USAGE, "1h", "&group_by=model&group_by=batch")) {
      for (var result : bucket.path("results")) {
        computed = computed.add(price(result));
      }
    }
    assertThat(cost).isEqualByComparingTo(computed).isPositive();
  }

  @Test
  void the_runaway_doubles_every_hour_of_the_night() {
    var calls = new ArrayList<Long>();
    for (var bucket : openAi(USAGE, "1h", "&group_by=api_key_id")) {
      for (var result : bucket.path("results")) {
        if (result.path("api_key_id").asString().equals("key_caption_backfill")) {
          calls.add(result.path("num_model_requests").asLong());
        }
      }
    }
    // the last eight hours are 22:00 to 06:00
    var night = calls.subList(calls.size() - 8, calls.size());
    for (int hour = 2; hour < 7; hour++) {
      assertThat((double) night.get(hour) / night.get(hour - 1)).isBetween(1.7, 2.3);
    }
    long usual =
        calls.subList(0, calls.size() - 8).stream().mapToLong(Long::longValue).max().orElseThrow();
    assertThat(night.get(6)).isGreaterThan(20 * usual);
    assertThat(night.get(7)).isLessThan(usual);
  }

  @Test
  void hours_add_up_to_days() {
    assertThat(tokens(openAi(USAGE, "1h", ""))).isEqualTo(tokens(openAi(USAGE, "1d", "")));
  }

  @Test
  void anthropic_costs_are_cents_and_equal_tokens_at_public_prices_for_one_model() {
    var cents = BigDecimal.ZERO;
    for (var bucket : anthropic("cost_report", "1d", "&group_by[]=description")) {
      for (var result : bucket.path("results")) {
        if (result.path("model").asString("").startsWith("claude-opus")) {
          cents = cents.add(new BigDecimal(result.path("amount").asString()));
        }
      }
    }
    var computed = BigDecimal.ZERO;
    for (var bucket : anthropic("usage_report/messages", "1h", "&group_by[]=model")) {
      for (var result : bucket.path("results")) {
        if (result.path("model").asString().startsWith("claude-opus")) {
          computed =
              computed
                  .add(cost(result.path("uncached_input_tokens"), "15"))
                  .add(cost(result.path("cache_read_input_tokens"), "1.5"))
                  .add(cost(result.at("/cache_creation/ephemeral_5m_input_tokens"), "18.75"))
                  .add(cost(result.path("output_tokens"), "75"));
        }
      }
    }
    assertThat(cents.movePointLeft(2)).isEqualByComparingTo(computed).isPositive();
  }

  @Test
  void wants_its_keys() {
    assertThat(DemoCalls.get(WORLD.openai(), USAGE + "?start_time=0").statusCode()).isEqualTo(401);
    assertThat(
            DemoCalls.get(WORLD.anthropic(), "/v1/organizations/workspaces", "x-api-key", "wrong")
                .statusCode())
        .isEqualTo(401);
    assertThat(
            DemoCalls.get(
                    WORLD.anthropic(),
                    "/v1/organizations/workspaces",
                    "x-api-key",
                    WORLD.anthropicKey())
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void projects_come_in_pages_and_one_key_has_no_owner() {
    var first = DemoCalls.openAi(WORLD, "/v1/organization/projects?limit=3");
    assertThat(first.path("has_more").asBoolean()).isTrue();
    var rest =
        DemoCalls.openAi(
            WORLD, "/v1/organization/projects?limit=3&after=" + first.path("last_id").asString());
    assertThat(first.path("data").size() + rest.path("data").size()).isEqualTo(5);
    assertThat(rest.path("has_more").asBoolean()).isFalse();
    assertThat(WORLD.llmOwners()).noneMatch(owner -> owner.apiKey().equals("key_7f21_unlabelled"));
  }

  private static List<JsonNode> openAi(String path, String width, String more) {
    long start = WORLD.asOf().minus(Duration.ofDays(29)).getEpochSecond();
    var buckets = new ArrayList<JsonNode>();
    var page = "";
    do {
      var answer =
          DemoCalls.openAi(
              WORLD, path + "?start_time=" + start + "&bucket_width=" + width + more + page);
      answer.path("data").forEach(buckets::add);
      page =
          answer.path("has_more").asBoolean() ? "&page=" + answer.path("next_page").asString() : "";
    } while (!page.isEmpty());
    return buckets;
  }

  private static List<JsonNode> anthropic(String report, String width, String more) {
    var start = WORLD.asOf().minus(Duration.ofDays(29));
    var buckets = new ArrayList<JsonNode>();
    var page = "";
    do {
      var answer =
          DemoCalls.anthropic(
              WORLD,
              "/v1/organizations/%s?starting_at=%s&bucket_width=%s%s%s"
                  .formatted(report, start, width, more.replace("[]", "%5B%5D"), page));
      answer.path("data").forEach(buckets::add);
      page =
          answer.path("has_more").asBoolean() ? "&page=" + answer.path("next_page").asString() : "";
    } while (!page.isEmpty());
    return buckets;
  }

  private static long tokens(List<JsonNode> buckets) {
    long total = 0;
    for (var bucket : buckets) {
      for (var result : bucket.path("results")) {
        total += result.path("input_tokens").asLong() + result.path("output_tokens").asLong();
      }
    }
    return total;
  }

  private static BigDecimal price(JsonNode result) {
    var model = result.path("model").asString();
    var prices = Objects.requireNonNull(OPENAI_PRICES.get(model), model);
    long cached = result.path("input_cached_tokens").asLong();
    long fresh = result.path("input_tokens").asLong() - cached;
    var whole =
        cost(fresh, prices.get(0))
            .add(cost(cached, prices.get(1)))
            .add(cost(result.path("output_tokens").asLong(), prices.get(2)));
    return result.path("batch").asBoolean() ? whole.divide(BigDecimal.TWO) : whole;
  }

  private static BigDecimal cost(JsonNode tokens, String perMillion) {
    return cost(tokens.asLong(), perMillion);
  }

  private static BigDecimal cost(long tokens, String perMillion) {
    return new BigDecimal(perMillion).multiply(BigDecimal.valueOf(tokens)).movePointLeft(6);
  }
}

package dev.trimtab.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmOwner;
import dev.trimtab.model.llm.LlmPrice;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.PricedTokens;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The provider says how much, witnesses say whose.
final class WitnessedTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");
  private static final LlmScope OWN = LlmScope.of("openai", "gpt-5-2025-08-07").apiKey("key_1");
  private static final LlmScope GATEWAY = LlmScope.of("openai", "gpt-5").via("litellm");

  private final LlmLedger ledger =
      new LlmLedger(
          new PriceBook(
              List.of(
                  price(TokenKind.INPUT, "1.25"),
                  price(TokenKind.CACHED_INPUT, "0.125"),
                  price(TokenKind.OUTPUT, "10"))),
          new Attribution(
              List.of(
                  owner("", "shop-app", "shop"),
                  owner("", "search-app", "search"),
                  owner("key_2", "", "shop"))));

  private static LlmPrice price(TokenKind kind, String usd) {
    return new LlmPrice(
        "openai", "gpt-5", kind, "standard", 0, LocalDate.EPOCH, Money.usd(usd), "test");
  }

  private static LlmOwner owner(String key, String user, String team) {
    return new LlmOwner(
        new LlmOwner.Match("", "", "", key, user, "", "", ""),
        new LlmOwned(team, "", ""),
        null,
        null);
  }

  private static ProviderUsage hour(LlmScope scope, int hour, long... tokens) {
    return usage(scope, hour, Duration.ofHours(1), tokens);
  }

  /// @param tokens all input, cached of it, output, requests
  private static ProviderUsage usage(LlmScope scope, int hour, Duration length, long... tokens) {
    var at = MIDNIGHT.plus(Duration.ofHours(hour));
    return new ProviderUsage(
        scope,
        new TimeWindow(at, at.plus(length)),
        Map.of(
            "input_tokens", tokens[0],
            "input_cached_tokens", tokens[1],
            "output_tokens", tokens[2],
            "num_model_requests", tokens[3]));
  }

  private List<PricedTokens> rows(ProviderUsage... usage) {
    return ledger.price(List.of(usage)).value();
  }

  private static Map<String, Long> tokens(List<PricedTokens> rows) {
    var sums = new TreeMap<String, Long>();
    for (var row : rows) {
      sums.merge(row.owner().team() + " " + row.kind(), row.tokens().count(), Long::sum);
    }
    return sums;
  }

  @Test
  void what_a_provider_tells_of_one_key_is_split_by_what_a_gateway_tells_of_its_callers() {
    var rows =
        rows(
            hour(OWN, 3, 1000, 400, 100, 10),
            hour(GATEWAY.user("shop-app"), 3, 700, 400, 30, 6),
            hour(GATEWAY.user("search-app"), 3, 200, 0, 50, 3),
            hour(GATEWAY.user("somebody"), 3, 50, 0, 10, 1));
    assertThat(tokens(rows))
        .containsOnly(
            Map.entry("shop INPUT", 300L),
            Map.entry("shop CACHED_INPUT", 400L),
            Map.entry("shop OUTPUT", 30L),
            Map.entry("search INPUT", 200L),
            Map.entry("search OUTPUT", 50L),
            Map.entry(DailyCost.UNATTRIBUTED + " INPUT", 100L),
            Map.entry(DailyCost.UNATTRIBUTED + " OUTPUT", 20L));
    assertThat(rows).allMatch(row -> row.scope().equals(OWN));
    assertThat(rows.stream().mapToLong(PricedTokens::requests).sum()).isEqualTo(10);
    assertThat(rows.stream().filter(row -> row.owner().team().equals("shop")))
        .extracting(PricedTokens::requests)
        .contains(6L);
  }

  @Test
  void owners_are_never_given_more_than_the_provider_tells() {
    var rows =
        rows(
            hour(OWN, 3, 100, 0, 10, 1),
            hour(GATEWAY.user("shop-app"), 3, 300, 0, 30, 3),
            hour(GATEWAY.user("search-app"), 3, 100, 0, 0, 1));
    assertThat(tokens(rows))
        .containsOnly(
            Map.entry("shop INPUT", 75L),
            Map.entry("search INPUT", 25L),
            Map.entry("shop OUTPUT", 10L));
  }

  @Test
  void what_the_map_says_of_a_key_stays_and_is_not_claimed_again() {
    var rows =
        rows(
            hour(OWN, 3, 500, 0, 0, 1),
            hour(OWN.apiKey("key_2"), 3, 200, 0, 0, 1),
            hour(GATEWAY.user("shop-app"), 3, 300, 0, 0, 1));
    assertThat(tokens(rows))
        .as("200 of shop's 300 stand under its own key already")
        .containsOnly(
            Map.entry("shop INPUT", 300L), Map.entry(DailyCost.UNATTRIBUTED + " INPUT", 400L));
  }

  @Test
  void a_witness_that_tells_less_finely_shares_all_input_and_all_output() {
    var plain =
        new ProviderUsage(
            LlmScope.of("openai", "openai/gpt-5").via("opentelemetry").user("shop-app"),
            TimeWindow.ending(MIDNIGHT.plus(Duration.ofDays(1)), Duration.ofDays(1)),
            Map.of("input_tokens", 500L, "output_tokens", 0L));
    var rows = rows(hour(OWN, 3, 600, 200, 40, 10), hour(OWN, 4, 400, 200, 60, 10), plain);
    assertThat(tokens(rows))
        .as("half of what is cached, and half of what is not: 500 in all, as it claims")
        .containsEntry("shop CACHED_INPUT", 200L)
        .containsEntry("shop INPUT", 300L)
        .containsEntry(DailyCost.UNATTRIBUTED + " OUTPUT", 100L)
        .doesNotContainKey("shop OUTPUT");
  }

  @Test
  void of_several_witnesses_one_counts_the_one_that_knows_most_owners() {
    var rows =
        rows(
            hour(OWN, 3, 1000, 0, 0, 1),
            hour(GATEWAY.user("nobody-known"), 3, 900, 0, 0, 1),
            hour(GATEWAY.user("shop-app"), 3, 100, 0, 0, 1),
            hour(GATEWAY.via("opentelemetry").user("search-app"), 3, 600, 0, 0, 1));
    assertThat(tokens(rows))
        .containsOnly(
            Map.entry("search INPUT", 600L), Map.entry(DailyCost.UNATTRIBUTED + " INPUT", 400L));
  }

  @Test
  void a_trace_says_whose_the_maker_s_calls_are_where_no_other_sells_the_model() {
    var rows =
        rows(
            hour(OWN, 3, 1000, 0, 0, 1),
            hour(GATEWAY.via("langfuse").user("shop-app"), 3, 400, 0, 0, 1));
    assertThat(tokens(rows))
        .containsOnly(
            Map.entry("shop INPUT", 400L), Map.entry(DailyCost.UNATTRIBUTED + " INPUT", 600L));
  }

  @Test
  void a_trace_of_what_a_cloud_sold_claims_nothing_of_the_maker_s_own_bill() {
    var rows =
        rows(
            hour(LlmScope.of("anthropic", "claude-sonnet-4-5"), 3, 1000, 0, 0, 1),
            hour(
                LlmScope.of("bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0"),
                3,
                500,
                0,
                0,
                1),
            hour(
                LlmScope.of("anthropic", "claude-sonnet-4-5-20250929")
                    .via("langfuse")
                    .user("shop-app"),
                3,
                500,
                0,
                0,
                1));
    assertThat(rows.stream().filter(row -> row.scope().provider().equals("anthropic")))
        .extracting(row -> row.owner().team())
        .containsOnly(DailyCost.UNATTRIBUTED);
  }

  @Test
  void a_call_log_says_whose_a_cloud_s_metrics_are() {
    var metrics = LlmScope.of("bedrock", "anthropic.claude-sonnet-4-20250514-v1:0");
    var log =
        LlmScope.of("bedrock", "us.anthropic.claude-sonnet-4-20250514-v1:0")
            .via("bedrock-log")
            .user("shop-app");
    assertThat(tokens(rows(hour(metrics, 3, 100, 0, 0, 1), hour(log, 3, 60, 0, 0, 1))))
        .containsOnly(
            Map.entry("shop INPUT", 60L), Map.entry(DailyCost.UNATTRIBUTED + " INPUT", 40L));
  }

  /// Whatever witnesses tell, tokens, calls and money are what the provider tells.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void a_split_adds_up_to_what_was_split(long seed) {
    var random = new Random(seed);
    var own = new ArrayList<ProviderUsage>();
    var all = new ArrayList<ProviderUsage>();
    for (int i = 0; i < 60; i++) {
      long input = random.nextInt(1000);
      long cached = random.nextInt((int) input + 1);
      long[] t = {input, cached, random.nextInt(300), random.nextInt(9)};
      var scope =
          switch (random.nextInt(4)) {
            case 0 -> OWN;
            case 1 -> OWN.apiKey("key_2");
            case 2 -> GATEWAY.user(List.of("shop-app", "search-app", "x").get(random.nextInt(3)));
            default -> GATEWAY.via("opentelemetry").user("search-app");
          };
      var bucket = hour(scope, random.nextInt(6), t);
      all.add(bucket);
      if (scope.via().isEmpty()) {
        own.add(bucket);
      }
    }
    var split = ledger.price(all).value();
    var whole = ledger.price(own).value();
    for (var kind : TokenKind.values()) {
      assertThat(count(split, kind)).as("%s", kind).isEqualTo(count(whole, kind));
    }
    assertThat(split.stream().mapToLong(PricedTokens::requests).sum())
        .isEqualTo(whole.stream().mapToLong(PricedTokens::requests).sum());
    assertThat(money(split)).isEqualByComparingTo(money(whole));
    assertThat(tokens(split)).isNotEqualTo(tokens(whole));
    assertThat(DAY).isEqualTo(split.getFirst().day());
  }

  private static long count(List<PricedTokens> rows, TokenKind kind) {
    return rows.stream()
        .filter(row -> row.kind() == kind)
        .mapToLong(row -> row.tokens().count())
        .sum();
  }

  private static BigDecimal money(List<PricedTokens> rows) {
    return rows.stream()
        .map(row -> row.effective() == null ? BigDecimal.ZERO : row.effective().amount())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}

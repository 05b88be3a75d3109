package dev.trimtab.collect.llm;

import static dev.trimtab.collect.llm.ScriptedProvider.json;
import static dev.trimtab.collect.llm.ScriptedProvider.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.collect.RecordingSink;
import dev.trimtab.model.Fact;
import dev.trimtab.model.Problem;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProviderSourcesTest {
  private static final String USAGE = "/v1/organization/usage/completions";
  private static final String COSTS = "/v1/organization/costs";
  private static final String MESSAGES = "/v1/organizations/usage_report/messages";
  private static final String COST_REPORT = "/v1/organizations/cost_report";
  private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");
  private static final TimeWindow WINDOW =
      new TimeWindow(Instant.parse("2026-11-22T00:20:00Z"), Instant.parse("2026-11-23T05:40:00Z"));

  private final ScriptedProvider provider;
  private final RecordingSink sink = new RecordingSink();

  ProviderSourcesTest() throws IOException {
    provider = new ScriptedProvider();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void reads_all_pages_of_whole_hours_and_whole_days() throws Exception {
    provider.on(
        USAGE, json(page(hour(0, 100), "page_2")), json(page(hour(1, 30) + "," + hour(9, 7), "")));
    provider.openAi().collect(WINDOW, sink);
    assertThat(provider.requests.getFirst())
        .contains("start_time=" + Instant.parse("2026-11-22T00:00:00Z").getEpochSecond())
        .contains("end_time=" + Instant.parse("2026-11-23T05:00:00Z").getEpochSecond())
        .contains("bucket_width=1h&limit=168")
        .contains("group_by=model&group_by=batch&group_by=service_tier");
    assertThat(provider.requests.get(1)).contains("page=page_2");
    // the hour that begins at nine was not asked for
    assertThat(usage())
        .extracting(u -> u.counters().get("input_tokens"))
        .containsExactly(100L, 30L);
    assertThat(costsFact().window())
        .isEqualTo(new TimeWindow(Instant.parse("2026-11-22T00:00:00Z"), MIDNIGHT));
    // costs are whole days: usage is known further, but both only through midnight
    assertThat(sink.completed).containsExactly(MIDNIGHT);
  }

  @Test
  void long_histories_are_read_and_completed_week_by_week() throws Exception {
    provider.openAi().collect(TimeWindow.ending(MIDNIGHT, Duration.ofDays(35)), sink);
    assertThat(provider.requests.stream().filter(r -> r.startsWith(USAGE))).hasSize(5);
    assertThat(provider.requests.stream().filter(r -> r.startsWith(COSTS))).hasSize(5);
    assertThat(sink.completed)
        .containsExactly(
            MIDNIGHT.minus(Duration.ofDays(28)),
            MIDNIGHT.minus(Duration.ofDays(21)),
            MIDNIGHT.minus(Duration.ofDays(14)),
            MIDNIGHT.minus(Duration.ofDays(7)),
            MIDNIGHT);
  }

  @Test
  void usage_begins_at_midnight_so_that_days_stored_as_a_whole_are_replaced_as_a_whole()
      throws Exception {
    var from = MIDNIGHT.minus(Duration.ofHours(5));
    provider.openAi().collect(new TimeWindow(from, MIDNIGHT), sink);
    var fact =
        sink.facts.stream()
            .filter(Fact.LlmUsage.class::isInstance)
            .map(Fact.LlmUsage.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(fact.window()).isEqualTo(TimeWindow.ending(MIDNIGHT, Duration.ofDays(1)));
  }

  @Test
  void a_bucket_that_a_later_page_tells_again_is_counted_once() throws Exception {
    provider.on(
        USAGE, json(page(hour(0, 100), "page_2")), json(page(hour(0, 120) + "," + hour(1, 5), "")));
    provider.openAi().collect(WINDOW, sink);
    assertThat(usage()).extracting(u -> u.counters().get("input_tokens")).containsExactly(120L, 5L);
  }

  @Test
  void waits_as_long_as_a_429_asks_for() throws Exception {
    provider.on(USAGE, status(429, "slow down", "7"), json(page(hour(0, 100), "")));
    provider.openAi().collect(WINDOW, sink);
    assertThat(provider.pauses).containsExactly(Duration.ofSeconds(7));
    assertThat(usage()).hasSize(1);
  }

  @Test
  void backs_off_from_a_storm_of_500_and_gives_up_in_the_end() {
    provider.on(USAGE, status(500, "oops", ""));
    assertUnavailable(provider.openAi(), "answered 500");
    assertThat(provider.pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
  }

  @Test
  void a_refused_key_is_told_with_the_kind_that_is_wanted_and_never_shown() {
    provider.on(USAGE, status(401, "no", "")).on(MESSAGES, status(403, "no", ""));
    assertUnavailable(provider.openAi(), "an admin key of the organization (sk-admin-");
    assertUnavailable(provider.anthropic(), "an admin key of the organization (sk-ant-admin");
    assertThat(provider.openAi().check().getFirst().message())
        .contains("401")
        .doesNotContain(ScriptedProvider.KEY);
  }

  @Test
  void a_page_that_repeats_ends_the_reading_and_nothing_is_kept() {
    provider.on(USAGE, json(page(hour(0, 100), "page_2")));
    assertUnavailable(provider.openAi(), "page_2\" twice");
    assertThat(sink.facts).isEmpty();
    assertThat(sink.completed).isEmpty();
  }

  @Test
  void more_pages_without_the_name_of_the_next_are_not_taken_for_the_end() {
    provider.on(USAGE, json("{\"data\":[],\"has_more\":true,\"next_page\":null}"));
    assertUnavailable(provider.openAi(), "does not name the next one");
  }

  @Test
  void truncated_json_is_asked_for_again() throws Exception {
    provider.on(USAGE, json("{\"data\":[{\"start"), json(page(hour(0, 100), "")));
    provider.openAi().collect(WINDOW, sink);
    assertThat(usage()).hasSize(1);
  }

  @Test
  void truncated_json_for_good_makes_the_source_unavailable() {
    provider.on(USAGE, json("{\"data\":[{\"start"));
    assertUnavailable(provider.openAi(), "no whole JSON in 5 tries");
  }

  @Test
  void a_bucket_without_its_time_is_a_page_that_is_not_as_documented() {
    provider.on(USAGE, json(page("{\"results\":[{\"input_tokens\":1}]}", "")));
    assertUnavailable(provider.openAi(), "not as documented");
  }

  @Test
  void amounts_are_exact_whether_numbers_or_text_and_a_missing_one_is_not_zero() throws Exception {
    provider.on(COSTS, json(costPage("12345678901.123456789", "\"0.0000001\"")));
    provider.openAi().collect(WINDOW, sink);
    assertThat(costsFact().costs())
        .extracting(ProviderCost::cost)
        .containsExactly(Money.usd("12345678901.123456789"), Money.usd("0.0000001"));
    provider.on(COSTS, json(costPage("null", "1")));
    assertUnavailable(provider.openAi(), "an amount is");
  }

  @Test
  void anthropic_amounts_are_cents_and_nested_counters_are_joined_by_dots() throws Exception {
    provider
        .on(
            MESSAGES,
            json(
                """
                {"data":[{"starting_at":"2026-11-22T03:00:00Z","ending_at":"2026-11-22T04:00:00Z",
                 "results":[{"uncached_input_tokens":10,"cache_read_input_tokens":20,
                  "cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":4},
                  "output_tokens":5,"server_tool_use":{"web_search_requests":1},"model":"claude-opus-5",
                  "workspace_id":null,"api_key_id":"apikey_1","service_tier":"batch",
                  "context_window":"200k-1M","brand_new":{"x":"y"}}]}],"has_more":false}
                """))
        .on(
            COST_REPORT,
            json(
                """
                {"data":[{"starting_at":"2026-11-22T00:00:00Z","ending_at":"2026-11-23T00:00:00Z",
                 "results":[{"amount":"123.45","currency":"USD","workspace_id":"w","description":"d"},
                  {"amount":-200,"currency":"USD","workspace_id":null,"description":"credit"}]}],
                 "has_more":false}
                """));
    provider.anthropic().collect(WINDOW, sink);
    var usage = usage().getFirst();
    assertThat(usage.counters())
        .containsEntry("cache_creation.ephemeral_1h_input_tokens", 4L)
        .containsEntry("server_tool_use.web_search_requests", 1L);
    assertThat(usage.scope().tier()).isEqualTo("batch");
    assertThat(usage.scope().context()).isEqualTo("200k-1M");
    assertThat(costsFact().costs())
        .extracting(ProviderCost::cost)
        .containsExactly(Money.usd("1.2345"), Money.usd("-2"));
    assertThat(provider.requests)
        .anyMatch(r -> r.startsWith(MESSAGES) && r.contains("group_by%5B%5D=context_window"));
  }

  @Test
  void where_anthropic_computed_is_asked_for_because_it_changes_the_price() throws Exception {
    var results =
        """
        {"uncached_input_tokens":1,"model":"a","inference_geo":"us","service_tier":"priority"},
        {"uncached_input_tokens":2,"model":"a","inference_geo":"global","service_tier":"standard"},
        {"uncached_input_tokens":4,"model":"old","inference_geo":"not_available","service_tier":"standard"}
        """;
    provider.on(
        MESSAGES,
        json(
            "{\"data\":[{\"starting_at\":\"2026-11-22T03:00:00Z\",\"ending_at\":\"2026-11-22T04:00:00Z\",\"results\":["
                + results
                + "]}],\"has_more\":false}"));
    provider.anthropic().collect(WINDOW, sink);
    assertThat(usage())
        .extracting(u -> u.scope().region(), u -> u.scope().tier())
        .containsExactly(
            Tuple.tuple("us", "priority"),
            Tuple.tuple("global", "standard"),
            Tuple.tuple("", "standard"));
    assertThat(provider.requests)
        .anyMatch(r ->
            r.startsWith(MESSAGES)
                && r.contains("group_by%5B%5D=inference_geo")
                && r.contains("group_by%5B%5D=service_tier"));
  }

  private static String hour(String results) {
    return "{\"data\":[{\"starting_at\":\"2026-11-22T03:00:00Z\",\"ending_at\":\"2026-11-22T04:00:00Z\",\"results\":["
        + results
        + "]}],\"has_more\":false}";
  }

  @Test
  void claude_s_fast_mode_is_a_tier_with_prices_of_its_own() throws Exception {
    provider.on(
        MESSAGES,
        json(
            hour(
                """
                {"uncached_input_tokens":1,"model":"a","speed":"fast","service_tier":"standard"},
                {"uncached_input_tokens":2,"model":"a","speed":"standard","service_tier":"batch"},
                {"uncached_input_tokens":4,"model":"a","speed":"fast","service_tier":"priority"},
                {"uncached_input_tokens":8,"model":"a","speed":null,"service_tier":"standard"}
                """)));
    provider.anthropic().collect(WINDOW, sink);
    assertThat(usage())
        .extracting(u -> u.scope().tier())
        .containsExactly("fast", "batch", "priority-fast", "standard");
    assertThat(provider.requests)
        .anyMatch(r -> r.startsWith(MESSAGES) && r.contains("group_by%5B%5D=speed"));
    assertThat(sink.problems).isEmpty();
  }

  @Test
  void an_anthropic_api_that_refuses_to_tell_the_speed_is_asked_without_and_told()
      throws Exception {
    provider.on(
        MESSAGES,
        status(400, "{\"error\":{\"message\":\"Unexpected value(s) for anthropic-beta\"}}", ""),
        json(hour("{\"uncached_input_tokens\":8,\"model\":\"a\"}")));
    provider.anthropic().collect(WINDOW, sink);
    assertThat(usage()).hasSize(1);
    assertThat(sink.problems)
        .extracting(Problem::reason, Problem::message)
        .containsExactly(
            Tuple.tuple(
                "no-speed",
                "the usage report is refused by speed (400 for the beta fast-mode-2026-02-01). What ran in fast mode is priced as standard, and the rest of its price stands in the reconciliation"));
  }

  @Test
  void only_usage_is_asked_with_the_beta_and_again_on_the_next_night() throws Exception {
    provider.on(MESSAGES, status(400, "{}", ""), json(hour("")), json(hour("")));
    var source = provider.anthropic();
    source.collect(WINDOW, sink);
    assertThat(provider.betas).containsExactly(MESSAGES);
    source.collect(WINDOW, sink);
    assertThat(provider.betas).hasSizeGreaterThan(1).containsOnly(MESSAGES);
    assertThat(sink.problems).extracting(Problem::reason).containsExactly("no-speed");
  }

  private void assertUnavailable(Source source, String message) {
    assertThatThrownBy(() -> source.collect(WINDOW, sink))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining(ScriptedProvider.KEY);
  }

  private List<ProviderUsage> usage() {
    return sink.facts.stream()
        .filter(Fact.LlmUsage.class::isInstance)
        .flatMap(fact -> ((Fact.LlmUsage) fact).usage().stream())
        .toList();
  }

  private Fact.LlmCosts costsFact() {
    return sink.facts.stream()
        .filter(Fact.LlmCosts.class::isInstance)
        .map(Fact.LlmCosts.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static String page(String buckets, String next) {
    return "{\"object\":\"page\",\"data\":[%s],\"has_more\":%s,\"next_page\":\"%s\"}"
        .formatted(buckets, !next.isEmpty(), next);
  }

  private static String hour(int hourOfTheDay, long input) {
    long start = MIDNIGHT.getEpochSecond() + hourOfTheDay * 3600L;
    return """
    {"object":"bucket","start_time":%d,"end_time":%d,"results":[{"input_tokens":%d,
     "model":"gpt-5","project_id":"p","batch":false,"service_tier":"default"}]}\
    """
        .formatted(start, start + 3600, input);
  }

  private static String costPage(String first, String second) {
    long start = MIDNIGHT.getEpochSecond() - 24 * 3600L;
    return page(
        """
        {"start_time":%d,"end_time":%d,"results":[
         {"amount":{"value":%s,"currency":"usd"},"line_item":"a","project_id":"p"},
         {"amount":{"value":%s,"currency":"usd"},"line_item":"b","project_id":"p"}]}\
        """
            .formatted(start, start + 24 * 3600, first, second),
        "");
  }
}

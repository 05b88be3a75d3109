package dev.trimtab.collect.llm;

import static dev.trimtab.collect.llm.ScriptedProvider.json;
import static dev.trimtab.collect.llm.ScriptedProvider.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.app.prices.LlmPriceFile;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.llm.Attribution;
import dev.trimtab.llm.LlmLedger;
import dev.trimtab.llm.PriceBook;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.run.Gap;
import dev.trimtab.model.run.Run;
import dev.trimtab.pipeline.CollectionRun;
import dev.trimtab.pipeline.Progress;
import dev.trimtab.store.Database;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What goes wrong between a provider and the database, run as the nightly job runs it.
final class ProviderFaultsTest {
  private static final String USAGE = "/v1/organization/usage/completions";
  private static final String COSTS = "/v1/organization/costs";
  private static final String MESSAGES = "/v1/organizations/usage_report/messages";
  private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");

  /// The first day that a first run reads.
  private static final Instant FIRST = MIDNIGHT.minus(Duration.ofDays(35));

  private static final TimeWindow MONTH = TimeWindow.ending(MIDNIGHT, Duration.ofDays(40));

  private final ScriptedProvider provider;
  private final Database database = TestDatabase.open();

  ProviderFaultsTest() throws IOException {
    provider = new ScriptedProvider();
  }

  @AfterEach
  void stop() {
    database.close();
    provider.close();
  }

  private List<Gap> collect(Instant asOf, Source source) {
    var run = database.runs().begin("nightly", asOf, asOf, "a test");
    var gaps = new CollectionRun(database, Progress.SILENT).collect(run, List.of(List.of(source)));
    database.runs().finish(run.id(), Run.Status.DONE, asOf);
    return gaps;
  }

  private List<ProviderUsage> stored() {
    return database.llm().usage(MONTH);
  }

  private long tokens() {
    return stored().stream().mapToLong(u -> u.counters().getOrDefault("input_tokens", 0L)).sum();
  }

  @Test
  void a_429_without_retry_after_is_waited_out_longer_each_time() {
    provider.on(
        USAGE, status(429, "", ""), status(429, "", ""), json(page(hour(FIRST, 3, 100), "")));
    assertThat(collect(MIDNIGHT, provider.openAi())).isEmpty();
    assertThat(provider.pauses).startsWith(Duration.ofMillis(100), Duration.ofMillis(200));
    assertThat(tokens()).isEqualTo(100);
  }

  @Test
  void a_429_that_asks_for_an_hour_is_waited_for_no_longer_than_a_minute() {
    provider.on(USAGE, status(429, "", "3600"), json(page("", "")));
    collect(MIDNIGHT, provider.openAi());
    assertThat(provider.pauses).containsExactly(Duration.ofSeconds(60));
  }

  @Test
  void a_storm_of_500_leaves_a_gap_and_the_next_run_goes_on_from_the_last_whole_week() {
    var calls = new AtomicInteger();
    provider.on(
        USAGE,
        exchange ->
            (calls.incrementAndGet() <= 3
                    ? json(page("", ""))
                    : status(500, "{\"error\":\"overloaded\"}", ""))
                .send(exchange));
    assertThat(collect(MIDNIGHT, provider.openAi()))
        .singleElement()
        .satisfies(gap -> assertThat(gap.toString()).contains("answered 500"));
    assertThat(database.watermarks().of("openai/main"))
        .contains(MIDNIGHT.minus(Duration.ofDays(14)));
    provider.on(USAGE, json(page("", "")));
    provider.requests.clear();
    assertThat(collect(MIDNIGHT, provider.openAi())).isEmpty();
    // three days of overlap before the watermark
    assertThat(provider.requests.getFirst())
        .contains("start_time=" + MIDNIGHT.minus(Duration.ofDays(17)).getEpochSecond());
  }

  @Test
  void pages_that_never_end_are_given_up_and_nothing_of_them_is_kept() {
    var calls = new AtomicInteger();
    provider.on(
        USAGE,
        exchange ->
            json(page(hour(MIDNIGHT, -3, 1), "page_" + calls.incrementAndGet())).send(exchange));
    assertThatThrownBy(
            () -> provider.openAi().collect(MONTH, new dev.trimtab.collect.RecordingSink()))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("more than 2,000 pages");
    assertThat(calls).hasValue(2_000);
  }

  @Test
  void a_page_told_twice_under_two_names_is_counted_once() {
    provider.on(
        USAGE,
        json(page(hour(FIRST, 3, 100), "page_2")),
        json(page(hour(FIRST, 3, 100), "page_3")),
        json(page("", "")));
    collect(MIDNIGHT, provider.openAi());
    assertThat(tokens()).isEqualTo(100);
  }

  @Test
  void an_admin_key_deleted_between_pages_leaves_a_gap_and_not_half_a_week() {
    provider.on(USAGE, json(page(hour(FIRST, 3, 100), "page_2")), status(401, "revoked", ""));
    assertThat(collect(MIDNIGHT, provider.openAi()))
        .singleElement()
        .satisfies(gap ->
            assertThat(gap.toString())
                .contains("the key was refused (401)", "set adminKey")
                .doesNotContain(ScriptedProvider.KEY));
    assertThat(stored()).isEmpty();
    assertThat(database.watermarks().of("openai/main")).isEmpty();
  }

  @Test
  void a_bucket_revised_after_a_day_replaces_what_was_told_before() {
    provider.on(USAGE, json(page(hour(MIDNIGHT, -3, 100), "")));
    collect(MIDNIGHT, provider.openAi());
    var next = MIDNIGHT.plus(Duration.ofDays(1));
    provider.on(USAGE, json(page(hour(MIDNIGHT, -3, 140) + "," + hour(MIDNIGHT, 2, 7), "")));
    collect(next, provider.openAi());
    assertThat(database.llm().usage(TimeWindow.ending(next, Duration.ofDays(40))))
        .extracting(u -> u.counters().get("input_tokens"))
        .containsExactly(140L, 7L);
    // and taken back altogether
    provider.on(USAGE, json(page("", "")));
    collect(next, provider.openAi());
    assertThat(database.llm().usage(TimeWindow.ending(next, Duration.ofDays(40)))).isEmpty();
  }

  @Test
  void a_clock_that_jumped_ahead_and_back_loses_nothing() {
    var ahead = MIDNIGHT.plus(Duration.ofDays(400));
    provider.on(USAGE, json(page(hour(MIDNIGHT, -3, 100), "")));
    collect(ahead, provider.openAi());
    assertThat(database.watermarks().of("openai/main")).contains(ahead);
    // right again: hours that had not been when the clock was wrong are read all the same
    var next = MIDNIGHT.plus(Duration.ofDays(1));
    provider.on(USAGE, json(page(hour(MIDNIGHT, -3, 100) + "," + hour(MIDNIGHT, 2, 7), "")));
    collect(next, provider.openAi());
    assertThat(database.llm().usage(TimeWindow.ending(next, Duration.ofDays(40))))
        .extracting(u -> u.counters().get("input_tokens"))
        .containsExactly(100L, 7L);
  }

  @Test
  void a_clock_that_went_back_before_the_watermark_asks_for_no_window_that_ends_before_it_begins() {
    collect(MIDNIGHT, provider.openAi());
    provider.requests.clear();
    assertThat(collect(MIDNIGHT.minus(Duration.ofDays(10)), provider.openAi())).isEmpty();
    assertThat(provider.requests.getFirst())
        .contains("start_time=" + MIDNIGHT.minus(Duration.ofDays(13)).getEpochSecond());
  }

  @Test
  void a_refund_is_a_negative_quantity_and_a_negative_amount() {
    provider.on(USAGE, json(page(hour(MIDNIGHT, -3, 100) + "," + hour(MIDNIGHT, -2, -40), "")));
    provider.on(COSTS, json(page(cost("-0.25"), "")));
    collect(MIDNIGHT, provider.openAi());
    assertThat(tokens()).isEqualTo(60);
    assertThat(database.llm().costs(MONTH))
        .extracting(ProviderCost::cost, ProviderCost::category)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Money.usd("-0.25"), "Credit"));
  }

  @Test
  void an_amount_that_is_text_in_cents_is_money_to_the_cent() {
    provider.on(
        "/v1/organizations/cost_report",
        json(
            """
            {"data":[{"starting_at":"2026-11-22T00:00:00Z","ending_at":"2026-11-23T00:00:00Z","results":[
             {"amount":"1234.5","currency":"USD","workspace_id":"w","description":"d"}]}],"has_more":false}
            """));
    collect(MIDNIGHT, provider.anthropic());
    assertThat(database.llm().costs(MONTH))
        .extracting(ProviderCost::cost)
        .containsExactly(Money.usd("12.345"));
  }

  @Test
  void anthropics_names_travel_as_tags_and_a_workspace_without_a_name_keeps_its_id() {
    provider
        .on(
            MESSAGES,
            json(
                """
                {"data":[{"starting_at":"2026-11-22T03:00:00Z","ending_at":"2026-11-22T04:00:00Z","results":[
                 {"uncached_input_tokens":10,"model":"m","workspace_id":"w1","api_key_id":"k1"},
                 {"uncached_input_tokens":20,"model":"m","workspace_id":"gone","api_key_id":"k2"}]}],
                 "has_more":false}
                """))
        .on(
            "/v1/organizations/workspaces",
            json("{\"data\":[{\"id\":\"w1\",\"name\":\"Editorial\"}],\"has_more\":false}"))
        .on(
            "/v1/organizations/api_keys",
            json(
                "{\"data\":[{\"id\":\"k1\",\"name\":\"cms\"}],\"has_more\":true,\"last_id\":\"k1\"}"),
            json("{\"data\":[{\"id\":\"k2\",\"name\":\"batch\"}],\"has_more\":false}"));
    collect(MIDNIGHT, provider.anthropic());
    assertThat(stored())
        .extracting(u -> u.scope().project(), u -> u.scope().tags())
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("w1", "key_name=cms,project_name=Editorial"),
            org.assertj.core.groups.Tuple.tuple("gone", "key_name=batch"));
    assertThat(provider.requests).anyMatch(r -> r.contains("after_id=k1"));
  }

  @Test
  void names_of_an_earlier_night_are_kept_in_the_database() {
    provider
        .on(USAGE, json(page(hour(MIDNIGHT, -3, 100), "")))
        .on(
            "/v1/organization/projects",
            json("{\"data\":[{\"id\":\"p\",\"name\":\"Search\"}],\"has_more\":false}"));
    collect(MIDNIGHT, provider.openAi());
    provider.on("/v1/organization/projects", status(500, "oops", ""));
    assertThat(collect(MIDNIGHT, provider.openAi())).isEmpty();
    assertThat(stored()).extracting(u -> u.scope().tags()).containsExactly("project_name=Search");
    assertThat(database.sourceNames().of("openai/main", "project")).containsEntry("p", "Search");
  }

  @Test
  void a_model_that_no_price_book_knows_is_kept_unpriced_and_told_with_the_nearest_name() {
    provider.on(USAGE, json(page(hour(MIDNIGHT, -3, 100).replace("gpt-5", "gpt-5-minni"), "")));
    collect(MIDNIGHT, provider.openAi());
    var book = new PriceBook(List.of(LlmPriceFile.read("config/prices/llm.yaml")));
    var priced = new LlmLedger(book, new Attribution(List.of())).price(stored());
    assertThat(priced.value())
        .singleElement()
        .satisfies(row -> {
          assertThat(row.tokens().count()).isEqualTo(100);
          assertThat(row.cost()).isNull();
        });
    assertThat(priced.problems())
        .singleElement()
        .satisfies(problem ->
            assertThat(problem.message())
                .contains("gpt-5-minni", "nearest known name is gpt-5-mini", "in no total"));
  }

  private static String page(String buckets, String next) {
    return "{\"object\":\"page\",\"data\":[%s],\"has_more\":%s,\"next_page\":\"%s\"}"
        .formatted(buckets, !next.isEmpty(), next);
  }

  private static String hour(Instant base, int hours, long input) {
    long start = base.getEpochSecond() + hours * 3600L;
    return """
    {"object":"bucket","start_time":%d,"end_time":%d,"results":[{"input_tokens":%d,
     "object":"organization.usage.completions.result","model":"gpt-5","project_id":"p"}]}\
    """
        .formatted(start, start + 3600, input);
  }

  private static String cost(String amount) {
    long start = MIDNIGHT.getEpochSecond() - 24 * 3600L;
    return """
    {"start_time":%d,"end_time":%d,"results":[
     {"amount":{"value":%s,"currency":"usd"},"line_item":"a","project_id":"p"}]}\
    """
        .formatted(start, start + 24 * 3600, amount);
  }
}

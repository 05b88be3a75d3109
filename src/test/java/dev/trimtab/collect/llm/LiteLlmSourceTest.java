package dev.trimtab.collect.llm;

import static dev.trimtab.collect.llm.ScriptedProvider.json;
import static dev.trimtab.collect.llm.ScriptedProvider.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.collect.RecordingSink;
import dev.trimtab.collect.llm.litellm.LiteLlmSource;
import dev.trimtab.model.Fact;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LiteLlmSourceTest {
  private static final String LOGS = "/spend/logs/v2";
  private static final String DAILY = "/user/daily/activity";
  private static final TimeWindow WINDOW =
      new TimeWindow(Instant.parse("2026-11-22T05:00:00Z"), Instant.parse("2026-11-23T02:30:00Z"));

  private final ScriptedProvider provider;
  private final RecordingSink sink = new RecordingSink();

  LiteLlmSourceTest() throws IOException {
    provider = new ScriptedProvider();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private LiteLlmSource source(boolean hourly) {
    return new LiteLlmSource(
        ScriptedProvider.settings(provider.url()), hourly, provider.http(), provider.pauses::add);
  }

  private List<ProviderUsage> usage() {
    return sink.facts.stream().flatMap(f -> ((Fact.LlmUsage) f).usage().stream()).toList();
  }

  @Test
  void calls_are_added_up_by_the_hour_under_the_provider_that_was_called() throws Exception {
    provider.on(
        LOGS,
        json(
            logs(
                1,
                2,
                call("a", "2026-11-22T09:10:00.000Z", "anthropic", 100, 20),
                call("b", "2026-11-22T09:50:00.000Z", "anthropic", 200, 30))),
        json(logs(2, 2, call("c", "2026-11-22T10:00:00.000Z", "azure", 7, 1))),
        json(logs(1, 1)));
    source(true).collect(WINDOW, sink);
    assertThat(usage()).hasSize(2);
    var first = usage().getFirst();
    assertThat(first.window().start()).isEqualTo(Instant.parse("2026-11-22T09:00:00Z"));
    // 60 of each call's input came from the cache, and 10 went into it
    assertThat(first.counters())
        .containsEntry("uncached_input_tokens", 300L - 2 * 70)
        .containsEntry("cache_read_input_tokens", 120L)
        .containsEntry("output_tokens", 50L)
        .containsEntry(ProviderUsage.REQUESTS, 2L)
        .containsEntry(ProviderUsage.FAILED_REQUESTS, 0L);
    assertThat(first.scope().via()).isEqualTo(LlmProvider.LITELLM);
    assertThat(first.scope().project()).isEqualTo("team-1");
    assertThat(first.scope().endpoint()).isEqualTo("api.example.com");
    assertThat(first.scope().tags()).isEqualTo("jobID:7");
    assertThat(first.scope().model()).isEqualTo("some-model");
    assertThat(usage().getLast().scope().provider()).isEqualTo(LlmProvider.AZURE_OPENAI);
    assertThat(usage().getLast().counters()).containsEntry("input_tokens", 7L);
    assertThat(provider.requests.getFirst())
        .contains("start_date=2026-11-22+00%3A00%3A00&end_date=2026-11-23+00%3A00%3A00")
        .contains("page_size=100");
    assertThat(provider.requests.get(1)).contains("page=2");
    // the gateway tells of every provider: its window is replaced for all of them
    assertThat(((Fact.LlmUsage) sink.facts.getFirst()).provider()).isEmpty();
    assertThat(sink.completed)
        .containsExactly(
            Instant.parse("2026-11-23T00:00:00Z"), Instant.parse("2026-11-23T02:00:00Z"));
  }

  @Test
  void a_call_that_moves_to_the_next_page_counts_once_and_a_failed_one_is_told() throws Exception {
    var failed =
        call("b", "2026-11-22 09:50:00", "openai", 0, 0).replace("\"success\"", "\"failure\"");
    provider.on(
        LOGS,
        json(logs(1, 2, call("a", "2026-11-22T09:10:00.000Z", "openai", 100, 20), failed)),
        json(logs(2, 2, failed)),
        json(logs(1, 1)));
    source(true).collect(WINDOW, sink);
    assertThat(usage()).hasSize(1);
    assertThat(usage().getFirst().counters())
        .containsEntry(ProviderUsage.REQUESTS, 2L)
        .containsEntry(ProviderUsage.FAILED_REQUESTS, 1L);
  }

  @Test
  void a_master_key_that_is_logged_as_it_is_is_not_kept() throws Exception {
    provider.on(
        LOGS,
        json(
            logs(
                1,
                1,
                call("a", "2026-11-22T09:10:00.000Z", "openai", 1, 1)
                    .replace("hash-1", "sk-master-1234"))));
    source(true).collect(WINDOW, sink);
    assertThat(usage().getFirst().scope().apiKey()).isEqualTo("sk-…1234");
  }

  @Test
  void a_page_count_that_stands_still_ends_the_reading() {
    provider.on(LOGS, json(logs(1, 3, call("a", "2026-11-22T09:10:00.000Z", "openai", 1, 1))));
    assertThatThrownBy(() -> source(true).collect(WINDOW, sink))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("round in a circle");
    assertThat(sink.facts).isEmpty();
    assertThat(sink.completed).isEmpty();
  }

  @Test
  void daily_sums_tell_keys_where_one_provider_served_the_model_and_providers_where_several_did()
      throws Exception {
    var both = models("\"gpt-4o\":{},\"claude\":{}");
    provider.on(
        DAILY,
        json(both),
        // models in alphabetical order, the first on two pages
        json(day(1, 2, "\"anthropic\":" + metrics(90), "\"k1\":" + metrics(90))),
        json(day(2, 2, "\"anthropic\":" + metrics(10), "\"k1\":" + metrics(10))),
        json(
            day(
                1,
                1,
                "\"openai\":" + metrics(40) + ",\"azure\":" + metrics(60),
                "\"k1\":" + metrics(100))));
    source(false).collect(WINDOW, sink);
    assertThat(usage())
        .extracting(
            u -> u.scope().provider(),
            u -> u.scope().apiKey(),
            u -> u.counters().getOrDefault("output_tokens", 0L))
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("anthropic", "k1", 100L),
            org.assertj.core.groups.Tuple.tuple("openai", "", 40L),
            org.assertj.core.groups.Tuple.tuple(LlmProvider.AZURE_OPENAI, "", 60L));
    assertThat(usage().getFirst().window().length()).isEqualTo(Duration.ofDays(1));
    // half a day is not read: it would be replaced by the whole one, and until then count less
    assertThat(sink.completed).containsExactly(Instant.parse("2026-11-23T00:00:00Z"));
    assertThat(provider.requests.get(1)).contains("model=claude");
  }

  @Test
  void doctor_names_the_key_that_is_wanted_and_not_the_key() {
    provider.on(LOGS, status(401, "no", ""));
    var check = source(true).check().getFirst();
    assertThat(check.ok()).isFalse();
    assertThat(check.message()).contains("master key");
    assertThat(check.toString()).doesNotContain(ScriptedProvider.KEY);
    assertThat(source(false).check().getFirst().ok()).isTrue();
  }

  private static String call(String id, String start, String provider, long input, long output) {
    return """
    {"request_id":"%s","startTime":"%s","custom_llm_provider":"%s","model":"%s/some-model","team_id":"team-1",
     "api_key":"hash-1","user":"u","api_base":"https://api.example.com/v1","call_type":"acompletion","status":"success",
     "prompt_tokens":%d,"completion_tokens":%d,"request_tags":"[\\"jobID:7\\",\\"User-Agent: curl\\"]",
     "metadata":{"additional_usage_values":{"cache_read_input_tokens":60,"cache_creation_input_tokens":10}}}\
    """
        .formatted(id, start, provider, provider, input, output);
  }

  private static String logs(int page, int pages, String... calls) {
    return "{\"data\":[%s],\"total\":3,\"page\":%d,\"page_size\":100,\"total_pages\":%d}"
        .formatted(String.join(",", calls), page, pages);
  }

  private static String metrics(long output) {
    return "{\"metrics\":{\"prompt_tokens\":1000,\"cache_read_input_tokens\":100,\"completion_tokens\":%d,\"api_requests\":3,\"failed_requests\":1},\"metadata\":{}}"
        .formatted(output);
  }

  private static String models(String models) {
    return "{\"results\":[{\"date\":\"2026-11-22\",\"breakdown\":{\"models\":{%s}}}],\"metadata\":{\"page\":1,\"total_pages\":1}}"
        .formatted(models);
  }

  private static String day(int page, int pages, String providers, String keys) {
    return "{\"results\":[{\"date\":\"2026-11-22\",\"breakdown\":{\"providers\":{%s},\"api_keys\":{%s}}}],\"metadata\":{\"page\":%d,\"total_pages\":%d}}"
        .formatted(providers, keys, page, pages);
  }
}

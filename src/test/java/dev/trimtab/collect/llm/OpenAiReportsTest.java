package dev.trimtab.collect.llm;

import static dev.trimtab.collect.llm.ScriptedProvider.json;
import static dev.trimtab.collect.llm.ScriptedProvider.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.collect.RecordingSink;
import dev.trimtab.llm.Normaliser;
import dev.trimtab.model.Fact;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// OpenAI's reports besides completions, and the names beside ids.
final class OpenAiReportsTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final TimeWindow DAY =
      new TimeWindow(Instant.parse("2026-11-22T00:00:00Z"), Instant.parse("2026-11-23T00:00:00Z"));
  private static final String ROOT = "/v1/organization/usage/";
  private static final String PROJECTS = "/v1/organization/projects";

  private final ScriptedProvider provider;
  private final RecordingSink sink = new RecordingSink();

  OpenAiReportsTest() throws IOException {
    provider = new ScriptedProvider();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void asks_every_report_by_the_hour_and_by_all_that_it_can_be_grouped_by() throws Exception {
    provider.openAi().collect(DAY, sink);
    assertThat(groups("completions"))
        .containsExactly("project_id", "user_id", "api_key_id", "model", "batch", "service_tier");
    for (var report :
        List.of("embeddings", "moderations", "audio_speeches", "audio_transcriptions")) {
      assertThat(groups(report)).containsExactly("project_id", "user_id", "api_key_id", "model");
    }
    assertThat(groups("images")).endsWith("size", "source");
    assertThat(groups("vector_stores")).containsExactly("project_id");
    assertThat(groups("code_interpreter_sessions")).containsExactly("project_id");
    assertThat(groups("file_search_calls")).containsExactly("project_id", "user_id", "api_key_id");
    assertThat(groups("web_search_calls")).endsWith("model", "context_level");
    assertThat(provider.requests.stream().filter(r -> r.startsWith(ROOT)))
        .hasSize(10)
        .allMatch(r -> r.contains("bucket_width=1h&limit=168"));
  }

  @Test
  void all_reports_of_a_window_are_one_fact_that_replaces_what_was_stored_of_it() throws Exception {
    provider
        .on(
            ROOT + "completions",
            json(page("completions", "\"input_tokens\":7,\"model\":\"gpt-5\"")))
        .on(
            ROOT + "images",
            json(
                page(
                    "images",
                    "\"images\":2,\"model\":\"gpt-image-1\",\"size\":\"1024x1024\",\"source\":\"image.edit\"")))
        .on(
            ROOT + "embeddings",
            json(page("embeddings", "\"input_tokens\":16,\"num_model_requests\":2")));
    provider.openAi().collect(DAY, sink);
    assertThat(usageFacts())
        .singleElement()
        .satisfies(fact -> assertThat(fact.window()).isEqualTo(DAY));
    assertThat(usage()).hasSize(3);
    var image = usage().getLast().scope();
    assertThat(image.endpoint()).isEqualTo("images/edit");
    assertThat(image.context()).isEqualTo("1024x1024");
  }

  @Test
  void reports_that_are_not_offered_are_told_once_and_the_others_read() throws Exception {
    provider.on(ROOT + "completions", json(page("completions", "\"input_tokens\":7")));
    provider.on(ROOT + "vector_stores", status(404, "no such thing", ""));
    provider.on(ROOT + "images", status(404, "no such thing", ""));
    provider.openAi().collect(TimeWindow.ending(DAY.end(), Duration.ofDays(20)), sink);
    assertThat(sink.reasons()).containsExactly("not-offered");
    assertThat(sink.problems.getFirst().subject())
        .isEqualTo(ROOT + "images, " + ROOT + "vector_stores");
    assertThat(provider.requests.stream().filter(r -> r.startsWith(ROOT + "images"))).hasSize(1);
    assertThat(usage()).isNotEmpty();
  }

  @Test
  void names_of_projects_and_keys_travel_as_tags() throws Exception {
    provider
        .on(
            ROOT + "completions",
            json(
                page(
                    "completions",
                    "\"input_tokens\":7,\"project_id\":\"proj_a\",\"api_key_id\":\"key_1\"")))
        .on(
            PROJECTS,
            json(list("proj_a", "Captioning", true)),
            json(list("proj_b", "Search", false)))
        .on(PROJECTS + "/proj_a/api_keys", json(list("key_1", "nightly, batch", false)));
    provider.openAi().collect(DAY, sink);
    assertThat(scope().tags()).isEqualTo("key_name=nightly  batch,project_name=Captioning");
    assertThat(provider.requests)
        .anyMatch(r -> r.contains(PROJECTS + "?") && r.contains("after=proj_a"));
    // nobody used the other project: its keys are not asked for
    assertThat(provider.requests).noneMatch(r -> r.contains("proj_b/api_keys"));
  }

  @Test
  void a_key_deleted_while_pages_are_read_keeps_its_id_and_its_tokens() throws Exception {
    provider
        .on(
            ROOT + "completions",
            json(
                page(
                    "completions",
                    "\"input_tokens\":7,\"project_id\":\"proj_a\",\"api_key_id\":\"key_gone\"")))
        .on(PROJECTS, json(list("proj_a", "Captioning", false)))
        .on(PROJECTS + "/proj_a/api_keys", status(404, "project not found", ""));
    provider.openAi().collect(DAY, sink);
    assertThat(scope().apiKey()).isEqualTo("key_gone");
    assertThat(scope().tags()).isEqualTo("project_name=Captioning");
    assertThat(sink.problems).isEmpty();
  }

  @Test
  void usage_is_kept_with_ids_alone_where_names_may_not_be_listed() throws Exception {
    provider
        .on(
            ROOT + "completions",
            json(page("completions", "\"input_tokens\":7,\"project_id\":\"p\"")))
        .on(PROJECTS, status(403, "scope missing", ""));
    provider.openAi().collect(DAY, sink);
    assertThat(scope().tags()).isEmpty();
    assertThat(sink.reasons()).containsExactly("no-names");
    assertThat(sink.problems.toString()).doesNotContain(ScriptedProvider.KEY);
  }

  private List<String> groups(String report) {
    var request =
        provider.requests.stream()
            .filter(r -> r.startsWith(ROOT + report + "?"))
            .findFirst()
            .orElseThrow();
    return Stream.of(request.split("&"))
        .filter(part -> part.startsWith("group_by="))
        .map(part -> part.substring("group_by=".length()))
        .toList();
  }

  private List<Fact.LlmUsage> usageFacts() {
    return sink.facts.stream()
        .filter(Fact.LlmUsage.class::isInstance)
        .map(Fact.LlmUsage.class::cast)
        .toList();
  }

  private List<ProviderUsage> usage() {
    return usageFacts().stream().flatMap(fact -> fact.usage().stream()).toList();
  }

  private LlmScope scope() {
    return usage().getFirst().scope();
  }

  private static String page(String report, String fields) {
    long start = NINE.getEpochSecond();
    return """
    {"object":"page","data":[{"object":"bucket","start_time":%d,"end_time":%d,"results":[
     {"object":"organization.usage.%s.result",%s}]}],"has_more":false,"next_page":null}\
    """
        .formatted(start, start + 3600, report, fields);
  }

  private static String list(String id, String name, boolean more) {
    return "{\"object\":\"list\",\"data\":[{\"id\":\"%s\",\"name\":\"%s\"}],\"last_id\":\"%s\",\"has_more\":%s}"
        .formatted(id, name, id, more);
  }

  @Test
  void tools_are_counted_by_their_own_counts_and_are_no_calls_of_a_model() throws Exception {
    var reports =
        Map.of(
            "file_search_calls", page("file_searches", "\"num_requests\":2"),
            "code_interpreter_sessions", page("code_interpreter_sessions", "\"num_sessions\":3"),
            "vector_stores", page("vector_stores", "\"usage_bytes\":1024"),
            "web_search_calls",
                page(
                    "web_searches", "\"num_model_requests\":4,\"num_requests\":5,\"model\":\"m\""));
    reports.forEach((report, body) -> provider.on(ROOT + report, json(body)));
    provider.openAi().collect(DAY, sink);
    assertThat(usage())
        .extracting(u -> u.scope().endpoint(), u -> counts(u))
        .containsExactlyInAnyOrder(
            Tuple.tuple("file_search", Map.of("num_requests", 2L)),
            Tuple.tuple("code_interpreter", Map.of("num_sessions", 3L)),
            Tuple.tuple("vector_stores", Map.of("usage_bytes", 1024L)),
            Tuple.tuple("web_search", Map.of(ProviderUsage.WEB_SEARCHES, 5L)));
    // none, rather than unknown: one unknown would make a whole team's requests unknown
    assertThat(usage()).allMatch(u -> Normaliser.normalise(u).value().requests() == 0);
  }

  private static Map<String, Long> counts(ProviderUsage usage) {
    var counts = new HashMap<>(usage.counters());
    counts.remove(ProviderUsage.REQUESTS);
    return counts;
  }

  @Test
  void counters_are_kept_as_the_provider_names_them() throws Exception {
    var counters =
        Map.of("audio_speeches", "\"characters\":45", "audio_transcriptions", "\"seconds\":20");
    counters.forEach((report, fields) -> provider.on(ROOT + report, json(page(report, fields))));
    provider.openAi().collect(DAY, sink);
    assertThat(usage().stream().flatMap(u -> u.counters().entrySet().stream()))
        .containsExactlyInAnyOrder(Map.entry("characters", 45L), Map.entry("seconds", 20L));
  }
}

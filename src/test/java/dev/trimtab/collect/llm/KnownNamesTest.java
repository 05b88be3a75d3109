package dev.trimtab.collect.llm;

import static dev.trimtab.collect.llm.ScriptedProvider.headed;
import static dev.trimtab.collect.llm.ScriptedProvider.json;
import static dev.trimtab.collect.llm.ScriptedProvider.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.collect.RecordingSink;
import dev.trimtab.model.Fact;
import dev.trimtab.model.Source;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a provider told on one night and not on the next: names, and the organization.
final class KnownNamesTest {
  private static final TimeWindow DAY =
      new TimeWindow(Instant.parse("2026-11-22T00:00:00Z"), Instant.parse("2026-11-23T00:00:00Z"));
  private static final String USAGE = "/v1/organization/usage/completions";
  private static final String COSTS = "/v1/organization/costs";
  private static final String PROJECTS = "/v1/organization/projects";
  private static final String ANTHROPIC = "/v1/organizations";
  private static final String MESSAGES = ANTHROPIC + "/usage_report/messages";

  private final ScriptedProvider provider;
  private final RecordingSink sink = new RecordingSink();

  KnownNamesTest() throws IOException {
    provider = new ScriptedProvider();
    provider
        .on(
            USAGE,
            json(
                openAi(
                    "{\"object\":\"organization.usage.completions.result\",\"input_tokens\":7,\"project_id\":\"proj_a\",\"api_key_id\":\"key_1\"},"
                        + "{\"object\":\"organization.usage.completions.result\",\"input_tokens\":8,\"project_id\":\"proj_b\",\"api_key_id\":\"key_2\"}")))
        .on(
            COSTS,
            json(
                openAi(
                    "{\"amount\":{\"value\":1,\"currency\":\"usd\"},\"project_id\":\"proj_a\"}")))
        .on(PROJECTS, json(list("proj_a", "Captioning", "proj_b", "Search")))
        .on(PROJECTS + "/proj_a/api_keys", json(list("key_1", "nightly")))
        .on(PROJECTS + "/proj_b/api_keys", json(list("key_2", "index")))
        .on(
            MESSAGES,
            json(
                """
                {"data":[{"starting_at":"2026-11-22T03:00:00Z","ending_at":"2026-11-22T04:00:00Z","results":[
                 {"uncached_input_tokens":10,"model":"m","workspace_id":"w1","api_key_id":"k1"}]}],"has_more":false}
                """))
        .on(
            ANTHROPIC + "/cost_report",
            json(
                """
                {"data":[{"starting_at":"2026-11-22T00:00:00Z","ending_at":"2026-11-23T00:00:00Z","results":[
                 {"amount":"12","currency":"USD","workspace_id":"w1","description":"d"}]}],"has_more":false}
                """))
        .on(ANTHROPIC + "/workspaces", json(list("w1", "Editorial")))
        .on(ANTHROPIC + "/api_keys", json(list("k1", "cms")));
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  /// A night's facts.
  private void night(Source source) throws Exception {
    sink.facts.clear();
    sink.problems.clear();
    source.collect(DAY, sink);
  }

  private List<String> tags() {
    return sink.facts.stream()
        .filter(Fact.LlmUsage.class::isInstance)
        .flatMap(f -> ((Fact.LlmUsage) f).usage().stream())
        .map(u -> u.scope().tags())
        .toList();
  }

  /// Of usage and of costs alike.
  private List<String> organizations() {
    return sink.facts.stream()
        .flatMap(fact ->
            switch (fact) {
              case Fact.LlmUsage f -> f.usage().stream().map(u -> u.scope().organization());
              case Fact.LlmCosts f -> f.costs().stream().map(c -> c.organization());
              default -> throw new AssertionError(fact);
            })
        .distinct()
        .toList();
  }

  @Test
  void names_of_an_earlier_night_stay_when_projects_cannot_be_listed() throws Exception {
    night(provider.openAi());
    assertThat(tags())
        .containsExactly(
            "key_name=nightly,project_name=Captioning", "key_name=index,project_name=Search");
    provider.on(PROJECTS, status(500, "oops", ""));
    night(provider.openAi());
    assertThat(tags())
        .containsExactly(
            "key_name=nightly,project_name=Captioning", "key_name=index,project_name=Search");
    assertThat(sink.problems)
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.reason()).isEqualTo("no-names");
          assertThat(problem.subject()).isEqualTo(PROJECTS);
          assertThat(problem.message()).contains("2 names of earlier nights are used");
        });
  }

  @Test
  void one_list_of_keys_that_fails_takes_no_other_names_with_it() throws Exception {
    provider.on(PROJECTS + "/proj_a/api_keys", status(403, "no", ""));
    night(provider.openAi());
    assertThat(tags())
        .containsExactly("project_name=Captioning", "key_name=index,project_name=Search");
    assertThat(sink.problems.getFirst().subject()).isEqualTo(PROJECTS + "/proj_a/api_keys");
  }

  @Test
  void a_project_that_was_deleted_keeps_its_name() throws Exception {
    night(provider.openAi());
    provider.on(PROJECTS, json(list("proj_b", "Finding")));
    night(provider.openAi());
    assertThat(tags())
        .containsExactly(
            "key_name=nightly,project_name=Captioning", "key_name=index,project_name=Finding");
  }

  @Test
  void anthropics_keys_keep_their_names_when_workspaces_cannot_be_listed_and_the_other_way()
      throws Exception {
    provider.on(ANTHROPIC + "/workspaces", status(500, "oops", ""));
    night(provider.anthropic());
    assertThat(tags()).containsExactly("key_name=cms");
    provider
        .on(ANTHROPIC + "/workspaces", json(list("w1", "Editorial")))
        .on(ANTHROPIC + "/api_keys", status(500, "oops", ""));
    night(provider.anthropic());
    assertThat(tags()).containsExactly("key_name=cms,project_name=Editorial");
    assertThat(sink.reasons()).containsExactly("no-names");
  }

  @Test
  void the_cost_report_names_the_organization_of_all_and_it_is_remembered() throws Exception {
    provider.on(
        COSTS,
        json(
            openAi(
                "{\"amount\":{\"value\":1,\"currency\":\"usd\"},\"organization_id\":\"org-7\"}")));
    night(provider.openAi());
    assertThat(organizations()).containsExactly("org-7");
    provider.on(COSTS, json(openAi("")));
    night(provider.openAi());
    assertThat(organizations()).containsExactly("org-7");
  }

  @Test
  void a_header_names_the_organization_where_no_row_does_and_else_our_own_word() throws Exception {
    night(provider.openAi());
    assertThat(organizations()).containsExactly("main");
    provider.on(
        COSTS,
        headed(
            "openai-organization",
            "larkspur",
            openAi("{\"amount\":{\"value\":1,\"currency\":\"usd\"}}")));
    night(provider.openAi());
    assertThat(organizations()).containsExactly("larkspur");
  }

  @Test
  void anthropics_organization_is_asked_for_and_remembered() throws Exception {
    provider.on(
        ANTHROPIC + "/me",
        json("{\"id\":\"0a1b\",\"name\":\"Larkspur\",\"type\":\"organization\"}"));
    night(provider.anthropic());
    assertThat(organizations()).containsExactly("0a1b");
    provider.on(ANTHROPIC + "/me", status(500, "oops", ""));
    night(provider.anthropic());
    assertThat(organizations()).containsExactly("0a1b");
    assertThat(sink.problems).isEmpty();
  }

  @Test
  void an_organization_that_never_told_its_id_goes_by_our_word_and_that_is_told() throws Exception {
    provider.on(ANTHROPIC + "/me", status(500, "oops", ""));
    night(provider.anthropic());
    assertThat(organizations()).containsExactly("main");
    assertThat(sink.reasons()).containsExactly("no-organization");
    assertThat(sink.problems.getFirst().message()).contains("\"main\" of llm.providers");
  }

  private static String openAi(String results) {
    long start = DAY.start().getEpochSecond();
    return """
    {"object":"page","data":[{"object":"bucket","start_time":%d,"end_time":%d,"results":[%s]}],
     "has_more":false,"next_page":null}\
    """
        .formatted(start, start + 24 * 3600, results);
  }

  private static String list(String... idsAndNames) {
    var items = new StringBuilder();
    for (int i = 0; i < idsAndNames.length; i += 2) {
      items
          .append(items.isEmpty() ? "" : ",")
          .append("{\"id\":\"%s\",\"name\":\"%s\"}".formatted(idsAndNames[i], idsAndNames[i + 1]));
    }
    return "{\"object\":\"list\",\"data\":[" + items + "],\"has_more\":false}";
  }
}

package dev.trimtab.collect.llm;

import static dev.trimtab.collect.llm.ScriptedProvider.json;
import static dev.trimtab.collect.llm.ScriptedProvider.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.collect.RecordingSink;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OpenAiLimitsSourceTest {
  private static final Path DATA = Path.of("../shared/data/llm/openai-api");
  private static final String ORGANIZATION = "/v1/organization";
  private static final String PROJECTS = ORGANIZATION + "/projects";
  private static final ScriptedProvider.Answer NONE =
      status(404, "{\"error\":{\"message\":\"No spend limit\",\"code\":\"not_found\"}}", "");

  private static final ScriptedProvider.Answer UNKNOWN =
      status(
          404,
          "{\"error\":{\"message\":\"Invalid URL (GET /v1/…/spend_limit)\",\"type\":\"invalid_request_error\"}}",
          "");

  private final ScriptedProvider provider;
  private final RecordingSink sink = new RecordingSink();

  OpenAiLimitsSourceTest() throws IOException {
    provider = new ScriptedProvider();
    provider
        .on(
            PROJECTS,
            json(
                """
                {"object":"list","data":[{"id":"proj_a","name":"Captioning","status":"active"},
                 {"id":"proj_b","name":"Search","status":"active"}],"last_id":"proj_b","has_more":false}
                """))
        .on(PROJECTS + "/proj_a/spend_limit", json(sample("25_project.spend_limit")))
        .on(PROJECTS + "/proj_b/spend_limit", NONE)
        .on(PROJECTS + "/proj_b", json("{\"id\":\"proj_b\",\"status\":\"active\"}"))
        .on(
            PROJECTS + "/proj_b/spend_alerts",
            json("{\"object\":\"list\",\"data\":[],\"has_more\":false}"))
        .on(ORGANIZATION + "/spend_limit", NONE);
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private static String sample(String name) throws IOException {
    return Files.readString(DATA.resolve("sample_response_" + name + ".json"));
  }

  private void collect() throws Exception {
    provider
        .openAiLimits()
        .collect(TimeWindow.ending(Instant.parse("2026-11-24T00:00:00Z"), Duration.ZERO), sink);
  }

  @Test
  void a_project_without_a_limit_is_told_by_name_and_one_with_a_limit_is_not() throws Exception {
    collect();
    assertThat(sink.problems)
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.reason()).isEqualTo("no-spend-limit");
          assertThat(problem.subject()).isEqualTo("proj_b");
          assertThat(problem.message())
              .contains("\"Search\" (proj_b) has no spend limit and no spend alert")
              .contains("nothing would stop a runaway")
              .contains(PROJECTS + "/proj_b/spend_limit");
        });
    assertThat(sink.facts).isEmpty();
    assertThat(sink.completed).hasSize(1);
  }

  @Test
  void the_organizations_limit_and_a_projects_alert_are_said_beside_it() throws Exception {
    provider
        .on(ORGANIZATION + "/spend_limit", json(sample("23_organization.spend_limit")))
        .on(PROJECTS + "/proj_b/spend_alerts", json(sample("02_list")));
    collect();
    assertThat(sink.problems.getFirst().message())
        .contains("(but a spend alert)")
        .contains("uses up the whole organization's limit");
  }

  @Test
  void a_project_archived_after_it_was_listed_needs_no_limit() throws Exception {
    provider.on(PROJECTS + "/proj_b", json("{\"id\":\"proj_b\",\"status\":\"archived\"}"));
    collect();
    assertThat(sink.problems).isEmpty();
    provider.on(PROJECTS + "/proj_b", NONE);
    collect();
    assertThat(sink.problems).isEmpty();
  }

  @Test
  void an_organization_that_is_offered_no_limits_is_told_so_once_and_nothing_fails()
      throws Exception {
    for (var path : List.of(ORGANIZATION, PROJECTS + "/proj_a", PROJECTS + "/proj_b")) {
      provider.on(path + "/spend_limit", UNKNOWN);
    }
    collect();
    assertThat(sink.problems)
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.reason()).isEqualTo("limits-unknown");
          assertThat(problem.message()).contains("(404)", "console under Limits");
        });
    assertThat(sink.completed).hasSize(1);
  }

  @Test
  void an_api_with_limits_of_projects_alone_still_tells_who_has_none() throws Exception {
    provider
        .on(ORGANIZATION + "/spend_limit", UNKNOWN)
        .on(PROJECTS + "/proj_b/spend_limit", UNKNOWN);
    collect();
    assertThat(sink.reasons()).containsExactly("no-spend-limit");
    assertThat(sink.problems.getFirst().subject()).isEqualTo("proj_b");
  }

  @Test
  void a_key_that_may_not_read_limits_is_told_with_the_way_out() throws Exception {
    provider.on(ORGANIZATION + "/spend_limit", status(403, "{\"error\":{}}", ""));
    collect();
    assertThat(sink.reasons()).containsExactly("limits-unknown");
    assertThat(sink.problems.getFirst().message())
        .contains("(403)", "permission to read limits")
        .doesNotContain(ScriptedProvider.KEY);
    assertThat(sink.completed).hasSize(1);
  }

  @Test
  void doctor_tells_how_many_projects_it_sees() {
    assertThat(provider.openAiLimits().check().getFirst().message()).contains("2 projects");
    provider.on(PROJECTS, status(401, "no", ""));
    var check = provider.openAiLimits().check().getFirst();
    assertThat(check.ok()).isFalse();
    assertThat(check.toString()).doesNotContain(ScriptedProvider.KEY);
  }
}

package dev.trimtab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.collect.RecordingSink;
import dev.trimtab.collect.llm.litellm.LiteLlmDatabaseSource;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.Fact;
import dev.trimtab.model.Source.Reach;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.GatewayUsage;
import dev.trimtab.units.TimeWindow;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tables as LiteLLM's own migrations make them, on a real Postgres.
class LiteLlmTablesTest {
  private static final TimeWindow DAY =
      new TimeWindow(Instant.parse("2026-11-22T00:00:00Z"), Instant.parse("2026-11-23T00:00:00Z"));

  private final DatabaseSettings.External database = TestDatabase.fresh();

  @BeforeEach
  void tables() throws SQLException {
    execute(
        """
        create table "LiteLLM_SpendLogs" (
          "request_id" text not null primary key, "call_type" text not null, "api_key" text not null default '',
          "spend" double precision not null default 0.0, "total_tokens" integer not null default 0,
          "prompt_tokens" integer not null default 0, "completion_tokens" integer not null default 0,
          "startTime" timestamp(3) not null, "endTime" timestamp(3) not null, "completionStartTime" timestamp(3),
          "model" text not null default '', "model_id" text default '', "model_group" text default '',
          "custom_llm_provider" text default '', "api_base" text default '', "user" text default '',
          "metadata" jsonb default '{}', "cache_hit" text default '', "cache_key" text default '',
          "request_tags" jsonb default '[]', "team_id" text, "organization_id" text, "end_user" text,
          "requester_ip_address" text, "messages" jsonb default '{}', "response" jsonb default '{}',
          "session_id" text, "status" text)
        """);
    execute(
        """
        create table "LiteLLM_DailyUserSpend" (
          "id" text not null primary key, "user_id" text, "date" text not null, "api_key" text not null, "model" text,
          "model_group" text, "custom_llm_provider" text, "mcp_namespaced_tool_name" text, "endpoint" text,
          "prompt_tokens" bigint not null default 0, "completion_tokens" bigint not null default 0,
          "cache_read_input_tokens" bigint not null default 0, "cache_creation_input_tokens" bigint not null default 0,
          "spend" double precision not null default 0.0, "api_requests" bigint not null default 0,
          "successful_requests" bigint not null default 0, "failed_requests" bigint not null default 0,
          "created_at" timestamp(3) not null default current_timestamp, "updated_at" timestamp(3) not null)
        """);
  }

  private void execute(String sql) throws SQLException {
    try (var connection = TestDatabase.connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private LiteLlmTables tables(boolean hourly) {
    return new LiteLlmTables(
        "litellm-db/main", database.jdbcUrl(), database.user(), "s3cret", hourly);
  }

  private void call(String id, String start, String status, String metadata) throws SQLException {
    execute(
        """
        insert into "LiteLLM_SpendLogs" (request_id, call_type, api_key, prompt_tokens, completion_tokens, "startTime",
          "endTime", model, custom_llm_provider, api_base, "user", metadata, request_tags, team_id, status)
        values ('%s', 'acompletion', 'hash', 100, 10, '%s', '%s', 'claude', 'anthropic', 'https://api.anthropic.com', 'u',
          '%s', '["prod"]', 'team', '%s')
        """
            .formatted(id, start, start, metadata, status));
  }

  @Test
  void calls_are_added_up_by_the_hour_whatever_form_their_cached_tokens_have() throws Exception {
    call(
        "a",
        "2026-11-22 09:10:00",
        "success",
        "{\"usage_object\":{\"cache_read_input_tokens\":60}}");
    call(
        "b",
        "2026-11-22 09:59:59.999",
        "success",
        "{\"additional_usage_values\":{\"prompt_tokens_details\":{\"cached_tokens\":5},\"cache_creation_input_tokens\":7}}");
    call("c", "2026-11-22 10:00:00", "failure", "{}");
    call("before", "2026-11-21 23:59:59", "success", "{}");
    call("after", "2026-11-23 00:00:00", "success", "{}");
    var rows = tables(true).usage(DAY);
    assertThat(rows).hasSize(2);
    var first = rows.getFirst();
    assertThat(first.window())
        .isEqualTo(
            new TimeWindow(
                Instant.parse("2026-11-22T09:00:00Z"), Instant.parse("2026-11-22T10:00:00Z")));
    assertThat(first)
        .extracting(
            GatewayUsage::input,
            GatewayUsage::cacheRead,
            GatewayUsage::cacheWrite,
            GatewayUsage::output,
            GatewayUsage::requests,
            GatewayUsage::failed)
        .containsExactly(200L, 65L, 7L, 20L, 2L, 0L);
    assertThat(first.team()).isEqualTo("team");
    assertThat(first.tags()).containsExactly("prod");
    assertThat(rows.getLast().failed()).isEqualTo(1);
  }

  @Test
  void daily_sums_are_read_by_day() throws Exception {
    execute(
        """
        insert into "LiteLLM_DailyUserSpend" values
          ('1', 'u', '2026-11-22', 'hash', 'gpt-4o', 'g', 'openai', null, '/chat/completions', 5000000000, 20, 30, 40, 1, 9,
           7, 2, now(), now()),
          ('2', 'u', '2026-11-23', 'hash', 'gpt-4o', 'g', 'openai', null, null, 1, 1, 1, 1, 1, 1, 1, 0, now(), now())
        """);
    var rows = tables(false).usage(DAY);
    assertThat(rows)
        .singleElement()
        .satisfies(row -> {
          assertThat(row.window()).isEqualTo(DAY);
          assertThat(row.input()).isEqualTo(5_000_000_000L);
          assertThat(row.base()).isEqualTo("/chat/completions");
          assertThat(row.failed()).isEqualTo(2);
        });
  }

  @Test
  void an_older_version_without_status_tags_and_provider_is_read_all_the_same() throws Exception {
    call("a", "2026-11-22 09:10:00", "success", "{}");
    execute(
        "alter table \"LiteLLM_SpendLogs\" drop column status, drop column request_tags, drop column custom_llm_provider, drop column organization_id");
    assertThat(tables(true).usage(DAY))
        .singleElement()
        .satisfies(row -> assertThat(row.provider()).isEmpty());
  }

  @Test
  void the_gateways_database_is_only_read() throws Exception {
    call("a", "2026-11-22 09:10:00", "success", "{}");
    // the session refuses to write, whatever the role may do
    execute(
        """
        alter table "LiteLLM_SpendLogs" rename to "Real";
        create function grow() returns setof "Real" language sql volatile as
          'insert into "Real" (request_id, call_type, "startTime", "endTime") values (''x'', ''x'', now(), now()) returning *';
        create view "LiteLLM_SpendLogs" as select * from grow();
        """);
    assertThatThrownBy(() -> tables(true).usage(DAY))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("read-only transaction");
  }

  @Test
  void a_database_that_is_not_there_or_has_no_such_table_is_told_without_the_password()
      throws Exception {
    var nowhere =
        new LiteLlmTables(
            "litellm-db/main", "jdbc:postgresql://localhost:1/litellm", "u", "s3cret", true);
    assertThatThrownBy(() -> nowhere.usage(DAY))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("litellm-db/main")
        .hasMessageContaining("localhost:1")
        .hasMessageNotContaining("s3cret");
    execute("drop table \"LiteLLM_SpendLogs\"");
    assertThatThrownBy(() -> tables(true).describe())
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("LiteLLM_SpendLogs");
  }

  @Test
  void the_source_hands_over_day_by_day_what_the_tables_tell() throws Exception {
    call("a", "2026-11-22 09:10:00", "success", "{}");
    var tables = tables(true);
    var source =
        new LiteLlmDatabaseSource(
            "main",
            true,
            new Reach(Duration.ofDays(35), Duration.ofDays(3)),
            new LiteLlmDatabaseSource.Tables() {
              @Override
              public java.util.List<GatewayUsage> usage(TimeWindow window)
                  throws SourceUnavailable {
                return tables.usage(window);
              }

              @Override
              public String describe() throws SourceUnavailable {
                return tables.describe();
              }
            });
    var sink = new RecordingSink();
    source.collect(new TimeWindow(DAY.start(), DAY.end().plusSeconds(5400)), sink);
    assertThat(sink.completed).containsExactly(DAY.end(), DAY.end().plusSeconds(3600));
    assertThat(((Fact.LlmUsage) sink.facts.getFirst()).usage())
        .singleElement()
        .satisfies(u -> {
          assertThat(u.scope().via()).isEqualTo("litellm");
          assertThat(u.counters()).containsEntry("uncached_input_tokens", 100L);
        });
    assertThat(source.check().getFirst().ok()).isTrue();
  }
}

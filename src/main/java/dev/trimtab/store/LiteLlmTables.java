package dev.trimtab.store;

import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.GatewayUsage;
import dev.trimtab.units.TimeWindow;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// The tables in which a LiteLLM gateway keeps what passed through it, in its own database and as
/// its `schema.prisma` makes them. Sessions are read-only and end after a minute.
public final class LiteLlmTables {
  private static final String LOGS = "LiteLLM_SpendLogs";
  private static final String DAILY = "LiteLLM_DailyUserSpend";

  private final String source;
  private final String url;
  private final boolean hourly;
  private final Jdbi jdbi;

  /// @param source named in every error
  /// @param hourly true reads the log of calls, false the daily sums
  public LiteLlmTables(
      String source, String jdbcUrl, String user, String password, boolean hourly) {
    this.source = source;
    this.url = Database.withoutSecrets(jdbcUrl);
    this.hourly = hourly;
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "trimtab");
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("socketTimeout", "90");
    properties.setProperty(
        "options", "-c default_transaction_read_only=on -c statement_timeout=60000");
    this.jdbi = Jdbi.create(jdbcUrl, properties);
  }

  /// Calls added up by hour or day and by all that tells them apart.
  ///
  /// @throws SourceUnavailable when the database cannot be reached or read
  public List<GatewayUsage> usage(TimeWindow window) throws SourceUnavailable {
    return read(handle ->
        handle
            .createQuery(hourly ? logs(columns(handle, LOGS)) : daily(columns(handle, DAILY)))
            .bind("start", window.start())
            .bind("end", window.end())
            .map((row, _) -> row(row))
            .list());
  }

  /// What can be read.
  public String describe() throws SourceUnavailable {
    var table = hourly ? LOGS : DAILY;
    return read(handle -> {
      handle.createQuery("select 1 from \"" + table + "\" limit 1").mapTo(Integer.class).list();
      return "\"%s\" at %s can be read".formatted(table, url);
    });
  }

  @FunctionalInterface
  private interface Reading<T> {
    T from(Handle handle);
  }

  private <T> T read(Reading<T> reading) throws SourceUnavailable {
    try (var handle = jdbi.open()) {
      return reading.from(handle);
    } catch (JdbiException e) {
      throw new SourceUnavailable(
          "%s: cannot read LiteLLM's database at %s: %s. Maybe check url, user and adminKey (the password) of this entry of llm.providers"
              .formatted(source, url, cause(e)),
          e);
    }
  }

  private static String cause(JdbiException e) {
    @Nullable Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  /// Versions differ in the columns they have.
  private static Set<String> columns(Handle handle, String table) {
    return Set.copyOf(
        handle
            .createQuery(
                """
                select attname from pg_attribute
                where attrelid = to_regclass(:table) and attnum > 0 and not attisdropped
                """)
            .bind("table", '"' + table + '"')
            .mapTo(String.class)
            .list());
  }

  /// A column, or nothing where this version has none of the name.
  private static String text(Set<String> columns, String name) {
    return columns.contains(name) ? "coalesce(\"" + name + "\", '')" : "''";
  }

  private static String number(Set<String> columns, String name) {
    return columns.contains(name) ? "sum(\"" + name + "\")" : "0";
  }

  private static String logs(Set<String> columns) {
    return """
    with calls as (
      select date_trunc('hour', "startTime") as at, %s as provider, %s as organization, %s as team, api_key, %s as usr,
        model, case when %s = '' then call_type else %s end as base, %s as tags, prompt_tokens, completion_tokens,
        %s as failed,
        case when jsonb_typeof(metadata -> 'usage_object') = 'object' then metadata -> 'usage_object'
          else metadata -> 'additional_usage_values' end as u
      from "LiteLLM_SpendLogs"
      where "startTime" >= :start at time zone 'UTC' and "startTime" < :end at time zone 'UTC')
    select at at time zone 'UTC' as start_at, (at + interval '1 hour') at time zone 'UTC' as end_at, provider,
      organization, team, api_key, usr, model, base,
      array(select jsonb_array_elements_text(tags)) as tags,
      sum(prompt_tokens) as input,
      sum(coalesce(nullif((u ->> 'cache_read_input_tokens')::bigint, 0),
        (u -> 'prompt_tokens_details' ->> 'cached_tokens')::bigint, 0)) as cache_read,
      sum(coalesce((u ->> 'cache_creation_input_tokens')::bigint, 0)) as cache_write,
      sum(completion_tokens) as output, count(*) as requests, sum(failed) as failed
    from calls
    group by at, provider, organization, team, api_key, usr, model, base, tags
    order by at, api_key, model
    """
        .formatted(
            text(columns, "custom_llm_provider"),
            text(columns, "organization_id"),
            text(columns, "team_id"),
            text(columns, "user"),
            text(columns, "api_base"),
            text(columns, "api_base"),
            columns.contains("request_tags")
                ? "case when jsonb_typeof(request_tags) = 'array' then request_tags else '[]' end"
                : "'[]'::jsonb",
            columns.contains("status") ? "case when status = 'failure' then 1 else 0 end" : "0");
  }

  private static String daily(Set<String> columns) {
    return """
    select date::timestamp at time zone 'UTC' as start_at,
      (date::timestamp + interval '1 day') at time zone 'UTC' as end_at,
      %s as provider, '' as organization, '' as team, api_key, %s as usr, %s as model, %s as base, '{}'::text[] as tags,
      sum(prompt_tokens) as input, %s as cache_read, %s as cache_write, sum(completion_tokens) as output,
      %s as requests, %s as failed
    from "LiteLLM_DailyUserSpend"
    where date::timestamp at time zone 'UTC' >= :start and date::timestamp at time zone 'UTC' < :end
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    order by 1, api_key, model
    """
        .formatted(
            text(columns, "custom_llm_provider"),
            text(columns, "user_id"),
            text(columns, "model"),
            text(columns, "endpoint"),
            number(columns, "cache_read_input_tokens"),
            number(columns, "cache_creation_input_tokens"),
            number(columns, "api_requests"),
            number(columns, "failed_requests"));
  }

  private static GatewayUsage row(ResultSet row) throws SQLException {
    return new GatewayUsage(
        new TimeWindow(
            row.getTimestamp("start_at").toInstant(), row.getTimestamp("end_at").toInstant()),
        row.getString("provider"),
        row.getString("organization"),
        row.getString("team"),
        row.getString("api_key"),
        row.getString("usr"),
        row.getString("model"),
        row.getString("base"),
        tags(row.getArray("tags")),
        row.getLong("input"),
        row.getLong("cache_read"),
        row.getLong("cache_write"),
        row.getLong("output"),
        row.getLong("requests"),
        row.getLong("failed"));
  }

  private static List<String> tags(Array array) throws SQLException {
    return Stream.of((Object[]) array.getArray()).map(String::valueOf).toList();
  }
}

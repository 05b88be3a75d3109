package dev.trimtab.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.store.Database;
import java.io.File;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A night's LLM usage is never held as a whole.
final class LlmMemoryTest {
  private static final int KEYS = Integer.getInteger("trimtab.llm.keys", 120);
  private static final String HEAP = System.getProperty("trimtab.llm.heap", "64m");

  @Test
  void forty_days_of_hourly_usage_of_many_keys_are_priced_and_advised_on_in_a_small_heap()
      throws Exception {
    var settings = TestDatabase.fresh();
    Database.open(settings).close();
    try (var connection = TestDatabase.connect(settings);
        var statement = connection.createStatement()) {
      // forty days of hourly usage of many keys, written where it is
      statement.execute(
          """
          insert into trimtab.llm_usage (provider, start_at, end_at, project, api_key, usr, model, tier, context,
            counters, source, organization, endpoint, region, tags, via)
          select 'openai', at, at + interval '1 hour', 'proj_' || k %% 20, 'key_' || k, '', 'gpt-5', 'standard', '',
            jsonb_build_object('input_tokens', 100000 + k, 'input_cached_tokens', 40000, 'output_tokens', 1000,
              'num_model_requests', 10), 'openai/main', '', 'chat', '', '', ''
          from generate_series(1, %d) k,
            generate_series(timestamptz '2026-10-13 00:00Z', timestamptz '2026-11-21 23:00Z', interval '1 hour') at
          """
              .formatted(KEYS));
    }
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-XX:+UseSerialGC",
                "-Duser.timezone=UTC",
                "-cp",
                classPath(),
                LlmNight.class.getName(),
                settings.jdbcUrl(),
                settings.user(),
                "2026-11-21T05:00:00Z")
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("0 problems, 0 findings");
    try (var database = Database.open(settings)) {
      assertThat(
              database
                  .sql()
                  .query(
                      "select count(distinct day)::text, sum(tokens) filter (where token_kind <> 'REQUEST')::text, sum(requests)::text from finops.token_usage")
                  .rows())
          .containsExactly(
              List.of(
                  "40",
                  Long.toString(40L * 24 * (101_000L * KEYS + KEYS * (KEYS + 1L) / 2)),
                  Long.toString(40L * 24 * 10 * KEYS)));
    }
  }

  /// Whoever runs the tests may have a class loader of its own.
  private static String classPath() {
    return Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader
        ? Stream.of(loader.getURLs())
            .map(url -> Path.of(URI.create(url.toString())).toString())
            .collect(Collectors.joining(File.pathSeparator))
        : System.getProperty("java.class.path");
  }
}

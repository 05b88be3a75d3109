package dev.trimtab.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.Fact;
import dev.trimtab.model.Problem;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StoringSinkTest {
  private static final Instant NOW = Instant.parse("2026-11-23T05:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private static ProviderUsage at(Instant start) {
    return new ProviderUsage(
        LlmScope.of("openai", "m"),
        new TimeWindow(start, start.plus(HOUR)),
        Map.of("input_tokens", 1L));
  }

  private static List<Instant> kept(Instant asOf, Instant started, Instant... starts) {
    var years = new TimeWindow(NOW.minus(Duration.ofDays(9)), NOW.plus(Duration.ofDays(9999)));
    try (var database = TestDatabase.open()) {
      var run = database.runs().begin("nightly", asOf, started, "test");
      var sink = new StoringSink(database, run, "llm-files/x");
      var usage = List.of(starts).stream().map(StoringSinkTest::at).toList();
      sink.accept(new Fact.LlmUsage("llm-files/x", "openai", years, usage));
      sink.flushProblems();
      assertThat(database.runs().problemsOf(run.id()))
          .extracting(Problem::reason)
          .hasSize(started.isAfter(NOW) ? 0 : 1)
          .allMatch("usage-in-the-future"::equals);
      return List.of(starts).stream()
          .filter(start -> !database.llm().told(new TimeWindow(start, start.plus(HOUR))).isEmpty())
          .toList();
    }
  }

  @Test
  void usage_of_a_day_that_has_not_come_is_set_aside_and_told() {
    var tomorrow = NOW.plus(Duration.ofHours(20));
    var mistyped = Instant.parse("2036-11-22T05:00:00Z");
    assertThat(kept(NOW, NOW, NOW.minus(HOUR), mistyped, tomorrow))
        .containsExactly(NOW.minus(HOUR), tomorrow);
  }

  @Test
  void a_night_that_is_run_again_later_loses_nothing_that_has_come_since() {
    var since = NOW.plus(Duration.ofDays(5));
    assertThat(kept(NOW, NOW.plus(Duration.ofDays(7)), since)).containsExactly(since);
  }
}

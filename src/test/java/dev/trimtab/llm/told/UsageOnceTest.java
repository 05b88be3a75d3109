package dev.trimtab.llm.told;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.collect.billing.FocusCsvSource;
import dev.trimtab.collect.llm.files.LlmFilesSource;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.Told;
import dev.trimtab.units.TimeWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class UsageOnceTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final TimeWindow HOUR = TimeWindow.ending(NOON, Duration.ofHours(1));
  private static final LlmScope GPT = LlmScope.of("openai", "gpt-5").project("p").apiKey("k");

  private UsageOnce once = new UsageOnce(new Precedence(Map.of()));

  private static Told<ProviderUsage> told(String source, LlmScope scope, long tokens) {
    return new Told<>(source, new ProviderUsage(scope, HOUR, Map.of("input_tokens", tokens)));
  }

  @SafeVarargs
  private List<Long> counted(Told<ProviderUsage>... told) {
    var all = new ArrayList<Told<ProviderUsage>>();
    for (var each : told) {
      all.add(each);
    }
    return once.counted(DAY, all).stream()
        .map(usage -> usage.counters().getOrDefault("input_tokens", 0L))
        .toList();
  }

  @Test
  void an_entry_that_was_renamed_counts_once_by_the_name_that_is_still_read() {
    once =
        new UsageOnce(
            new Precedence(Map.of("openai/a", NOON.minus(Duration.ofDays(3)), "openai/b", NOON)));
    assertThat(counted(told("openai/a", GPT, 10), told("openai/b", GPT, 11))).containsExactly(11L);
    assertThat(once.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.reason()).isEqualTo("told-twice");
          assertThat(problem.message())
              .contains("openai/b and openai/a both tell openai usage of 2026-11-20")
              .contains("11 tokens against 10. What openai/b tells counts");
        });
  }

  @Test
  void of_two_that_are_both_read_the_same_one_counts_whichever_was_read_last() {
    var hour = Duration.ofHours(1);
    for (var last : List.of("openai/a", "openai/b")) {
      var read = new HashMap<>(Map.of("openai/a", NOON.minus(hour), "openai/b", NOON.minus(hour)));
      read.put(last, NOON);
      once = new UsageOnce(Precedence.byDay(read));
      assertThat(counted(told("openai/a", GPT, 10), told("openai/b", GPT, 11)))
          .as("last read: " + last)
          .containsExactly(10L);
    }
  }

  @Test
  void one_that_is_read_no_more_gives_way_by_days_too() {
    once =
        new UsageOnce(
            Precedence.byDay(Map.of("openai/a", NOON.minus(Duration.ofDays(3)), "openai/b", NOON)));
    assertThat(counted(told("openai/a", GPT, 10), told("openai/b", GPT, 11))).containsExactly(11L);
  }

  @Test
  void what_an_api_tells_counts_before_files_saved_from_it_however_coarse() {
    // the file knows neither keys nor projects, and a whole day at once
    var day = new TimeWindow(NOON.minus(Duration.ofHours(12)), NOON.plus(Duration.ofHours(12)));
    var saved =
        new Told<>(
            "llm-files/saved",
            new ProviderUsage(LlmScope.of("openai", "GPT-5"), day, Map.of("input_tokens", 30L)));
    assertThat(
            once.counted(
                DAY,
                List.of(
                    saved,
                    told("openai/main", GPT, 10),
                    told("openai/main", GPT.apiKey("k2"), 20))))
        .extracting(ProviderUsage::scope)
        .containsExactlyInAnyOrder(GPT, GPT.apiKey("k2"));
    assertThat(once.problems()).as("30 against 10 and 20").isEmpty();
  }

  @Test
  void what_only_one_source_tells_is_kept() {
    assertThat(
            counted(
                told("openai/main", GPT, 1),
                told("llm-files/saved", GPT, 1),
                told("llm-files/saved", GPT.model("gpt-4o"), 2),
                told("llm-files/saved", GPT.project("other"), 4),
                told("llm-files/saved", GPT.apiKey("other"), 8),
                told("llm-files/saved", GPT.region("eu").endpoint("images"), 16)))
        .containsExactlyInAnyOrder(1L, 2L, 4L, 8L);
    assertThat(counted(told("openai/main", GPT, 1), told("anthropic/main", claude(), 1)))
        .hasSize(2);
  }

  private static LlmScope claude() {
    return LlmScope.of("anthropic", "claude-opus-5");
  }

  @Test
  void a_model_is_the_same_with_and_without_its_date_and_not_with_another() {
    var may = GPT.model("gpt-4o-2024-05-13");
    assertThat(counted(told("openai/main", may, 1), told("llm-files/x", GPT.model("gpt-4o"), 1)))
        .hasSize(1);
    assertThat(counted(told("openai/main", GPT.model("gpt-4o"), 1), told("llm-files/x", may, 1)))
        .hasSize(1);
    assertThat(
            counted(
                told("openai/main", may, 1),
                told("llm-files/x", GPT.model("gpt-4o-2024-08-06"), 1)))
        .hasSize(2);
  }

  @Test
  void two_organizations_at_one_provider_are_both_counted() {
    // the default workspace of each, whose id is not told
    assertThat(
            counted(
                told("anthropic/a", claude().apiKey("k1"), 1),
                told("anthropic/a", claude(), 2),
                told("anthropic/b", claude().apiKey("k2"), 4),
                told("anthropic/b", claude(), 8)))
        .hasSize(4);
    assertThat(once.problems()).isEmpty();
    // two regions of one cloud account
    var east = LlmScope.of("aws.bedrock", "m").region("us-east-1");
    assertThat(
            counted(told("bedrock/us-east-1", east, 1), told("bedrock/eu", east.region("eu"), 2)))
        .hasSize(2);
  }

  @Test
  void a_witness_neither_counts_before_the_provider_nor_is_left_out_here() {
    assertThat(counted(told("openai/main", GPT, 1), told("litellm/x", GPT.via("litellm"), 1)))
        .hasSize(2);
    assertThat(
            counted(
                told("litellm/x", GPT.via("litellm"), 1),
                told("litellm-db/x", GPT.via("litellm"), 1)))
        .hasSize(1);
  }

  @Test
  void two_clusters_with_a_namespace_of_the_same_name_are_both_counted() {
    var served = LlmScope.of("self-hosted", "llama").project("shop").via("opentelemetry");
    assertThat(
            counted(
                told("llm-metrics/production", served, 100),
                told("llm-metrics/production", served.model("tiny"), 1),
                told("llm-metrics/production", served.model("small"), 7),
                told("llm-metrics/staging", served, 3),
                told("llm-metrics/staging", served.model("tiny"), 1),
                told("llm-metrics/staging", served.model("small"), 2)))
        .as("one bucket is equal by chance")
        .hasSize(6);
  }

  @Test
  void rows_from_before_sources_were_told_apart_count_last() {
    assertThat(counted(told("", GPT, 1), told("llm-files/x", GPT, 2))).containsExactly(2L);
  }

  @Test
  void the_order_knows_files_and_bills_by_the_names_that_their_sources_have() {
    var sources =
        new ArrayList<>(
            List.of(
                "",
                new FocusCsvSource(Path.of("bill.csv")).name(),
                new LlmFilesSource(Path.of("saved")).name(),
                "openai/main"));
    assertThat(Stream.of("openai/main", "llm-files/saved", "focus/bill.csv", ""))
        .containsExactlyElementsOf(
            sources.stream().sorted(new Precedence(Map.of()).order()).toList());
  }
}

package dev.trimtab.collect.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.collect.RecordingSink;
import dev.trimtab.collect.llm.files.LlmFilesSource;
import dev.trimtab.model.Fact;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LlmFilesSourceTest {
  private static final Path DATA = Path.of("../shared/data/llm");
  private static final String HEADER =
      "provider,project,model,start,end,input_tokens,cached_input_tokens,cache_write_tokens,output_tokens,requests,cost\n";

  @TempDir Path folder;
  private final RecordingSink sink = new RecordingSink();

  @Test
  void reads_the_published_sample_bodies_and_tells_what_it_leaves_out() throws Exception {
    collect(DATA.resolve("openai-api"));
    // one body of each of the ten usage reports
    assertThat(usage())
        .extracting(u -> u.scope().endpoint())
        .containsExactlyInAnyOrder(
            "chat",
            "embeddings",
            "moderations",
            "images",
            "audio_speeches",
            "audio_transcriptions",
            "vector_stores",
            "code_interpreter",
            "file_search",
            "web_search");
    assertThat(of("chat"))
        .containsEntry("input_tokens", 1000L)
        .containsEntry("input_cached_tokens", 400L)
        .containsEntry("num_model_requests", 5L);
    assertThat(of("images")).containsEntry("images", 2L);
    assertThat(of("audio_speeches")).containsEntry("characters", 45L);
    assertThat(of("audio_transcriptions")).containsEntry("seconds", 20L);
    // the model's calls stand among the completions, and would count twice
    assertThat(of("web_search"))
        .containsOnly(Map.entry("web_search_requests", 2L), Map.entry("num_model_requests", 0L));
    assertThat(sink.facts)
        .filteredOn(Fact.LlmCosts.class::isInstance)
        .singleElement()
        .satisfies(fact ->
            assertThat(((Fact.LlmCosts) fact).costs().getFirst().cost())
                .isEqualTo(Money.usd("0.06")));
    // 27 bodies, less eleven that are read: what is left are spend alerts and limits
    assertThat(sink.reasons()).hasSize(16).containsOnly("unknown-shape");
  }

  private Map<String, Long> of(String endpoint) {
    return usage().stream()
        .filter(u -> u.scope().endpoint().equals(endpoint))
        .findFirst()
        .orElseThrow()
        .counters();
  }

  @Test
  void a_page_that_begins_with_a_quiet_hour_is_read() throws Exception {
    Files.writeString(
        folder.resolve("page.json"),
        """
        {"data":[{"starting_at":"2026-11-22T00:00:00Z","ending_at":"2026-11-22T01:00:00Z","results":[]},
         {"starting_at":"2026-11-22T01:00:00Z","ending_at":"2026-11-22T02:00:00Z",
          "results":[{"uncached_input_tokens":3,"model":"claude-opus-5"}]}]}
        """);
    collect(folder);
    assertThat(usage()).hasSize(1);
    assertThat(sink.problems).isEmpty();
  }

  @Test
  void a_cut_off_body_is_told_by_file() throws Exception {
    Files.writeString(folder.resolve("cut.json"), "{\"data\":[{\"sta");
    assertThatThrownBy(() -> collect(folder))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("cut.json");
  }

  @Test
  void csv_input_includes_cached_tokens_whoever_the_provider_is() throws Exception {
    var span = ",2026-11-22T00:00:00Z,2026-11-22T01:00:00Z,";
    Files.writeString(
        folder.resolve("tokens.csv"),
        HEADER
            + "anthropic,w,claude-opus-5"
            + span
            + "100,60,10,5,2,0.5\n"
            + "openai,p,gpt-5"
            + span
            + "100,60,,5,,\n"
            + "openai,p,gpt-5"
            + span
            + "10,,,1,,\n");
    collect(folder);
    assertThat(usage().getFirst().counters())
        .containsEntry("uncached_input_tokens", 30L)
        .containsEntry("cache_read_input_tokens", 60L);
    assertThat(usage().getLast().counters())
        .containsEntry("input_tokens", 110L)
        .doesNotContainKey("num_model_requests");
    assertThat(sink.facts).filteredOn(Fact.LlmCosts.class::isInstance).hasSize(1);
  }

  @Test
  void the_azure_trace_fed_as_token_usage_keeps_every_token() throws Exception {
    var lines = new ArrayList<String>();
    long context = 0;
    long generated = 0;
    for (var name : List.of("code", "conv")) {
      for (var request : trace(name)) {
        var cells = request.split(",", -1);
        context += Long.parseLong(cells[1].strip());
        generated += Long.parseLong(cells[2].strip());
        var minute = Instant.parse(cells[0].substring(0, 16).replace(' ', 'T') + ":00Z");
        lines.add(
            "openai,%s,gpt-4,%s,%s,%s,,,%s,1,"
                .formatted(
                    name,
                    minute,
                    minute.plus(Duration.ofMinutes(1)),
                    cells[1].strip(),
                    cells[2].strip()));
      }
    }
    Files.writeString(folder.resolve("azure.csv"), HEADER + String.join("\n", lines) + "\n");
    collect(folder);
    assertThat(lines).hasSize(28_185);
    assertThat(sum("input_tokens")).isEqualTo(context);
    assertThat(sum("output_tokens")).isEqualTo(generated);
    assertThat(sum("num_model_requests")).isEqualTo(28_185);
    assertThat(sink.problems).isEmpty();
  }

  @Test
  void a_refund_in_a_file_takes_tokens_and_money_back() throws Exception {
    var hour = "openai,p,gpt-4,2026-11-22T09:00:00Z,2026-11-22T10:00:00Z,";
    Files.writeString(
        folder.resolve("a.csv"), HEADER + hour + "100,,,10,1,1\n" + hour + "-40,,,-4,0,-0.25\n");
    collect(folder);
    assertThat(sum("input_tokens")).isEqualTo(60);
    assertThat(sum("output_tokens")).isEqualTo(6);
    var costs =
        sink.facts.stream()
            .filter(Fact.LlmCosts.class::isInstance)
            .flatMap(fact -> ((Fact.LlmCosts) fact).costs().stream())
            .toList();
    assertThat(costs)
        .extracting(cost -> cost.cost(), cost -> cost.category())
        .containsExactly(
            Tuple.tuple(Money.usd("1"), "Usage"), Tuple.tuple(Money.usd("-0.25"), "Credit"));
    assertThat(sink.problems).isEmpty();
  }

  private static List<String> trace(String name) throws Exception {
    var file = DATA.resolve("azure2023/AzureLLMInferenceTrace_" + name + ".csv.gz");
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).filter(line -> !line.isBlank()).toList();
    }
  }

  private void collect(Path path) throws SourceUnavailable {
    new LlmFilesSource(path)
        .collect(TimeWindow.ending(Instant.parse("2026-11-24T00:00:00Z"), Duration.ZERO), sink);
  }

  private long sum(String counter) {
    return usage().stream().mapToLong(u -> u.counters().getOrDefault(counter, 0L)).sum();
  }

  private List<ProviderUsage> usage() {
    return sink.facts.stream()
        .filter(Fact.LlmUsage.class::isInstance)
        .flatMap(fact -> ((Fact.LlmUsage) fact).usage().stream())
        .toList();
  }
}

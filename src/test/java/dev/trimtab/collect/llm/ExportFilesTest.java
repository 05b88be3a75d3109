package dev.trimtab.collect.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.collect.RecordingSink;
import dev.trimtab.collect.llm.files.LlmFilesSource;
import dev.trimtab.model.Fact;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exports of clouds that sell models.
final class ExportFilesTest {
  @TempDir Path folder;
  private final RecordingSink sink = new RecordingSink();

  private void collect() throws SourceUnavailable {
    new LlmFilesSource(folder)
        .collect(TimeWindow.ending(Instant.parse("2026-11-24T00:00:00Z"), Duration.ZERO), sink);
  }

  private List<ProviderCost> costs() {
    return sink.facts.stream()
        .filter(Fact.LlmCosts.class::isInstance)
        .flatMap(f -> ((Fact.LlmCosts) f).costs().stream())
        .toList();
  }

  private static Money money(String amount, String currency) {
    return new Money(Currency.getInstance(currency), new BigDecimal(amount));
  }

  private void gzip(String name, String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve(name), bytes.toByteArray());
  }

  @Test
  void azures_cost_export_gives_the_lines_about_openai_in_the_billing_currency() throws Exception {
    Files.writeString(
        folder.resolve("part_0.csv"),
        """
        SubscriptionId,Date,MeterCategory,MeterSubCategory,MeterName,CostInBillingCurrency,BillingCurrencyCode,ResourceId
        sub,11/22/2026,Foundry Models,Azure OpenAI,gpt 4o 1120 Inp glbl Tokens,12.345678901,EUR,/subscriptions/sub/x/accounts/larkspur
        sub,11/22/2026,Foundry Models,Azure OpenAI,gpt 4o 1120 Outp glbl Tokens,-0.5,EUR,/subscriptions/sub/x/accounts/larkspur
        sub,11/22/2026,Storage,Blob,LRS Data Stored,99,EUR,/subscriptions/sub/x/disk
        """);
    collect();
    assertThat(costs())
        .extracting(
            ProviderCost::provider,
            ProviderCost::organization,
            ProviderCost::project,
            ProviderCost::category,
            ProviderCost::cost)
        .containsExactly(
            Tuple.tuple(
                LlmProvider.AZURE_OPENAI, "sub", "larkspur", "Usage", money("12.345678901", "EUR")),
            Tuple.tuple(
                LlmProvider.AZURE_OPENAI, "sub", "larkspur", "Credit", money("-0.5", "EUR")));
    assertThat(costs().getFirst().window().start())
        .isEqualTo(Instant.parse("2026-11-22T00:00:00Z"));
    assertThat(sink.problems).isEmpty();
  }

  @Test
  void googles_billing_export_gives_costs_and_credits_as_lines_that_add_up_to_the_bill()
      throws Exception {
    gzip(
        "export-000.json.gz",
        """
        {"billing_account_id":"01-A","service":{"description":"Vertex AI"},"sku":{"description":"Gemini 2.5 Flash Text Input"},"usage_start_time":"2026-11-22 09:00:00 UTC","usage_end_time":"2026-11-22 10:00:00 UTC","project":{"id":"p"},"cost":0.3,"currency":"USD","cost_type":"regular","credits":[{"name":"Committed use","amount":-0.1}]}
        {"service":{"description":"Compute Engine"},"sku":{"description":"N2 Core"},"usage_start_time":"2026-11-22 09:00:00 UTC","usage_end_time":"2026-11-22 10:00:00 UTC","cost":50,"currency":"USD","credits":[]}
        """);
    collect();
    assertThat(costs()).extracting(ProviderCost::category).containsExactly("Usage", "Credit");
    assertThat(costs().stream().map(ProviderCost::cost).reduce(Money.usd("0"), Money::plus))
        .isEqualTo(Money.usd("0.2"));
    assertThat(costs())
        .allMatch(c -> c.provider().equals(LlmProvider.VERTEX) && c.project().equals("p"));
  }

  @Test
  void bedrocks_invocation_log_counts_each_call_once_by_hour_model_and_caller() throws Exception {
    var call =
        """
        {"schemaType":"ModelInvocationLog","schemaVersion":"1.0","timestamp":"2026-11-22T09:10:17Z","accountId":"123","identity":{"arn":"arn:aws:sts::123:assumed-role/cms/session"},"region":"us-east-1","requestId":"%s","operation":"Converse","modelId":"arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0","input":{"inputTokenCount":35,"cacheReadInputTokenCount":10},"output":{"outputTokenCount":446}%s}
        """;
    gzip(
        "20261122T09.json.gz",
        call.formatted("r1", "")
            + call.formatted("r1", "")
            + call.formatted("r2", ",\"errorCode\":\"ThrottlingException\"")
            + "{\"else\":1}\n");
    collect();
    var usage =
        sink.facts.stream()
            .filter(Fact.LlmUsage.class::isInstance)
            .flatMap(f -> ((Fact.LlmUsage) f).usage().stream())
            .toList();
    assertThat(usage)
        .singleElement()
        .satisfies(u -> {
          assertThat(u.scope().model()).isEqualTo("anthropic.claude-haiku-4-5-20251001-v1:0");
          assertThat(u.scope().organization()).isEqualTo("123");
          assertThat(u.scope().via()).isEqualTo("invocation-log");
          assertThat(u.counters())
              .containsEntry("inputTokens", 70L)
              .containsEntry("cacheReadInputTokens", 20L)
              .containsEntry(ProviderUsage.REQUESTS, 2L)
              .containsEntry(ProviderUsage.FAILED_REQUESTS, 1L);
        });
    assertThat(sink.reasons()).containsExactly("unknown-shape");
  }

  @Test
  void parts_of_one_export_add_up_and_the_same_export_elsewhere_replaces_it() throws Exception {
    var part =
        """
        SubscriptionId,Date,MeterSubCategory,MeterName,CostInBillingCurrency,BillingCurrencyCode,ResourceId
        sub,11/22/2026,Azure OpenAI,Tokens,1.5,EUR,/a/larkspur
        """;
    for (var name :
        List.of("run1/part_0.csv", "run1/part_1.csv", "run2/part_0.csv", "run2/part_1.csv")) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), part);
    }
    collect();
    assertThat(costs())
        .extracting(ProviderCost::cost)
        .containsExactly(money("1.5", "EUR"), money("1.5", "EUR"));
  }

  @Test
  void saved_answers_of_litellm_langfuse_and_azure_monitor_are_told_apart() throws Exception {
    Files.writeString(
        folder.resolve("a.json"),
        "{\"data\":[{\"request_id\":\"r\",\"startTime\":\"2026-11-22T09:10:00Z\",\"custom_llm_provider\":\"openai\",\"model\":\"gpt-5\",\"prompt_tokens\":7}],\"total_pages\":1}");
    Files.writeString(
        folder.resolve("b.json"),
        "{\"data\":[{\"providedModelName\":\"gpt-5\",\"time_dimension\":\"2026-11-22T09:00:00Z\",\"count_count\":1}]}");
    Files.writeString(
        folder.resolve("c.json"),
        "{\"value\":[{\"id\":\"/subscriptions/s/x/accounts/larkspur/providers/Microsoft.Insights/metrics/GeneratedTokens\",\"name\":{\"value\":\"GeneratedTokens\"},\"timeseries\":[{\"metadatavalues\":[],\"data\":[{\"timeStamp\":\"2026-11-22T09:00:00Z\",\"total\":9}]}]}]}");
    collect();
    assertThat(sink.facts.stream().flatMap(f -> ((Fact.LlmUsage) f).usage().stream()))
        .extracting(u -> u.scope().via(), u -> u.scope().project())
        .containsExactlyInAnyOrder(
            Tuple.tuple(LlmProvider.LITELLM, ""),
            Tuple.tuple(LlmProvider.LANGFUSE, ""),
            Tuple.tuple("", "larkspur"));
    assertThat(sink.problems).isEmpty();
  }

  private List<ProviderUsage> usage() {
    return sink.facts.stream()
        .filter(Fact.LlmUsage.class::isInstance)
        .flatMap(f -> ((Fact.LlmUsage) f).usage().stream())
        .toList();
  }

  @Test
  void calls_of_one_hour_add_up_over_the_files_of_a_log_and_count_once() throws Exception {
    var call =
        """
        {"schemaType":"ModelInvocationLog","timestamp":"2026-11-22T09:10:17Z","requestId":"%s","modelId":"m","input":{"inputTokenCount":35}}
        """;
    gzip("09_part1.json.gz", call.formatted("r1") + call.formatted("r2"));
    gzip("09_part2.json.gz", call.formatted("r2") + call.formatted("r3"));
    collect();
    assertThat(usage())
        .singleElement()
        .satisfies(u -> assertThat(u.counters()).containsEntry("inputTokens", 105L));
  }

  @Test
  void calls_of_one_hour_add_up_over_saved_pages_of_litellm() throws Exception {
    for (var call : List.of("r1", "r2")) {
      Files.writeString(
          folder.resolve(call + ".json"),
          "{\"data\":[{\"request_id\":\"%s\",\"startTime\":\"2026-11-22T09:10:00Z\",\"custom_llm_provider\":\"openai\",\"model\":\"gpt-5\",\"prompt_tokens\":7}],\"total_pages\":2}"
              .formatted(call));
    }
    collect();
    assertThat(usage())
        .singleElement()
        .satisfies(u -> assertThat(u.counters()).containsEntry("input_tokens", 14L));
  }

  @Test
  void saved_tokens_and_saved_requests_of_azure_monitor_do_not_replace_one_another()
      throws Exception {
    for (var metric : List.of("GeneratedTokens", "AzureOpenAIRequests")) {
      Files.writeString(
          folder.resolve(metric + ".json"),
          "{\"value\":[{\"id\":\"/subscriptions/s/x/accounts/larkspur/providers/Microsoft.Insights/metrics/M\",\"name\":{\"value\":\"%s\"},\"timeseries\":[{\"metadatavalues\":[],\"data\":[{\"timeStamp\":\"2026-11-22T09:00:00Z\",\"total\":9}]}]}]}"
              .formatted(metric));
    }
    collect();
    assertThat(usage().stream().mapToLong(u -> u.counters().getOrDefault("output_tokens", 0L)))
        .contains(9L);
    assertThat(
            usage().stream().mapToLong(u -> u.counters().getOrDefault(ProviderUsage.REQUESTS, 0L)))
        .contains(9L);
  }

  @Test
  void exports_of_two_subscriptions_do_not_replace_one_another() throws Exception {
    for (var sub : List.of("one", "two")) {
      Files.createDirectories(folder.resolve(sub));
      Files.writeString(
          folder.resolve(sub + "/part_0.csv"),
          """
          SubscriptionId,Date,MeterSubCategory,MeterName,CostInBillingCurrency,BillingCurrencyCode,ResourceId
          %s,11/22/2026,Azure OpenAI,Tokens,1.5,EUR,/a/larkspur
          """
              .formatted(sub));
    }
    collect();
    assertThat(costs()).hasSize(2);
  }

  @Test
  void a_log_that_breaks_off_is_told_by_file() throws Exception {
    Files.writeString(folder.resolve("cut.jsonl"), "{\"schemaType\":\"ModelInvo");
    assertThatThrownBy(this::collect)
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("cut.jsonl");
  }
}

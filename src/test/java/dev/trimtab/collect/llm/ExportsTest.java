package dev.trimtab.collect.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.collect.RecordingSink;
import dev.trimtab.collect.llm.files.LlmFilesSource;
import dev.trimtab.model.Fact;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exports that tell the same days again and again, in whatever order their files are found.
final class ExportsTest {
  private static final String AZURE =
      "SubscriptionId,Date,MeterSubCategory,MeterName,CostInBillingCurrency,BillingCurrencyCode,ResourceId\n";
  private static final String GOOGLE =
      "billing_account_id,service.description,sku.description,project.id,usage_start_time,usage_end_time,cost,currency,cost_type,credits,export_time\n";

  @TempDir Path folder;
  private final RecordingSink sink = new RecordingSink();

  private void file(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void saved(String name, String at) throws IOException {
    Files.setLastModifiedTime(folder.resolve(name), FileTime.from(Instant.parse(at)));
  }

  private List<ProviderCost> costs() throws SourceUnavailable {
    sink.facts.clear();
    new LlmFilesSource(folder)
        .collect(TimeWindow.ending(Instant.parse("2026-11-24T00:00:00Z"), Duration.ZERO), sink);
    return sink.facts.stream()
        .filter(Fact.LlmCosts.class::isInstance)
        .flatMap(f -> ((Fact.LlmCosts) f).costs().stream())
        .toList();
  }

  private List<String> amounts() throws SourceUnavailable {
    return costs().stream().map(c -> c.cost().amount().toPlainString()).sorted().toList();
  }

  private static String azure(String day, String meter, String cost) {
    return "sub,%s,Azure OpenAI,%s,%s,EUR,/a/larkspur\n".formatted(day, meter, cost);
  }

  @Test
  void a_younger_month_to_date_replaces_an_older_one_whichever_file_comes_first() throws Exception {
    var older = AZURE + azure("11/21/2026", "Input", "1") + azure("11/21/2026", "Gone", "9");
    var younger = AZURE + azure("11/21/2026", "Input", "2") + azure("11/22/2026", "Input", "3");
    for (var names : List.of(List.of("a", "b"), List.of("b", "a"))) {
      file("run/costs_" + names.getFirst() + "1c-77fe.csv", older);
      file("run/costs_" + names.getLast() + "1c-77fe.csv", younger);
      // a line that the younger export has no more is gone with its day
      assertThat(amounts()).containsExactly("2", "3");
    }
  }

  @Test
  void of_exports_that_reach_equally_far_the_one_saved_last_counts() throws Exception {
    file("run10/part_0.csv", AZURE + azure("11/22/2026", "Input", "2"));
    file("run9/part_0.csv", AZURE + azure("11/22/2026", "Input", "1"));
    saved("run9/part_0.csv", "2026-11-23T01:00:00Z");
    saved("run10/part_0.csv", "2026-11-24T01:00:00Z");
    assertThat(amounts()).containsExactly("2");
    saved("run9/part_0.csv", "2026-11-25T01:00:00Z");
    assertThat(amounts()).containsExactly("1");
  }

  @Test
  void azures_manifest_says_which_run_is_the_younger() throws Exception {
    var manifest = "{\"manifestVersion\":\"2024-04-01\",\"runInfo\":{\"submittedTime\":\"%s\"}}";
    file("x/part_0_0001.csv", AZURE + azure("11/22/2026", "Input", "1"));
    file("x/manifest.json", manifest.formatted("2026-11-25T02:00:00.1234567Z"));
    // it reaches further, and was submitted before
    file(
        "y/part_0_0001.csv",
        AZURE + azure("11/22/2026", "Input", "2") + azure("11/23/2026", "Input", "4"));
    file("y/manifest.json", manifest.formatted("2026-11-24T02:00:00Z"));
    assertThat(amounts()).containsExactly("1", "4");
    assertThat(sink.problems).isEmpty();
  }

  @Test
  void azure_accounts_are_one_in_whatever_case_an_export_writes_them() throws Exception {
    file("a.csv", AZURE + "SUB,11/22/2026,Azure OpenAI,T,1,EUR,/A/LARKSPUR\n");
    file(
        "b.csv",
        AZURE
            + "sub,11/22/2026,Azure OpenAI,T,2,EUR,/a/larkspur\nsub,11/23/2026,Azure OpenAI,T,3,EUR,/a/Larkspur\n");
    assertThat(amounts()).containsExactly("2", "3");
    assertThat(costs())
        .allMatch(c -> c.organization().equals("sub") && c.project().equals("larkspur"));
  }

  private static String google(String cost, String exported) {
    return "01-A,Vertex AI,Gemini 2.5 Flash Text Input,p,2026-11-22 09:00:00 UTC,2026-11-22 10:00:00 UTC,%s,USD,regular,,%s\n"
        .formatted(cost, exported);
  }

  @Test
  void a_row_of_googles_export_counts_once_however_many_files_hold_it() throws Exception {
    var early = google("0.3", "2026-11-22 12:00:00 UTC");
    var late = google("0.1", "2026-11-23 04:00:00 UTC");
    // two equal rows of one file are two
    file("dump-2026-11-22.csv", GOOGLE + early + early);
    file("dump-2026-11-23.csv", GOOGLE + early + early + late);
    file("again/dump-2026-11-22.csv", GOOGLE + early + early);
    assertThat(amounts()).containsExactly("0.1", "0.3", "0.3");
  }

  @Test
  void shards_of_googles_export_add_up() throws Exception {
    var row = google("0.3", "2026-11-22 12:00:00 UTC");
    file("export-000000000000.csv", GOOGLE + row);
    file("export-000000000001.csv", GOOGLE + row + google("0.5", "2026-11-22 13:00:00 UTC"));
    assertThat(amounts()).containsExactly("0.3", "0.3", "0.5");
  }

  @Test
  void the_same_export_as_csv_and_as_json_tells_the_same_costs() throws Exception {
    file(
        "csv/a.csv",
        GOOGLE
            + "01-A,Vertex AI,Input,p,2026-11-22 09:00:00 UTC,2026-11-22 10:00:00 UTC,0.300000001,USD,regular,\"[{\"\"name\"\":\"\"Committed use\"\",\"\"amount\"\":-0.1}]\",\n"
            + "01-A,Compute Engine,N2,p,2026-11-22 09:00:00 UTC,2026-11-22 10:00:00 UTC,50,USD,regular,,\n");
    var fromCsv = costs();
    Files.delete(folder.resolve("csv/a.csv"));
    file(
        "json/a.jsonl",
        """
        {"billing_account_id":"01-A","service":{"description":"Vertex AI"},"sku":{"description":"Input"},"usage_start_time":"2026-11-22 09:00:00 UTC","usage_end_time":"2026-11-22 10:00:00 UTC","project":{"id":"p"},"cost":0.300000001,"currency":"USD","cost_type":"regular","credits":[{"name":"Committed use","amount":-0.1}]}
        """);
    assertThat(fromCsv).hasSize(2).isEqualTo(costs());
  }

  @Test
  void the_consoles_cost_table_is_read_with_its_currency_sign_and_its_credits() throws Exception {
    file(
        "table.csv",
        """
        Billing account ID,Project ID,Service description,SKU description,Credit type,Cost type,Usage start date,Usage end date,Unrounded cost (€),Cost (€)
        01-A,p,Vertex AI,Input,,Usage,2026-11-01,2026-11-22,1.2345,1.23
        01-A,p,Vertex AI,Input,Promotion,Usage,2026-11-01,2026-11-22,-1.0,-1.00
        01-A,p,Cloud Storage,Standard,,Usage,2026-11-01,2026-11-22,7,7.00
        """);
    var euro = Currency.getInstance("EUR");
    assertThat(costs())
        .extracting(ProviderCost::provider, ProviderCost::category, ProviderCost::cost)
        .containsExactly(
            Tuple.tuple(LlmProvider.VERTEX, "Usage", new Money(euro, new BigDecimal("1.2345"))),
            Tuple.tuple(LlmProvider.VERTEX, "Credit", new Money(euro, new BigDecimal("-1.0"))));
    // the last day is included
    assertThat(costs().getFirst().window().end()).isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
  }

  @Test
  void a_row_without_a_readable_cost_is_told_by_line_and_is_not_zero() throws Exception {
    file("a.csv", GOOGLE + google("n/a", ""));
    assertThatThrownBy(this::costs)
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("a.csv:2")
        .hasMessageContaining("n/a");
  }
}

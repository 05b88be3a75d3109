package dev.trimtab.collect.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.trimtab.collect.RecordingSink;
import dev.trimtab.model.Fact;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cost.Charge;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FocusCsvSourceTest {
  private static final Path DATA = Path.of("../shared/data/billing/focus");
  private static final Path SAMPLE = DATA.resolve("focus_1.0_sample_1000.csv");
  private static final String HEADER =
      "BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,EffectiveCost,InvoiceId,Tags\n";

  @TempDir Path folder;

  @Test
  void keeps_every_line_of_the_sample_and_its_sums_to_the_last_digit() throws Exception {
    var charges = collect(SAMPLE);
    assertThat(charges).hasSize(1000);
    assertThat(sum(charges, c -> c.billedCost().amount()))
        .isEqualByComparingTo(secondParser(SAMPLE, "BilledCost"));
    assertThat(sum(charges, c -> c.effectiveCost().amount()))
        .isEqualByComparingTo(secondParser(SAMPLE, "EffectiveCost"));
    assertThat(charges).extracting(Charge::chargeId).doesNotHaveDuplicates();
    assertThat(charges).extracting(Charge::invoiceId).containsOnly("");
  }

  @Test
  void loaded_twice_the_ids_are_the_same() throws Exception {
    assertThat(collect(SAMPLE)).isEqualTo(collect(SAMPLE));
  }

  @Test
  void the_draft_tables_of_token_charges_come_to_their_known_totals() throws Exception {
    var ai = DATA.resolve("spec-1.5-draft-ai");
    assertThat(sum(collect(ai.resolve("ai_prompt_caching_a.csv")), c -> c.billedCost().amount()))
        .isEqualByComparingTo("33.90");
    assertThat(sum(collect(ai.resolve("ai_prompt_caching_b.csv")), c -> c.billedCost().amount()))
        .isEqualByComparingTo("38.40");
    var drawdown = collect(ai.resolve("drawdown_via_prepayment.csv"));
    assertThat(sum(drawdown, c -> c.billedCost().amount())).isEqualByComparingTo("500000");
    assertThat(sum(drawdown, c -> c.effectiveCost().amount())).isEqualByComparingTo("50");
  }

  @Test
  void the_specification_s_own_spreadsheet_examples_are_read() throws Exception {
    var charges = collect(DATA.resolve("spec-1.2/saas_examples"));
    assertThat(charges).isNotEmpty();
    assertThat(charges)
        .filteredOn(c -> c.chargeDescription().startsWith("Upfront payment for a 12-months"))
        .first()
        .satisfies(c -> {
          assertThat(c.billedCost().amount()).isEqualByComparingTo("10000");
          assertThat(c.chargePeriod().end()).isEqualTo("2026-04-01T00:00:00Z");
        });
  }

  private static final String AI_HEADER =
      "BilledCost,EffectiveCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceProviderName,ServiceName,SubAccountId,ChargeDescription\n";

  private static String ai(String billed, String category, String provider, String service) {
    return "%s,1,USD,2026-11-01,2026-11-02,%s,%s,%s,proj_a,tokens%n"
        .formatted(billed, category, provider, service);
  }

  @Test
  void lines_of_ai_vendors_are_told_as_their_cost_reports_too() throws Exception {
    var file =
        write(
            "ai.csv",
            AI_HEADER
                + ai("10", "Usage", "OpenAI", "API")
                + ai("-2", "Credit", "OpenAI", "API")
                + ai("500000", "Purchase", "Anthropic PBC", "Claude API")
                + ai("3", "Usage", "Amazon Web Services", "Claude (Amazon Bedrock Edition)")
                + ai("4", "Usage", "Microsoft", "Azure OpenAI")
                + ai("5", "Usage", "Google Cloud", "Vertex AI")
                + ai("6", "Usage", "Amazon Web Services", "Amazon EC2")
                + ai("7", "Usage", "Microsoft", "Virtual Machines"));
    var sink = new RecordingSink();
    read(file, sink);
    assertThat(charges(sink)).as("the bill itself is whole").hasSize(8);
    var costs =
        sink.facts.stream()
            .filter(Fact.LlmCosts.class::isInstance)
            .map(Fact.LlmCosts.class::cast)
            .toList();
    assertThat(costs)
        .extracting(Fact.LlmCosts::provider)
        .containsExactly("anthropic", "aws.bedrock", "azure.ai.openai", "gcp.vertex_ai", "openai");
    assertThat(costs).allMatch(fact -> fact.source().equals("focus/ai.csv"));
    assertThat(costs.getLast().costs())
        .extracting(ProviderCost::project, ProviderCost::category, c -> c.cost().amount())
        .containsExactly(
            tuple("proj_a", "Usage", new BigDecimal("10")),
            tuple("proj_a", "Credit", new BigDecimal("-2")));
    assertThat(costs.getFirst().costs().getFirst().effective().amount()).isEqualByComparingTo("1");
  }

  @Test
  void a_month_that_was_exported_twice_is_reported_once() throws Exception {
    var lines = AI_HEADER + ai("10", "Usage", "OpenAI", "API");
    write("a.csv", lines);
    write("b.csv", lines.replace("10,1,USD", "11,1,USD"));
    var sink = new RecordingSink();
    read(folder, sink);
    assertThat(sink.facts.stream().filter(Fact.LlmCosts.class::isInstance))
        .singleElement()
        .satisfies(fact ->
            assertThat(((Fact.LlmCosts) fact).costs())
                .extracting(cost -> cost.cost().amount())
                .containsExactly(new BigDecimal("11")));
  }

  @Test
  void equal_lines_are_kept_and_a_revised_amount_keeps_its_id() throws Exception {
    var line =
        ",USD,2024-09-01 00:00:00 UTC,2024-09-02 00:00:00 UTC,Usage,1E-7,inv-1,\"{\"\"a\"\":\"\"b\"\"}\"\n";
    var before = collect(write("a.csv", HEADER + "1.5" + line + "1.5" + line + "-4e-1" + line));
    var after = collect(write("b.csv", HEADER + "2.5" + line + "1.5" + line + "-4e-1" + line));
    assertThat(before).extracting(Charge::chargeId).doesNotHaveDuplicates();
    assertThat(sum(before, c -> c.billedCost().amount())).isEqualByComparingTo("2.6");
    assertThat(sum(before, c -> c.effectiveCost().amount())).isEqualByComparingTo("0.0000003");
    assertThat(after.stream().map(Charge::chargeId).toList())
        .isEqualTo(before.stream().map(Charge::chargeId).toList());
    assertThat(before.getFirst().tags()).containsEntry("a", "b");
  }

  @Test
  void a_header_that_is_no_bill_is_told_with_what_is_missing_and_the_version() throws Exception {
    assertUnavailable(write("x.csv", "a,b\n1,2\n"), "BilledCost, BillingCurrency");
    assertUnavailable(write("x.csv", "a,b\n1,2\n"), "no FOCUS file at all");
    assertUnavailable(
        write("y.csv", HEADER.replace("BillingCurrency", "Currency")),
        "no column BillingCurrency, which every FOCUS version has; it looks like FOCUS 1.2");
  }

  @Test
  void a_bad_row_is_a_problem_by_line_and_not_the_end() throws Exception {
    var good = "1,USD,2024-09-01,2024-09-02,Usage,1,,\n";
    var sink = new RecordingSink();
    read(
        write(
            "bad.csv",
            HEADER
                + good.repeat(300)
                + "1,USD,2024-09-02,2024-09-01,Usage,1,,\n"
                + good
                + "x"
                + good),
        sink);
    assertThat(sink.problems)
        .extracting(p -> p.subject())
        .containsExactly("bad.csv:302", "bad.csv:304");
    assertThat(charges(sink)).hasSize(301);
  }

  private void assertUnavailable(Path file, String message) {
    assertThatThrownBy(() -> collect(file))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining(message);
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<Charge> collect(Path file) throws SourceUnavailable {
    var sink = new RecordingSink();
    read(file, sink);
    return charges(sink);
  }

  private static void read(Path file, RecordingSink sink) throws SourceUnavailable {
    new FocusCsvSource(file)
        .collect(TimeWindow.ending(Instant.parse("2026-11-24T00:00:00Z"), Duration.ZERO), sink);
  }

  private static List<Charge> charges(RecordingSink sink) {
    return sink.facts.stream()
        .filter(Fact.Bill.class::isInstance)
        .flatMap(fact -> ((Fact.Bill) fact).charges().stream())
        .toList();
  }

  private static BigDecimal sum(List<Charge> charges, Function<Charge, BigDecimal> amount) {
    return charges.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// A parser of its own, a character at a time.
  private static BigDecimal secondParser(Path file, String column) throws Exception {
    var total = BigDecimal.ZERO;
    int at = -1;
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (char c : Files.readString(file).toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
        if (c == '\n') {
          if (at < 0) {
            at = cells.indexOf(column);
          } else if (!cells.get(at).equals("NULL")) {
            total = total.add(new BigDecimal(cells.get(at)));
          }
          cells.clear();
        }
      } else {
        cell.append(c);
      }
    }
    return total;
  }
}

package dev.trimtab.llm.told;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.Told;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CostsOnceTest {
  private static final TimeWindow DAY =
      TimeWindow.ending(Instant.parse("2026-11-21T00:00:00Z"), Duration.ofDays(1));
  private static final TimeWindow MONTH =
      new TimeWindow(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"));

  private final CostsOnce once = new CostsOnce(new Precedence(Map.of()));

  private static Told<ProviderCost> told(
      String source, String project, String category, TimeWindow window, String usd) {
    var money = Money.usd(usd);
    return new Told<>(
        source, new ProviderCost("openai", "", project, "line", category, window, money, money));
  }

  @SafeVarargs
  private List<Money> counted(Told<ProviderCost>... told) {
    var all = new ArrayList<Told<ProviderCost>>();
    for (var each : told) {
      all.add(each);
    }
    return once.counted(all).stream().map(ProviderCost::cost).toList();
  }

  @Test
  void a_report_a_file_and_a_bill_of_the_same_days_count_once() {
    assertThat(
            counted(
                told("focus/bill.csv", "", "Usage", MONTH, "30"),
                told("llm-files/saved", "p", "Usage", DAY, "29.99"),
                told("openai/main", "p", "Usage", DAY, "30")))
        .containsExactly(Money.usd("30"));
    assertThat(once.problems()).as("a cent").isEmpty();
  }

  @Test
  void a_bill_that_says_otherwise_is_told_with_both_sums() {
    assertThat(
            counted(
                told("openai/main", "p", "Usage", DAY, "30"),
                told("focus/bill.csv", "", "Usage", DAY, "33")))
        .containsExactly(Money.usd("30"));
    assertThat(once.problems())
        .singleElement()
        .satisfies(problem ->
            assertThat(problem.message())
                .contains("openai/main and focus/bill.csv both tell openai cost of 2026-11-20")
                .contains("30 in their currency against 33"));
  }

  @Test
  void taxes_and_purchases_that_only_the_bill_knows_are_kept_and_so_are_other_projects() {
    assertThat(
            counted(
                told("openai/main", "p", "Usage", DAY, "30"),
                told("focus/bill.csv", "", "Tax", DAY, "6"),
                told("focus/bill.csv", "", "Purchase", MONTH, "500"),
                told("focus/bill.csv", "q", "Usage", DAY, "7")))
        .containsExactlyInAnyOrder(
            Money.usd("30"), Money.usd("6"), Money.usd("500"), Money.usd("7"));
  }

  @Test
  void two_organizations_without_projects_are_both_counted() {
    assertThat(
            counted(
                told("anthropic/a", "", "Usage", DAY, "30"),
                told("anthropic/b", "", "Usage", DAY, "31")))
        .hasSize(2);
    // the very same lines are those of an entry that was renamed
    assertThat(
            counted(
                told("anthropic/a", "", "Usage", DAY, "30"),
                told("anthropic/b", "", "Usage", DAY, "30")))
        .hasSize(1);
  }
}

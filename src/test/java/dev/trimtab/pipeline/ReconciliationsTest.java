package dev.trimtab.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.Fact;
import dev.trimtab.model.cost.Charge;
import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.llm.LlmDifference;
import dev.trimtab.model.report.Bill;
import dev.trimtab.model.report.LlmRow;
import dev.trimtab.model.report.Reconciliation;
import dev.trimtab.store.Database;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The bill against allocation, with figures that tie and figures that do not.
class ReconciliationsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final TimeWindow PERIOD =
      new TimeWindow(
          DAY.atStartOfDay(ZoneOffset.UTC).toInstant(),
          DAY.plusDays(3).atStartOfDay(ZoneOffset.UTC).toInstant());
  private final Database database = TestDatabase.open();
  private final Reconciliations reconciliations =
      new Reconciliations(
          Money.USD, new ReportRun.Tolerances(new BigDecimal("0.02"), new BigDecimal("0.001")));

  @BeforeEach
  void a_node_that_costs_4_80_a_day() {
    database.facts().save(new Fact.Inventory(Facts.inventory()));
    for (int day = 0; day < 3; day++) {
      database
          .costs()
          .saveInfrastructure(
              DAY.plusDays(day),
              List.of(
                  cost(DAY.plusDays(day), DailyCost.Kind.CPU, "3.00"),
                  cost(DAY.plusDays(day), DailyCost.Kind.IDLE, "1.30"),
                  cost(DAY.plusDays(day), DailyCost.Kind.SHARED, "0.50")));
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void nodes_tie_with_a_bill_that_names_them() {
    bill(charge(0, "i-n1", "4.80"), charge(1, "i-n1", "4.85"), charge(2, "i-n1", "4.79"));
    var check = only();
    assertThat(check.check()).isEqualTo("Nodes of prod = bill (AWS, Compute)");
    assertThat(check.ours()).isEqualByComparingTo("14.40");
    assertThat(check.theirs()).isEqualByComparingTo("14.44");
    assertThat(check.difference()).isEqualByComparingTo("-0.04");
    assertThat(check.share()).isEqualByComparingTo("-0.00277");
    assertThat(check.tolerance()).isEqualByComparingTo("0.29");
    assertThat(check.passes()).isTrue();
  }

  @Test
  void a_node_that_was_bought_dearer_than_thought_fails() {
    bill(charge(0, "i-n1", "4.80"), charge(1, "i-n1", "5.40"), charge(2, "i-n1", "5.40"));
    assertThat(only().passes()).isFalse();
    assertThat(only().difference()).isEqualByComparingTo("-1.20");
  }

  @Test
  void a_node_that_the_bill_knows_nothing_of_on_a_day_fails() {
    bill(charge(0, "i-n1", "4.80"), charge(2, "i-n1", "4.80"));
    assertThat(only().passes()).isFalse();
    assertThat(only().difference()).isEqualByComparingTo("4.80");
  }

  @Test
  void days_that_the_bill_has_not_reached_are_not_compared() {
    bill(charge(0, "i-n1", "4.80"));
    assertThat(only().passes()).isTrue();
    assertThat(only().ours()).isEqualByComparingTo("4.80");
    assertThat(only().note()).contains("2026-11-20 to 2026-11-20, as far as the bill reaches");
  }

  @Test
  void an_arn_names_its_instance_and_what_is_no_node_is_shown_but_not_compared() {
    bill(
        charge(0, "arn:aws:ec2:us-east-1:123456789012:instance/i-n1", "4.80"),
        charge(1, "arn:aws:ec2:us-east-1:123456789012:instance/I-N1", "4.80"),
        charge(2, "i-n1", "4.80"),
        charge(2, "i-somebody-elses", "100"));
    assertThat(only().passes()).isTrue();
    assertThat(read().services())
        .singleElement()
        .satisfies(service -> {
          assertThat(service.effective()).isEqualByComparingTo("114.40");
          assertThat(service.onNodes()).isEqualByComparingTo("14.40");
        });
  }

  @Test
  void a_bill_of_other_machines_alone_gives_no_check() {
    bill(charge(0, "i-somebody-elses", "100"));
    assertThat(checks()).isEmpty();
  }

  @Test
  void tokens_tie_with_the_cost_report_but_for_its_credits() {
    var check = llm("99.95", null, "100.00", "-25.00");
    assertThat(check.theirs()).isEqualByComparingTo("100.00");
    assertThat(check.passes()).isTrue();
    assertThat(check.note()).contains("Credits of USD -25.00");
  }

  @Test
  void tokens_without_a_price_fail_the_check_and_the_note_says_why() {
    var check = llm("60.00", 1_000_000L, "100.00", "-40.00");
    assertThat(check.passes()).isFalse();
    assertThat(check.note()).contains("1,000,000 tokens of unknown models");
  }

  private Reconciliation llm(
      String ours, @org.jspecify.annotations.Nullable Long unpriced, String theirs, String credit) {
    var rows = new java.util.ArrayList<LlmRow>();
    rows.add(tokens("known", 5, new BigDecimal(ours)));
    if (unpriced != null) {
      rows.add(tokens("unknown", unpriced, null));
    }
    var zero = Money.usd("0");
    var difference =
        new LlmDifference(
            DAY,
            "openai",
            "p",
            Money.usd(ours),
            Money.usd(theirs),
            zero,
            Money.usd(credit),
            zero,
            zero,
            zero,
            "");
    return reconciliations.of(Bill.NONE, List.of(difference), rows).getFirst();
  }

  private static LlmRow tokens(
      String model, long tokens, @org.jspecify.annotations.Nullable BigDecimal cost) {
    return new LlmRow(
        DAY, "openai", "p", "k", "", model, "t", "INPUT", "standard", tokens, cost, -1);
  }

  private Reconciliation only() {
    assertThat(checks()).hasSize(1);
    return checks().getFirst();
  }

  private List<Reconciliation> checks() {
    return reconciliations.of(read(), List.of(), List.of());
  }

  private Bill read() {
    return database.bills().of(PERIOD, Money.USD);
  }

  private void bill(Charge... charges) {
    database.facts().save(new Fact.Bill("bill.csv", List.of(charges)));
  }

  private static DailyCost cost(LocalDate day, DailyCost.Kind kind, String amount) {
    return new DailyCost(
        day,
        "aws",
        "prod",
        "shop",
        "Deployment/web",
        "checkout",
        kind,
        "m5.xlarge",
        null,
        "",
        Money.usd(amount),
        "on-demand");
  }

  private static Charge charge(int day, String resource, String amount) {
    var start = DAY.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    var window = new TimeWindow(start, start.plus(Duration.ofDays(1)));
    var cost = Money.usd(amount);
    return new Charge(
        resource + day,
        "AWS",
        "123456789012",
        window,
        window,
        "Usage",
        "an hour of a machine",
        "Compute",
        "Amazon Elastic Compute Cloud",
        "sku",
        "us-east-1",
        "us-east-1a",
        resource,
        "",
        cost,
        cost,
        cost,
        cost,
        BigDecimal.valueOf(24),
        "Hours",
        Map.of());
  }
}

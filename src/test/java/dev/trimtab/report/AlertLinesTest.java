package dev.trimtab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.report.ReportedAlert;
import dev.trimtab.model.spend.SpendOwner;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertLinesTest {
  @Test
  void the_three_largest_are_told_with_amount_owner_and_since_when() {
    var told = AlertLines.of(ReportFixture.empty().withAlerts().build());
    assertThat(told.summary())
        .isEqualTo("2 alerts on runaway spend are open; 2 were raised in these days and are over.");
    assertThat(told.largest())
        .containsExactly(
            "USD 388.50 beyond normal since 2026-11-19 22:00 UTC: llm key/batch-7, of content (CC-4100, production)",
            "USD 40.00 beyond normal since 2026-11-19 22:00 UTC: llm model/openai/gpt-5, unattributed; over since 2026-11-20 00:00 UTC",
            "USD 12.25 beyond normal since 2026-11-20 22:00 UTC: compute namespace/production/shop, of checkout; over since 2026-11-21 22:00 UTC");
  }

  @Test
  void amounts_of_two_currencies_are_not_taken_for_one_another() {
    var alerts = new ArrayList<ReportedAlert>();
    for (int yen = 1000; yen <= 4000; yen += 1000) {
      alerts.add(alert("yen " + yen, new Money(Currency.getInstance("JPY"), new BigDecimal(yen))));
    }
    alerts.add(alert("dollars", Money.usd("900")));
    assertThat(AlertLines.of(ReportFixture.empty().alerts(alerts).build()).largest())
        .extracting(
            line -> line.substring(line.indexOf(": ") + 2, line.indexOf(',', line.indexOf(": "))))
        .containsExactly("yen 4000", "yen 3000", "yen 2000", "dollars");
  }

  private static ReportedAlert alert(String series, Money beyond) {
    return new ReportedAlert(series, SpendOwner.UNKNOWN, beyond, Instant.EPOCH, null);
  }

  @Test
  void none_and_one_are_said_in_a_short_sentence() {
    assertThat(AlertLines.of(ReportFixture.empty().build()))
        .isEqualTo(new AlertLines("No alerts on runaway spend are open.", List.of()));
    var one =
        new ReportedAlert("llm total", SpendOwner.UNKNOWN, Money.usd("1"), Instant.EPOCH, null);
    assertThat(AlertLines.of(ReportFixture.empty().alerts(List.of(one)).build()).summary())
        .isEqualTo("1 alert on runaway spend is open.");
  }
}

package dev.trimtab.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.report.Headline;
import dev.trimtab.units.Money;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadlineLinesTest {
  private static List<String> lines(String realizable) {
    return HeadlineLines.of(
        new Headline(
            Money.usd("100"),
            Money.usd("60"),
            Money.usd("40"),
            Money.usd("0"),
            Money.usd("30"),
            Money.usd(realizable),
            "",
            0,
            0,
            List.of()));
  }

  @Test
  void why_nominal_and_realizable_savings_differ_is_said_where_there_are_both() {
    assertThat(lines("55"))
        .hasSize(2)
        .first()
        .asString()
        .contains("USD 30.00 a month (nominal)", "USD 55.00 can be saved (realizable)");
    assertThat(lines("55").getLast())
        .startsWith("Nominal is what requests, spot and tokens would free")
        .contains("whole nodes", "neither is part of the other");
    assertThat(lines("0")).hasSize(1);
  }
}

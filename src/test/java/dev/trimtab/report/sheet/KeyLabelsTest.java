package dev.trimtab.report.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.report.LlmRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyLabelsTest {
  private static LlmRow row(String id, String name) {
    return new LlmRow(
        LocalDate.of(2026, 11, 1),
        "openai",
        "p",
        id,
        name,
        "m",
        "content",
        "INPUT",
        "standard",
        1,
        BigDecimal.ONE,
        -1);
  }

  @Test
  void a_key_goes_by_its_name_on_every_day_and_with_its_id_where_two_share_one() {
    var rows = List.of(row("k1", ""), row("k1", "prod"), row("k2", "batch"), row("k3", "batch"));
    var labels = new KeyLabels(rows);
    assertThat(rows.stream().map(labels::of))
        .containsExactly("prod", "prod", "batch (k2)", "batch (k3)");
  }
}

package dev.trimtab.report.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.report.LlmRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "key_AbCdEf0123456789, key_AbCdEf0123456789",
    "apikey_01Rj2N8SVvo6BePZj99NhmiT, apikey_01Rj2N8SVvo6BePZj99NhmiT",
    "'', not told",
    "sk-proj-0123456789abcdefghij, sk-…ghij",
    "sk-…ghij, sk-…ghij",
    "SK-ANT-API03-0123456789abcdefghij, SK-…ghij",
    "AIzaSyA0123456789abcdefghijklmnopqrstuv, AIza…stuv",
    "gsk_short, gsk_…",
    "eyJhbGciOiJIUzI1NiJ9.payload.signature, eyJ…ture",
    "88dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b4b, 88dc28d0…",
    "arn:aws:iam::123456789012:role/a-role-with-a-rather-long-name, arn:aws:iam::123…name",
  })
  void an_id_is_shown_so_that_no_secret_is(String id, String shown) {
    assertThat(KeyLabels.safe(id)).isEqualTo(shown);
  }

  @Test
  void a_key_goes_by_its_name_on_every_day_and_with_its_id_where_two_share_one() {
    var rows = List.of(row("k1", ""), row("k1", "prod"), row("k2", "batch"), row("k3", "batch"));
    var labels = new KeyLabels(rows);
    assertThat(rows.stream().map(labels::of))
        .containsExactly("prod", "prod", "batch (k2)", "batch (k3)");
  }
}

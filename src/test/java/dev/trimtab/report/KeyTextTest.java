package dev.trimtab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.report.ReportedAlert;
import dev.trimtab.model.spend.SpendOwner;
import dev.trimtab.units.Money;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTextTest {
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
    "fw_3ZkQv7Lp2Zr8Tn4Wk9YbXc5M, fw_…Xc5M",
    "nvapi-3ZkQv7Lp2Zr8Tn4Wk9YbXc5M, nvapi-…Xc5M",
    "eyJhbGciOiJIUzI1NiJ9.payload.signature, eyJ…ture",
    "88dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b4b, 88dc28d0…",
    "qB7mZ2pXw9LrT4sVn8YcK1dF6hJ3gA5e, …gA5e",
    "Qm3Xv8Lp2Zr7Tn4Wk9Yb, …k9Yb",
    "0123456789abcdefABCDEFghij0123456789klmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwx, …uvwx",
    "fw_3ZaBcDeFgHiJkLmNoPqRsTu1, fw_…sTu1",
    "csk-4hx8m2n9p3k5w7r6t1y2, csk-…t1y2",
    "nvapi-Ab1_Cd2-Ef3Gh4Ij5Kl6, nvapi-…5Kl6",
    "tgp_v1_Ab1Cd2Ef3Gh4Ij5Kl6Mn7, tgp_…6Mn7",
    "key-Qm3Xv8Lp2Zr7Tn4Wk9YbQm3Xv8Lp2Z, key-…Lp2Z",
    "proj_AbCdEf0123456789AbCdEf01, proj_AbCdEf0123456789AbCdEf01",
    "AKIAIOSFODNN7EXAMPLE, AKIAIOSFODNN7EXAMPLE",
    "checkout-service-production-2, checkout-service-production-2",
    "recommendationsservice, recommendationsservice",
    "3f2b8c1e-9d47-4a6b-8e21-0c5d7f9a1b34, 3f2b8c1e-9d47-4a6b-8e21-0c5d7f9a1b34",
    "arn:aws:iam::123456789012:role/a-role-with-a-rather-long-name, arn:aws:iam::123…name",
  })
  void an_id_is_shown_so_that_no_secret_is(String id, String shown) {
    assertThat(KeyText.safe(id)).isEqualTo(shown);
  }

  @Test
  void a_series_is_named_without_the_secret_that_a_file_held_for_an_id() {
    assertThat(KeyText.series("llm key/sk-proj-0123456789abcdefghij"))
        .isEqualTo("llm key/sk-…ghij");
    assertThat(KeyText.series("llm key/key_AbCd")).isEqualTo("llm key/key_AbCd");
    assertThat(KeyText.series("llm team/checkout")).isEqualTo("llm team/checkout");
  }

  @Test
  void a_report_names_an_alert_without_it_too() {
    var alert =
        new ReportedAlert(
            "llm key/sk-proj-0123456789abcdefghij",
            SpendOwner.UNKNOWN,
            Money.usd("1"),
            Instant.EPOCH,
            null);
    assertThat(AlertLines.of(ReportFixture.empty().alerts(List.of(alert)).build()).largest())
        .singleElement()
        .asString()
        .contains("llm key/sk-…ghij")
        .doesNotContain("0123456789");
  }
}

package dev.trimtab.report.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.report.Amounts;
import dev.trimtab.report.Headline;
import dev.trimtab.report.ReportFixture;
import dev.trimtab.report.TemplateUnusable;
import dev.trimtab.report.Templates;
import dev.trimtab.units.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailComposerTest {
  private final MailComposer composer = new MailComposer(Templates.builtIn());
  @TempDir Path folder;
  private Path workbook = Path.of("unset");

  @BeforeEach
  void a_workbook() throws IOException {
    workbook = Files.writeString(folder.resolve("report.xlsx"), "bytes");
  }

  @Test
  void the_mail_shows_the_headline_figures() {
    var data = ReportFixture.realistic().build();
    var mail = composer.compose(data, workbook);
    var headline = Headline.of(data);
    for (var figure :
        List.of(headline.total(), headline.infra(), headline.llm(), headline.monthlySavings())) {
      assertThat(mail.htmlBody()).contains(Amounts.text(figure));
      assertThat(mail.textBody()).contains(Amounts.text(figure));
    }
    assertThat(mail.subject())
        .isEqualTo("Kubernetes and LLM spend, November 2026: " + Amounts.text(headline.total()));
    assertThat(mail.htmlBody()).contains("query-router").doesNotContain("{{");
    assertThat(mail.attachments().getFirst().contentType()).endsWith("spreadsheetml.sheet");
  }

  @Test
  void alerts_are_told_in_both_bodies_the_largest_first_or_that_there_are_none() {
    var mail = composer.compose(ReportFixture.realistic().withAlerts().build(), workbook);
    for (var body : List.of(mail.htmlBody(), mail.textBody())) {
      assertThat(body)
          .containsSubsequence(
              "2 alerts on runaway spend are open",
              "USD 388.50 beyond normal since 2026-11-19 22:00 UTC: llm key/batch-7, of content (CC-4100, production)",
              "USD 40.00",
              "USD 12.25",
              "trimtab alerts list --all")
          .doesNotContain("key/small");
    }
    var none = composer.compose(ReportFixture.realistic().build(), workbook);
    assertThat(none.htmlBody()).contains("No alerts on runaway spend are open.");
    assertThat(none.textBody())
        .contains("Alerts          No alerts on runaway spend are open.")
        .doesNotContain("trimtab alerts");
  }

  @Test
  void why_nominal_and_realizable_savings_differ_is_said_where_there_are_both() {
    var fixture = ReportFixture.realistic();
    assertThat(composer.compose(fixture.build(), workbook).textBody()).doesNotContain("Nominal is");
    var advice = new ArrayList<>(fixture.build().recommendations());
    advice.add(realizable(advice.removeFirst()));
    var both = composer.compose(fixture.recommendations(advice).build(), workbook);
    for (var body : List.of(both.textBody(), both.htmlBody())) {
      assertThat(body)
          .contains("Nominal is what requests, spot and tokens", "neither is part of the other.");
    }
  }

  private static Recommendation realizable(Recommendation r) {
    return new Recommendation(
        r.cluster(),
        r.namespace(),
        r.workloadKind(),
        r.workload(),
        r.container(),
        r.team(),
        r.kind(),
        r.current(),
        r.proposed(),
        r.monthlySavings(),
        Money.usd("7"),
        r.priceBasis(),
        r.reason(),
        r.evidence(),
        r.patch());
  }

  @Test
  void a_failed_check_turns_the_subject_red_before_a_gap_does() {
    var gap = composer.compose(ReportFixture.realistic().withGap().build(), workbook);
    assertThat(gap.subject()).startsWith("GAPS: ");
    assertThat(gap.htmlBody()).contains("MISSING: prometheus/staging");
    var both =
        composer.compose(ReportFixture.realistic().withGap().databaseOffBy("1").build(), workbook);
    assertThat(both.subject()).startsWith("CHECK: ");
    assertThat(both.textBody()).contains("! CHECK FAILED: Fact total = SQL total");
  }

  @Test
  void text_from_outside_is_escaped() {
    var evil = "<script>alert('x')</script>&\"";
    var data =
        ReportFixture.empty()
            .title(evil)
            .costs(List.of(ReportFixture.cost(evil, "n", "1")))
            .build();
    var html = composer.compose(data, workbook).htmlBody();
    assertThat(html)
        .doesNotContain("<script")
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;");
  }

  @Test
  void a_dollar_sign_or_placeholder_in_a_value_stays_as_it_is() {
    var html = composer.compose(ReportFixture.empty().title("$1 {{total}}").build(), workbook);
    assertThat(html.htmlBody()).contains("$1 {{total}}");
  }

  @Test
  void an_unknown_placeholder_is_an_error_that_names_the_known_ones() throws IOException {
    Files.writeString(folder.resolve("report.html"), "{{totl}}");
    var own = new MailComposer(Templates.of(folder));
    var data = ReportFixture.empty().build();
    assertThatThrownBy(() -> own.compose(data, workbook))
        .isInstanceOf(TemplateUnusable.class)
        .hasMessageContaining("{{totl}}")
        .hasMessageContaining("total")
        .hasMessageContaining(folder.toString());
  }
}

package dev.trimtab.report.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.spend.AlertNotice;
import dev.trimtab.report.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AlertTextTest {
  private final AlertText text = new AlertText(Templates.builtIn());
  @TempDir Path folder;

  static Stream<AlertNotice> every_notice() {
    return Stream.of("overspend", "failures", "tokens-per-request", "a-rule-of-tomorrow")
        .flatMap(rule ->
            Stream.of(
                    "llm key/batch-7",
                    "x".repeat(300),
                    "two words ".repeat(40),
                    "",
                    "😀".repeat(90))
                .map(name -> new Notices().rule(rule).series(name).key(name)))
        .flatMap(notices -> Stream.of(notices.opened(), notices.grew(), notices.ended()));
  }

  @Test
  void an_opened_alert_reads_so() {
    assertThat(text.plain(new Notices().opened()))
        .isEqualTo(
            """
            USD 412.50 so far on llm key/batch-7
            Now USD 96.00 an hour, normally USD 8.00 (12 times as much).
            At this rate USD 68,000 by the month's end.
            It spends more than is normal for it.

            Series        llm key/batch-7
            Since         2026-11-25 13:00 UTC
            Data until    2026-11-25 15:00 UTC
            Beyond normal USD 388.50
            Team          content
            Cost centre   CC-4100
            Environment   production
            Top key       batch-7
            Top model     openai/gpt-5
            Top endpoint  /v1/responses
            Failed        3.4% of requests
            Alert         12

            What to do
              Look at the key and model with the most new requests, and at what calls it.
              Limit the key at the provider if nobody knows.

            Known? Acknowledge it, by one of:
              trimtab alerts ack 12
              select finops.acknowledge_alert(12, 'your name');
            """);
  }

  @Test
  void spend_that_nobody_is_named_for_is_said_to_be_so() {
    var plain = text.plain(new Notices().owner("unattributed", "", "").opened());
    assertThat(plain)
        .contains("Team          unattributed, as nobody is named for it")
        .doesNotContain("Cost centre")
        .doesNotContain("Environment");
    assertThat(text.plain(new Notices().owner("", "", "").opened())).doesNotContain("Team");
  }

  @Test
  void each_kind_has_its_own_subject() {
    var notices = new Notices();
    assertThat(text.subject(notices.opened())).isEqualTo("USD 412.50 so far on " + Notices.SERIES);
    assertThat(text.subject(notices.grew()))
        .isEqualTo("Grown to USD 1,300.00 on " + Notices.SERIES);
    assertThat(text.subject(notices.ended()))
        .isEqualTo("Over, at USD 1,500.50 on " + Notices.SERIES);
  }

  @Test
  void what_is_over_projects_nothing_and_asks_for_no_acknowledgement() {
    var ended = new Notices().ended();
    assertThat(text.plain(ended))
        .contains("Ended         2026-11-26 07:00 UTC", "While it lasted USD 96.00 an hour")
        .doesNotContain("68,000")
        .doesNotContain("acknowledge");
    assertThat(text.html(ended)).contains("#2e7d32").doesNotContain("acknowledge");
  }

  @Test
  void failing_requests_come_first_where_they_are_the_matter() {
    var notice = new Notices().rule("failures").failed(0.624).opened();
    assertThat(text.subject(notice))
        .isEqualTo("USD 412.50 so far, 62% of requests fail on " + Notices.SERIES);
  }

  @Test
  void tokens_are_told_where_they_are_the_matter() {
    assertThat(text.plain(new Notices().rule("tokens-per-request").opened()))
        .contains("Tokens        41,000 a request, normally 3,200");
  }

  @Test
  void what_is_not_known_is_not_mentioned() {
    var plain = text.plain(new Notices().failed(Double.NaN).key("").advice("").opened());
    assertThat(plain)
        .doesNotContain("Failed")
        .doesNotContain("NaN")
        .doesNotContain("Top key")
        .doesNotContain("What to do");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "96 | 8 | Now USD 96.00 an hour, normally USD 8.00 (12 times as much).",
        "10 | 4 | Now USD 10.00 an hour, normally USD 4.00 (2.5 times as much).",
        "8 | 8 | Now USD 8.00 an hour, normally USD 8.00.",
        "8 | 0 | Now USD 8.00 an hour, normally nothing.",
        "8 | 0.000001 | Now USD 8.00 an hour, normally under USD 0.01 (over 1,000 times as much).",
        "0.004 | 0.001 | Now under USD 0.01 an hour, normally under USD 0.01 (4.0 times as much).",
        "0 | 3 | Now USD 0.00 an hour, normally USD 3.00."
      })
  void the_rate_stands_against_the_normal_one(String rate, String normal, String expected) {
    assertThat(text.plain(new Notices().rate(rate, normal).opened()).lines().toList().get(1))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("every_notice")
  void no_line_is_longer_than_78_and_the_first_holds_the_amount(AlertNotice notice) {
    var lines = text.plain(notice).lines().toList();
    assertThat(lines).allMatch(line -> line.length() <= 78);
    assertThat(lines.getFirst()).containsPattern("USD (412\\.50|1,300\\.00|1,500\\.50)");
    assertThat(text.subject(notice).length()).isLessThanOrEqualTo(78);
    assertThat(text.html(notice)).doesNotContain("{{");
  }

  @Test
  void a_long_name_is_cut_in_the_subject_and_whole_below() {
    var name = "key/" + "a".repeat(60) + "/" + "b".repeat(60) + "/end";
    var notice = new Notices().series(name).opened();
    assertThat(text.subject(notice)).contains("key/aaa").contains("…").endsWith("/end");
    assertThat(text.plain(notice).replaceAll("\\s", "")).contains(name);
    assertThat(text.html(notice)).contains(name);
  }

  @Test
  void markup_in_a_name_is_only_text() {
    var evil = "<img src=x onerror=alert(1)>&\"'{{series}}";
    var html = text.html(new Notices().series(evil).key(evil).advice(evil).opened());
    assertThat(html)
        .doesNotContain("<img")
        .contains("&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39;{{series}}");
  }

  @Test
  void a_name_can_neither_break_a_line_nor_turn_the_writing_round() {
    var notice = new Notices().series("key\r\nBcc: all@example.com\u202e\u2028x").opened();
    assertThat(text.subject(notice)).endsWith(" on key Bcc: all@example.com x");
    assertThat(text.plain(notice)).doesNotContain("\u202e").doesNotContain("\u2028");
    assertThat(text.html(notice)).doesNotContain("\u202e");
  }

  @Test
  void a_template_of_the_house_is_used_and_one_that_is_wrong_keeps_no_alert_back()
      throws IOException {
    Files.createDirectories(folder.resolve("mail"));
    var own = folder.resolve("mail/alert.html");
    var house = new AlertText(Templates.of(folder));
    Files.writeString(own, "<h1>{{headline}} {{series}}</h1>");
    assertThat(house.html(new Notices().opened()))
        .isEqualTo("<h1>USD 412.50 so far on llm key/batch-7</h1>");
    Files.writeString(own, "{{amount}}");
    assertThat(house.html(new Notices().opened()))
        .contains("USD 412.50 so far on", "{{amount}}", "Known are", own.toString());
  }

  @Test
  void html_says_all_that_the_text_says() {
    var notice = new Notices().opened();
    var html = text.html(notice);
    for (var said :
        List.of(
            "USD 412.50 so far on",
            "USD 96.00 an hour",
            "USD 68,000",
            "2026-11-25 13:00 UTC",
            "batch-7",
            "openai/gpt-5",
            "/v1/responses",
            "3.4% of requests",
            "trimtab alerts ack 12",
            "select finops.acknowledge_alert(12, &#39;your name&#39;);")) {
      assertThat(html).contains(said);
      assertThat(text.plain(notice)).contains(said.replace("&#39;", "'"));
    }
  }
}

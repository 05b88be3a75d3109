package dev.trimtab.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.units.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecommendationsTest {
  private static final Instant TONIGHT = Facts.NOW;
  private static final Instant TOMORROW = TONIGHT.plus(Duration.ofDays(1));
  private static final String HALF = "{\"cpu\": \"500m\"}";
  private static final String QUARTER = "{\"cpu\": \"250m\"}";

  private final Database database = TestDatabase.open();
  private final long run =
      database.runs().begin("nightly", TONIGHT, TONIGHT, "pid 1 on host-a").id();

  @AfterEach
  void close() {
    database.close();
  }

  private static Recommendation advice(
      String kind, String current, String proposed, String savings, String evidence) {
    return new Recommendation(
        "prod",
        "shop",
        "Deployment",
        "web",
        "app",
        "checkout",
        kind,
        current,
        proposed,
        Money.usd(savings),
        "on-demand",
        "because",
        evidence,
        "");
  }

  private static Recommendation resize(String savings, String evidence) {
    return advice("resize", HALF, QUARTER, savings, evidence);
  }

  private int save(Instant asOf, Recommendation... advice) {
    return database.recommendations().save(run, asOf, List.of(advice));
  }

  /// Status, kind, savings, first and last night of every row.
  private List<String> history() {
    return database
        .sql()
        .query(
            """
            select status, kind, nominal_monthly_savings::numeric(9, 2)::text,
              case first_seen when '2026-11-23T06:00:00Z' then 'tonight' else 'tomorrow' end,
              case last_seen when '2026-11-23T06:00:00Z' then 'tonight' else 'tomorrow' end
            from finops.recommendation_history order by id
            """)
        .rows()
        .stream()
        .map(row -> String.join(" ", row))
        .toList();
  }

  @Test
  void new_evidence_and_prices_keep_the_open_row_and_renew_it() {
    assertThat(save(TONIGHT, resize("10", "{\"samples\": 1}"))).isEqualTo(1);
    assertThat(save(TOMORROW, resize("11", "{\"samples\": 2}"))).isZero();
    assertThat(history()).containsExactly("open resize 11.00 tonight tomorrow");
    assertThat(database.recommendations().open())
        .singleElement()
        .satisfies(r -> assertThat(r.evidence()).isEqualTo("{\"samples\": 2}"));
  }

  @Test
  void the_same_advice_of_the_same_night_touches_no_row() {
    save(TONIGHT, resize("10", "{}"));
    var before = version();
    save(TONIGHT, resize("10", "{}"));
    assertThat(version()).isEqualTo(before);
  }

  private String version() {
    return database
        .sql()
        .query("select xmin::text from trimtab.recommendation")
        .rows()
        .getFirst()
        .getFirst();
  }

  @Test
  void another_proposal_supersedes_and_so_does_another_kind() {
    save(TONIGHT, resize("10", "{}"));
    assertThat(save(TOMORROW, advice("resize", HALF, "{\"cpu\": \"300m\"}", "8", "{}")))
        .isEqualTo(1);
    save(TOMORROW, advice("insufficient-data", HALF, HALF, "0", "{}"));
    assertThat(history())
        .containsExactly(
            "superseded resize 10.00 tonight tonight",
            "superseded resize 8.00 tomorrow tomorrow",
            "open insufficient-data 0.00 tomorrow tomorrow");
  }

  @Test
  void a_proposal_that_is_in_force_was_applied() {
    save(TONIGHT, resize("10", "{}"));
    save(TOMORROW, advice("keep", QUARTER, QUARTER, "0", "{}"));
    assertThat(history())
        .containsExactly(
            "applied resize 10.00 tonight tonight", "open keep 0.00 tomorrow tomorrow");
    assertThat(
            database
                .sql()
                .query(
                    "select state, applied_monthly_savings::numeric(9, 2)::text from finops.savings")
                .rows())
        .containsExactly(List.of("applied", "10.00"));
  }

  @Test
  void what_is_advised_no_more_is_gone_and_opens_anew_when_it_comes_back() {
    save(TONIGHT, resize("10", "{}"));
    save(TOMORROW);
    assertThat(history()).containsExactly("gone resize 10.00 tonight tonight");
    assertThat(database.recommendations().open()).isEmpty();
    assertThat(save(TOMORROW, resize("10", "{}"))).isEqualTo(1);
    assertThat(history()).hasSize(2);
  }

  @Test
  void a_target_has_one_open_answer_on_size_and_one_on_spot() {
    save(TONIGHT, resize("10", "{}"), advice("move-to-spot", HALF, HALF, "30", "{}"));
    assertThat(database.recommendations().open())
        .extracting(Recommendation::kind)
        .isEqualTo(Stream.of("move-to-spot", "resize").toList());
  }

  @Test
  void risk_and_backtest_are_read_from_the_evidence() {
    save(
        TONIGHT,
        resize(
            "10",
            """
            {"figures": {"cpu_exceedance_stated": 0.02, "memory_exceedance_stated": 0.005,
              "backtest_days": 12, "backtest_ours_cpu_over_share": 0.01, "days": 14}}
            """));
    assertThat(
            database
                .sql()
                .query(
                    "select stated_risk::text, backtest ->> 'days', backtest ->> 'ours_cpu_over_share' from finops.recommendations")
                .rows()
                .getFirst())
        .containsExactly("0.02", "12", "0.01");
  }

  @Test
  void every_kind_of_advice_stands_in_the_comments_of_the_views() {
    for (var view : List.of("recommendations", "recommendation_history")) {
      var comment =
          database
              .sql()
              .query(
                  "select col_description(attrelid, attnum) from pg_attribute where attname = 'kind' and attrelid = 'finops.%s'::regclass"
                      .formatted(view))
              .rows()
              .getFirst()
              .getFirst();
      assertThat(comment)
          .contains(
              "resize",
              "scale",
              "idle",
              "keep",
              "insufficient-data",
              "move-to-spot",
              "stay-on-demand");
    }
  }

  @Test
  void a_night_of_many_rows_is_saved_to_the_last_one() {
    var night = new PackedRecommendations();
    for (int i = 0; i < 2_500; i++) {
      night.add(workload("web-" + i));
    }
    assertThat(night.size()).isEqualTo(2_500);
    assertThat(database.recommendations().save(run, TONIGHT, night, List.of())).isEqualTo(2_500);
    assertThat(database.recommendations().save(run, TONIGHT, night, List.of()))
        .as("again")
        .isZero();
    assertThat(database.recommendations().open()).contains(workload("web-0"), workload("web-2499"));
  }

  private static Recommendation workload(String name) {
    return new Recommendation(
        "prod",
        "shop",
        "Deployment",
        name,
        "app",
        "checkout",
        "resize",
        HALF,
        QUARTER,
        Money.usd("10.000000000"),
        "on-demand",
        "a tab\t, a line\nand a back\\slash",
        "{\"samples\": 1}",
        "spec:\n  a: 1\n");
  }

  @Test
  void what_nodes_tell_stands_beside_what_requests_do() {
    var packed = new PackedRecommendations();
    packed.add(resize("12.5", "{\"figures\": {}}"));
    var part = Recommendations.Realizable.of(Facts.WEB, "app", "resize", Money.usd("7.123456789"));
    database.recommendations().save(run, TONIGHT, packed, List.of(part));
    assertThat(database.recommendations().open().getFirst().realizable())
        .isEqualTo(Money.usd("7.123456789"));
    assertThat(
            database
                .sql()
                .query(
                    """
                    select nominal_monthly_savings, realizable_monthly_savings,
                      evidence -> 'realizable' ->> 'monthly', evidence -> 'realizable' ->> 'nominal_monthly'
                    from finops.recommendations
                    """)
                .rows())
        .containsExactly(List.of("12.500000000", "7.123456789", "7.123456789", "12.500000000"));
    database.recommendations().save(run, TOMORROW, List.of(resize("12.5", "{\"figures\": {}}")));
    assertThat(database.recommendations().open().getFirst().realizable()).isNull();
  }

  @Test
  void a_cluster_as_a_whole_has_advice_without_a_workload() {
    save(
        TONIGHT,
        new Recommendation(
            "prod",
            "",
            "",
            "",
            "",
            "",
            "node-mix",
            "{}",
            "{}",
            null,
            Money.usd("30"),
            "plan",
            "Why.",
            "{}",
            ""));
    var mix = database.recommendations().open().getFirst();
    assertThat(mix.monthlySavings()).isNull();
    assertThat(mix.realizable()).isEqualTo(Money.usd("30"));
  }
}

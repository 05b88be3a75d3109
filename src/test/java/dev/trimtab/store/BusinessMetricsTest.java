package dev.trimtab.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.Fact;
import dev.trimtab.model.cost.BusinessCount;
import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.PricedTokens;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.model.report.UnitCost;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import dev.trimtab.units.Tokens;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Counts beside LLM and infrastructure cost.
final class BusinessMetricsTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-11-20");
  private static final TimeWindow DAYS =
      new TimeWindow(
          FIRST.atStartOfDay(ZoneOffset.UTC).toInstant(),
          FIRST.plusDays(5).atStartOfDay(ZoneOffset.UTC).toInstant());

  private final Database database = TestDatabase.open();
  private final List<PricedTokens> tokens = new ArrayList<>();

  @AfterEach
  void close() {
    database.close();
  }

  private List<List<String>> rows(String sql) {
    return database.sql().query(sql).rows();
  }

  private void llm(int day, String team, String namespace, String model, @Nullable String usd) {
    var cost = usd == null ? null : Money.usd(usd);
    tokens.add(
        new PricedTokens(
            FIRST.plusDays(day),
            LlmScope.of("openai", model).apiKey(team + namespace),
            new LlmOwned(team, namespace, ""),
            TokenKind.INPUT,
            new Tokens(1000),
            1,
            0,
            cost,
            cost,
            cost,
            usd == null ? "no price" : ""));
    database.llm().saveTokens(DAYS, tokens);
  }

  private void infrastructure(int day, String team, String namespace, String usd) {
    var at = FIRST.plusDays(day);
    database
        .costs()
        .saveInfrastructure(
            at,
            List.of(
                new DailyCost(
                    at,
                    "aws",
                    "prod",
                    namespace,
                    "",
                    team,
                    DailyCost.Kind.CPU,
                    "m5.large",
                    null,
                    "core-hours",
                    Money.usd(usd),
                    "list")));
  }

  private static BusinessCount count(
      String metric, int day, String team, String namespace, String model, String count) {
    return new BusinessCount(
        metric, FIRST.plusDays(day), team, namespace, model, new BigDecimal(count));
  }

  private void counts(String metric, BusinessCount... counts) {
    database.facts().save(new Fact.BusinessCounts(metric, List.of(counts)));
  }

  @Test
  void the_database_and_the_code_agree_on_which_kinds_are_tokens() {
    for (var kind : TokenKind.values()) {
      assertThat(rows("select trimtab.is_token('%s')::text".formatted(kind)))
          .as(kind.name())
          .containsExactly(List.of(Boolean.toString(kind.isToken())));
    }
  }

  @Test
  void cost_of_whom_the_count_names_stands_against_its_units() {
    llm(0, "shop", "web", "gpt-5-2025-08-07", "6");
    llm(0, "shop", "web", "gpt-5-mini-2025-08-07", "3");
    llm(0, "news", "cms", "gpt-5", "1");
    llm(0, "news", "cms", "unheard-of", null);
    infrastructure(0, "shop", "web", "20");
    counts("all", count("all", 0, "", "", "", "10"));
    counts("team", count("team", 0, "shop", "", "", "9"), count("team", 0, "news", "", "", "2"));
    counts("namespace", count("namespace", 0, "", "cms", "", "4"));
    counts("model", count("model", 0, "", "", "gpt-5", "7"));
    assertThat(
            rows(
                "select metric, team, round(llm_cost_per_unit, 4)::text, round(infrastructure_cost_per_unit, 4)::text, unpriced_tokens::text, currency from finops.business_unit_costs order by 1, 2"))
        .containsExactly(
            List.of("all", "", "1.0000", "2.0000", "1000", "USD"),
            List.of("model", "", "1.0000", "", "0", "USD"),
            List.of("namespace", "", "0.2500", "0.0000", "1000", "USD"),
            List.of("team", "news", "0.5000", "0.0000", "1000", "USD"),
            List.of("team", "shop", "1.0000", "2.2222", "0", "USD"));
  }

  @Test
  void what_is_missing_is_not_zero() {
    llm(0, "shop", "web", "m", "6");
    llm(2, "shop", "web", "m", "100");
    llm(3, "shop", "web", "m", "4");
    infrastructure(0, "shop", "web", "20");
    // day 1 has a count and no cost yet, day 2 a cost and no count, on day 3 nothing was sold
    counts(
        "orders",
        count("orders", 0, "", "", "", "3"),
        count("orders", 1, "", "", "", "5"),
        count("orders", 3, "", "", "", "0"));
    assertThat(
            rows(
                "select extract(day from day)::text, llm_cost::text, round(llm_cost_per_unit, 4)::text, round(infrastructure_cost_per_unit, 4)::text from finops.business_unit_costs order by 1"))
        .containsExactly(
            List.of("20", "6.000000000", "2.0000", "6.6667"),
            List.of("21", "", "", ""),
            List.of("23", "4.000000000", "", ""));
    assertThat(
            rows(
                "select days_counted::text, units::text, llm_days::text, round(llm_cost_per_unit, 4)::text, infrastructure_days::text, round(infrastructure_cost_per_unit, 4)::text from finops.business_unit_costs_monthly"))
        .containsExactly(List.of("3", "8", "2", "3.3333", "1", "6.6667"));
    assertThat(database.businessMetrics().unitCosts(DAYS))
        .singleElement()
        .satisfies(unit -> {
          assertThat(unit.days()).isEqualTo(3);
          assertThat(unit.llm())
              .isEqualTo(new UnitCost.Part(2, new BigDecimal("3"), new BigDecimal("10.000000000")));
          assertThat(unit.infrastructure().units()).isEqualByComparingTo("3");
        });
  }

  @Test
  void a_day_is_counted_anew_and_one_that_cannot_be_read_now_stays() {
    counts(
        "orders",
        count("orders", 0, "a", "", "", "1"),
        count("orders", 0, "b", "", "", "2"),
        count("orders", 1, "a", "", "", "3"));
    counts("orders", count("orders", 0, "a", "", "", "7"));
    counts("orders");
    assertThat(
            rows("select day::text, team, count::text from trimtab.business_count order by 1, 2"))
        .containsExactly(List.of("2026-11-20", "a", "7"), List.of("2026-11-21", "a", "3"));
  }
}

package dev.trimtab.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.llm.Attribution;
import dev.trimtab.llm.LlmLedger;
import dev.trimtab.llm.PriceBook;
import dev.trimtab.model.Fact;
import dev.trimtab.model.cluster.KeyHolder;
import dev.trimtab.model.llm.LlmPrice;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.model.report.LlmRow;
import dev.trimtab.model.run.Run;
import dev.trimtab.store.Database;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// ServiceAccounts and Secrets that name keys, from night to night.
final class KeyOwnersTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");

  private final Database database = TestDatabase.open();

  @AfterEach
  void close() {
    database.close();
  }

  private List<List<String>> rows(String sql) {
    return database.sql().query(sql).rows();
  }

  /// The night after so many days.
  private void night(int days) {
    var asOf = MIDNIGHT.plus(Duration.ofDays(days)).plus(Duration.ofHours(2));
    var input =
        new LlmPrice(
            "openai", "m", TokenKind.INPUT, "standard", 0, LocalDate.EPOCH, Money.usd("1"), "test");
    var ledger = new LlmLedger(new PriceBook(List.<LlmPrice>of(input)), new Attribution(List.of()));
    var run = database.runs().begin("nightly", asOf, asOf, "test");
    var settings =
        new AllocationRun.AllocationSettings(Money.USD, List.of("team"), List.of(), ledger);
    var problems = new AllocationRun(database, settings).allocate(run);
    database.runs().problems(run.id(), problems);
    database.runs().finish(run.id(), Run.Status.DONE, asOf);
  }

  private void account(Map<String, String> labels, Map<String, String> annotations) {
    var holder = new KeyHolder("shop", "ServiceAccount", "assistant", labels, annotations);
    database.facts().save(new Fact.KeyHolders("prod", "ServiceAccount", List.of(holder)));
  }

  /// A million tokens of each key on each of three days.
  private void usage() {
    var scope = LlmScope.of("openai", "m");
    for (int day = 0; day < 3; day++) {
      var window = TimeWindow.ending(MIDNIGHT.plus(Duration.ofDays(day + 1)), Duration.ofHours(1));
      var usage =
          List.of(scope.apiKey("k1"), scope.apiKey("k2").tags(List.of("key_name=checkout bot")))
              .stream()
              .map(s -> new ProviderUsage(s, window, Map.of("input_tokens", 1_000_000L)))
              .toList();
      database.facts().save(new Fact.LlmUsage("openai/main", "openai", window, usage));
    }
  }

  private List<List<String>> byDay(String key) {
    return rows(
        "select extract(day from day)::text, team, cost_centre from finops.token_usage where api_key = '%s' order by day"
            .formatted(key));
  }

  @Test
  void what_is_found_tonight_owns_neither_yesterday_nor_what_another_owned_before() {
    database.facts().save(new Fact.Inventory(Facts.inventory()));
    usage();
    account(Map.of(), Map.of(KeyHolder.KEYS, "k1", "trimtab.dev/cost-centre", "CC-1"));
    night(1);
    assertThat(byDay("k1"))
        .containsExactly(List.of("20", "unattributed", ""), List.of("21", "checkout", "CC-1"));
    account(Map.of("team", "bots"), Map.of(KeyHolder.KEYS, "k1"));
    night(2);
    night(3);
    assertThat(byDay("k1"))
        .containsExactly(
            List.of("20", "unattributed", ""),
            List.of("21", "checkout", "CC-1"),
            List.of("22", "bots", ""));
    assertThat(
            rows(
                "select api_key, team, from_day::text, coalesce(to_day::text, ''), claimed_by from finops.llm_key_owners order by 3"))
        .containsExactly(
            List.of(
                "k1", "checkout", "2026-11-21", "2026-11-22", "prod/shop/ServiceAccount/assistant"),
            List.of("k1", "bots", "2026-11-22", "", "prod/shop/ServiceAccount/assistant"));
  }

  @Test
  void the_report_calls_a_key_by_its_name_where_that_is_known() {
    database.facts().save(new Fact.Inventory(Facts.inventory()));
    usage();
    night(1);
    var days = new TimeWindow(MIDNIGHT, MIDNIGHT.plus(Duration.ofDays(3)));
    assertThat(database.reports().llm(days))
        .extracting(LlmRow::apiKey, LlmRow::keyName)
        .containsOnly(
            org.assertj.core.groups.Tuple.tuple("k1", ""),
            org.assertj.core.groups.Tuple.tuple("k2", "checkout bot"));
  }

  @Test
  void a_key_may_be_named_by_name_with_team_and_day_by_annotation() {
    database.facts().save(new Fact.Inventory(Facts.inventory()));
    usage();
    account(
        Map.of("team", "bots"),
        Map.of(
            KeyHolder.KEYS,
            "checkout bot",
            "trimtab.dev/llm-provider",
            "openai",
            "trimtab.dev/team",
            "assistants",
            "trimtab.dev/llm-key-since",
            "2026-11-21"));
    night(3);
    assertThat(byDay("k2"))
        .containsExactly(
            List.of("20", "unattributed", ""),
            List.of("21", "assistants", ""),
            List.of("22", "assistants", ""));
    assertThat(byDay("k1")).extracting(row -> row.get(1)).containsOnly("unattributed");
  }

  @Test
  void two_teams_that_claim_one_key_and_a_day_that_is_none_are_told() {
    database.facts().save(new Fact.Inventory(Facts.inventory()));
    account(Map.of(), Map.of(KeyHolder.KEYS, "k1", "trimtab.dev/llm-key-since", "yesterday"));
    var secret =
        new KeyHolder(
            "shop", "Secret", "openai", Map.of("team", "bots"), Map.of(KeyHolder.KEYS, "k1"));
    database.facts().save(new Fact.KeyHolders("prod", "Secret", List.of(secret)));
    night(1);
    assertThat(
            rows(
                "select reason, subject from finops.problems where source = 'llm/owners' order by 1"))
        .containsExactly(
            List.of("ambiguous-owner", "k1"),
            List.of("bad-annotation", "prod/shop/ServiceAccount/assistant"));
    assertThat(rows("select team from finops.llm_key_owners")).containsExactly(List.of("checkout"));
    // Secrets that are no longer read are no longer known; the account stays
    database.facts().save(new Fact.KeyHolders("prod", "Secret", List.of()));
    assertThat(database.keyOwners().holders().get("prod"))
        .extracting(KeyHolder::kind)
        .containsExactly("ServiceAccount");
  }
}

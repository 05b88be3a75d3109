package dev.trimtab.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.collect.RecordingSink;
import dev.trimtab.collect.billing.FocusCsvSource;
import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.llm.Attribution;
import dev.trimtab.llm.Contracts;
import dev.trimtab.llm.Fx;
import dev.trimtab.llm.LlmLedger;
import dev.trimtab.llm.PriceBook;
import dev.trimtab.model.Fact;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Namespace;
import dev.trimtab.model.llm.LlmContract;
import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmOwner;
import dev.trimtab.model.llm.LlmPrice;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.PricedTokens;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.store.Database;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import dev.trimtab.units.Tokens;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From usage and cost reports in the database to the views that finance reads.
final class LlmMoneyTest {
  private static final Instant AS_OF = Instant.parse("2026-11-21T06:00:00Z");
  private static final TimeWindow HOUR =
      TimeWindow.ending(Instant.parse("2026-11-20T10:00:00Z"), Duration.ofHours(1));
  private static final TimeWindow DAY =
      TimeWindow.ending(Instant.parse("2026-11-21T00:00:00Z"), Duration.ofDays(1));

  private final Database database = TestDatabase.open();

  @AfterEach
  void close() {
    database.close();
  }

  private List<List<String>> rows(String sql) {
    return database.sql().query(sql).rows();
  }

  private static LlmPrice price(TokenKind kind, String usd) {
    return new LlmPrice(
        "openai", "m", kind, "standard", 0, LocalDate.EPOCH, Money.usd(usd), "test");
  }

  private static ProviderUsage usage(LlmScope scope, long input, long output, long failed) {
    return new ProviderUsage(
        scope,
        HOUR,
        Map.of(
            "input_tokens",
            input,
            "output_tokens",
            output,
            ProviderUsage.REQUESTS,
            10L,
            ProviderUsage.FAILED_REQUESTS,
            failed));
  }

  private void allocate() {
    allocate(LlmContract.discount("openai", "", new BigDecimal("0.1"), null, null));
  }

  private void allocate(LlmContract contract) {
    var tagged = new LlmOwner.Match("", "", "", "", "", "team=search", "", "");
    var ledger =
        new LlmLedger(
            new PriceBook(
                List.<LlmPrice>of(price(TokenKind.INPUT, "1"), price(TokenKind.OUTPUT, "10"))),
            new Attribution(
                List.of(
                    new LlmOwner(
                        tagged,
                        new LlmOwned("search", "find", "Deployment/api", "CC-7", "production"),
                        null,
                        null))),
            new Contracts(List.of(contract)),
            Fx.NONE,
            Money.USD);
    var run = database.runs().begin("nightly", AS_OF, AS_OF, "test");
    var settings =
        new AllocationRun.AllocationSettings(Money.USD, List.of("team"), List.of(), ledger);
    new AllocationRun(database, settings).allocate(run);
    database.runs().finish(run.id(), dev.trimtab.model.run.Run.Status.DONE, AS_OF);
  }

  private void usage(String source, ProviderUsage... usage) {
    database.facts().save(new Fact.LlmUsage(source, "openai", HOUR, List.of(usage)));
  }

  @Test
  void tokens_are_priced_attributed_discounted_and_compared_with_the_report() {
    var scope = LlmScope.of("openai", "m").project("p").organization("org").region("eu");
    usage(
        "openai/main",
        usage(scope.apiKey("k1").tags(List.of("team=search", "beta")), 1_000_000, 100_000, 1),
        usage(scope.apiKey("k2"), 1_000_000, 0, 0),
        usage(scope.apiKey("k3").model("unheard-of"), 500, 0, 0));
    // a gateway saw the same calls: they are not counted twice
    usage("litellm/main", usage(scope.apiKey("g").via("litellm"), 2_000_000, 100_000, 1));
    database
        .facts()
        .save(
            new Fact.LlmCosts(
                "openai/main",
                "openai",
                DAY,
                List.of(new ProviderCost("openai", "p", "all", DAY, Money.usd("2.69")))));
    allocate();
    allocate();
    assertThat(
            rows(
                "select team, workload, cost_centre, environment, organization, region, tags, token_kind, tokens::text, cost::text, effective_cost::text, billed_cost::text, requests::text, failed_requests::text from finops.token_usage where team = 'search' order by token_kind"))
        .containsExactly(
            List.of(
                "search",
                "Deployment/api",
                "CC-7",
                "production",
                "org",
                "eu",
                "beta,team=search",
                "INPUT",
                "1000000",
                "1.000000000",
                "0.900000000",
                "0.900000000",
                "10",
                "1"),
            List.of(
                "search",
                "Deployment/api",
                "CC-7",
                "production",
                "org",
                "eu",
                "beta,team=search",
                "OUTPUT",
                "100000",
                "1.000000000",
                "0.900000000",
                "0.900000000",
                "0",
                "0"));
    assertThat(
            rows(
                "select computed_cost::text, reported_cost::text, difference::text, rounding::text, unexplained::text from finops.llm_reconciliation"))
        .containsExactly(
            List.of("2.700000000", "2.690000000", "0.010000000", "0.005000000", "0.005000000"));
    assertThat(
            rows(
                "select effective_cost::text, unattributed_cost::text, round(unattributed_share, 4)::text, unpriced_tokens::text, requests::text, round(failed_share, 4)::text from finops.llm_kpis"))
        .containsExactly(List.of("2.700000000", "0.900000000", "0.3333", "500", "30", "0.0333"));
    assertThat(
            rows(
                "select round(cost_per_1000_tokens, 6)::text, round(cost_per_request, 6)::text from finops.llm_unit_costs where team = 'search'"))
        .containsExactly(List.of("0.001636", "0.180000"));
    assertThat(
            rows(
                "select sku_id, sku_meter, consumed_quantity::text, consumed_unit, list_cost::text, effective_cost::text, billed_cost::text, billing_currency, x_price_basis, region_id, sub_account_id, x_cost_centre from finops.costs_daily where x_team = 'search' order by 1"))
        .containsExactly(
            List.of(
                "m/input",
                "Input",
                "1000000",
                "Tokens",
                "1.000000000",
                "0.900000000",
                "0.900000000",
                "USD",
                "contract",
                "eu",
                "p",
                "CC-7"),
            List.of(
                "m/output",
                "Output",
                "100000",
                "Tokens",
                "1.000000000",
                "0.900000000",
                "0.900000000",
                "USD",
                "contract",
                "eu",
                "p",
                "CC-7"));
    assertThat(
            rows(
                "select x_price_basis, effective_cost::text, billing_currency from finops.costs_daily where sku_id = 'unheard-of/input'"))
        .containsExactly(List.of("unpriced", "0.000000000", "USD"));
    assertThat(rows("select sum(effective_cost)::text from finops.costs_daily"))
        .isEqualTo(rows("select sum(cost)::text from trimtab.cost_daily"));
  }

  @Test
  void an_annotation_in_kubernetes_names_the_owner_of_a_key_that_the_map_does_not() {
    var inventory = Facts.inventory();
    database
        .facts()
        .save(
            new Fact.Inventory(
                new ClusterInventory(
                    inventory.cluster(),
                    inventory.asOf(),
                    List.of(
                        new Namespace(
                            "shop",
                            Map.of("team", "store"),
                            Map.of(
                                KeyOwners.KEYS,
                                "k1, k2",
                                "trimtab.dev/cost-centre",
                                "CC-9",
                                "trimtab.dev/llm-key-since",
                                "2026-11-20"))),
                    inventory.nodes(),
                    inventory.workloads(),
                    inventory.pods(),
                    inventory.policies(),
                    inventory.version())));
    var scope = LlmScope.of("openai", "m").project("p");
    usage(
        "openai/main",
        usage(scope.apiKey("k1").tags(List.of("team=search")), 1000, 0, 0),
        usage(scope.apiKey("k2"), 1000, 0, 0),
        usage(scope.apiKey("k3"), 1000, 0, 0));
    allocate();
    assertThat(
            rows("select api_key, team, namespace, cost_centre from finops.token_usage order by 1"))
        .containsExactly(
            List.of("k1", "search", "find", "CC-7"),
            List.of("k2", "store", "shop", "CC-9"),
            List.of("k3", "unattributed", "", ""));
  }

  @Test
  void calls_that_all_failed_have_a_row_their_share_and_no_cost() {
    var scope = LlmScope.of("openai", "m").project("p");
    usage(
        "openai/main",
        usage(scope.apiKey("well"), 1_000_000, 0, 0),
        usage(scope.apiKey("mistyped").model("no-such-model"), 0, 0, 10));
    allocate();
    assertThat(
            rows(
                "select model, token_kind, tokens::text, requests::text, failed_requests::text, cost::text from finops.token_usage order by 1"))
        .containsExactly(
            List.of("m", "INPUT", "1000000", "10", "0", "1.000000000"),
            List.of("no-such-model", "REQUEST", "10", "10", "10", "0.000000000"));
    assertThat(rows("select round(failed_share, 4)::text from finops.llm_kpis"))
        .containsExactly(List.of("0.5000"));
  }

  @Test
  void a_balance_runs_out_over_months_and_what_is_beyond_it_is_billed() {
    var scope = LlmScope.of("openai", "m").project("p");
    day("2026-08-10", scope, 30_000_000);
    day("2026-10-30", scope, 50_000_000);
    day("2026-11-20", scope, 40_000_000);
    var balance =
        LlmContract.prepaid(
            "openai",
            new BigDecimal("100"),
            new BigDecimal("0.9"),
            LocalDate.parse("2026-08-01"),
            null);
    allocate(balance);
    var billed = "select day::text, billed_cost::text from finops.token_usage order by 1";
    var once = rows(billed);
    assertThat(once)
        .containsExactly(
            List.of("2026-08-10", "0.000000000"),
            List.of("2026-10-30", "0.000000000"),
            List.of("2026-11-20", "20.000000000"));
    // the next night prices the last weeks only, and knows what was drawn in August
    allocate(balance);
    assertThat(rows(billed)).isEqualTo(once);
    assertThat(
            rows(
                "select drawn::text, remaining::text, used_up::text, paid_share::text from finops.llm_balances"))
        .containsExactly(List.of("100.000000000", "0.000000000", "2026-11-20", "0.9"));
    assertThat(rows("select sum(effective_cost)::text from finops.costs_daily"))
        .containsExactly(List.of("110.000000000"));
    // usage of the last weeks is revised: what is left is drawn anew
    day("2026-10-30", scope, 20_000_000);
    allocate(balance);
    assertThat(rows("select drawn::text from finops.llm_balances"))
        .containsExactly(List.of("90.000000000"));
  }

  private void day(String day, LlmScope scope, long input) {
    var end = Instant.parse(day + "T00:00:00Z").plus(Duration.ofDays(1));
    var window = TimeWindow.ending(end, Duration.ofDays(1));
    var bucket = new ProviderUsage(scope, window, Map.of("input_tokens", input));
    database.facts().save(new Fact.LlmUsage("openai/main", "openai", window, List.of(bucket)));
  }

  @Test
  void an_api_beside_saved_files_and_an_entry_that_was_renamed_are_paid_once() {
    var scope = LlmScope.of("openai", "m").project("p").apiKey("k");
    usage("openai/old", usage(scope, 1_000_000, 0, 0));
    usage("openai/new", usage(scope, 1_000_000, 0, 0));
    usage("llm-files/saved", usage(scope, 900_000, 0, 0));
    for (var source : List.of("openai/old", "openai/new", "focus/bill.csv")) {
      var line = new ProviderCost("openai", "p", "all", DAY, Money.usd("0.9"));
      database.facts().save(new Fact.LlmCosts(source, "openai", DAY, List.of(line)));
    }
    database.watermarks().advance("openai/new", AS_OF);
    allocate();
    assertThat(rows("select sum(tokens)::text, sum(cost)::text from finops.token_usage"))
        .containsExactly(List.of("1000000", "1.000000000"));
    assertThat(
            rows(
                "select computed_cost::text, reported_cost::text, difference::text from finops.llm_reconciliation"))
        .containsExactly(List.of("0.900000000", "0.900000000", "0.000000000"));
  }

  @Test
  void every_kind_is_told_in_its_unit_and_only_tokens_are_added_up_as_tokens() {
    var day = LocalDate.parse("2026-11-20");
    var one = Money.usd("1");
    database
        .llm()
        .saveTokens(
            DAY,
            Stream.of(TokenKind.values())
                .map(kind ->
                    new PricedTokens(
                        day,
                        LlmScope.of("openai", "m"),
                        new LlmOwned("search", "find", ""),
                        kind,
                        new Tokens(1),
                        0,
                        0,
                        one,
                        one,
                        one,
                        ""))
                .toList());
    assertThat(rows("select lower(sku_meter), consumed_unit from finops.costs_daily"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(TokenKind.values())
                .map(kind ->
                    List.of(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '), kind.unit()))
                .toList());
    var tokens = Stream.of(TokenKind.values()).filter(TokenKind::isToken).count();
    assertThat(
            rows(
                "select k.tokens::text, u.tokens::text from finops.llm_kpis k, finops.llm_unit_costs u"))
        .containsExactly(List.of(Long.toString(tokens), Long.toString(tokens)));
  }

  @Test
  void a_bill_of_an_ai_vendor_is_held_against_its_tokens(@TempDir Path folder) throws Exception {
    usage("openai/main", usage(LlmScope.of("openai", "m").project("p"), 1_000_000, 0, 0));
    var bill =
        Files.writeString(
            folder.resolve("bill.csv"),
            """
            BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceProviderName,SubAccountId
            0.85,USD,2026-11-20,2026-11-21,Usage,OpenAI,p
            0.17,USD,2026-11-20,2026-11-21,Tax,OpenAI,
            """);
    var sink = new RecordingSink();
    new FocusCsvSource(bill).collect(DAY, sink);
    sink.facts.forEach(database.facts()::save);
    allocate();
    assertThat(
            rows(
                "select project, computed_cost::text, reported_cost::text, other_charges::text from finops.llm_reconciliation order by 1"))
        .containsExactly(
            List.of("", "0.000000000", "0.000000000", "0.170000000"),
            List.of("p", "0.900000000", "0.850000000", "0.000000000"));
  }
}

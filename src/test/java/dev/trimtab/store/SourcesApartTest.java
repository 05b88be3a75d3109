package dev.trimtab.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.Fact;
import dev.trimtab.model.cost.Charge;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.price.OnDemandPrice;
import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// No source may take away what another one told.
class SourcesApartTest {
  private static final Instant AT = Instant.parse("2026-11-22T00:00:00Z");
  private static final TimeWindow HOUR = new TimeWindow(AT, AT.plusSeconds(3600));

  private final Database database = TestDatabase.open();

  @AfterEach
  void close() {
    database.close();
  }

  private String one(String sql) {
    return database.sql().query(sql).rows().getFirst().getFirst();
  }

  private static ProviderUsage usage(String project, long tokens) {
    return new ProviderUsage(
        new LlmScope("openai", project, "key", "", "gpt-4o", "standard", ""),
        HOUR,
        Map.of("input_tokens", tokens));
  }

  private void usage(String source, ProviderUsage... usage) {
    database.facts().save(new Fact.LlmUsage(source, "openai", HOUR, List.of(usage)));
  }

  private void costs(String source, String... amounts) {
    var costs =
        Stream.of(amounts)
            .map(amount -> new ProviderCost("openai", "p", "line", HOUR, Money.usd(amount)))
            .toList();
    database.facts().save(new Fact.LlmCosts(source, "openai", HOUR, costs));
  }

  @Test
  void two_organizations_at_one_provider_keep_their_usage_and_replace_only_their_own() {
    usage("openai/a", usage("alpha", 10));
    usage("openai/b", usage("beta", 20));
    usage("openai/a", usage("alpha", 10));
    assertThat(database.llm().usage(HOUR))
        .containsExactlyInAnyOrder(usage("alpha", 10), usage("beta", 20));
    usage("openai/b", usage("beta", 25));
    assertThat(database.llm().usage(HOUR))
        .containsExactlyInAnyOrder(usage("alpha", 10), usage("beta", 25));
    usage("openai/a");
    assertThat(database.llm().usage(HOUR)).containsExactly(usage("beta", 25));
  }

  @Test
  void an_api_and_a_file_that_tell_the_same_are_both_kept() {
    usage("openai/main", usage("alpha", 10));
    usage("llm-files/saved", usage("alpha", 10));
    usage("openai/main", usage("alpha", 10));
    assertThat(database.llm().usage(HOUR)).containsExactly(usage("alpha", 10), usage("alpha", 10));
  }

  @Test
  void two_organizations_keep_their_cost_reports_and_replace_only_their_own() {
    costs("openai/a", "1.25");
    costs("openai/b", "2.50");
    costs("openai/a", "1.50");
    assertThat(database.llm().costs(HOUR))
        .extracting(ProviderCost::cost)
        .containsExactlyInAnyOrder(Money.usd("1.50"), Money.usd("2.50"));
  }

  @Test
  void rows_from_before_sources_were_told_apart_are_taken_over_and_not_doubled() {
    usage("", usage("alpha", 10));
    usage("openai/main", usage("alpha", 10));
    assertThat(database.llm().usage(HOUR)).containsExactly(usage("alpha", 10));
    assertThat(one("select string_agg(source, ',') from trimtab.llm_usage"))
        .isEqualTo("openai/main");
  }

  @Test
  void a_witness_of_every_provider_takes_over_no_rows_from_before_sources_were_told_apart() {
    usage("", usage("alpha", 10));
    database.facts().save(new Fact.LlmUsage("litellm/main", "", HOUR, List.of()));
    assertThat(database.llm().usage(HOUR)).containsExactly(usage("alpha", 10));
  }

  @Test
  void bills_add_up_whatever_file_comes_last() {
    database.facts().save(new Fact.Bill("a.csv", List.of(charge("a-1", "1.00"))));
    database.facts().save(new Fact.Bill("b.csv", List.of(charge("b-1", "2.00"))));
    database.facts().save(new Fact.Bill("a.csv", List.of(charge("a-1", "1.00"))));
    database.facts().save(new Fact.Bill("a.csv", List.of()));
    assertThat(one("select sum(billed_cost)::text from trimtab.charge")).isEqualTo("3");
  }

  private static Charge charge(String id, String amount) {
    var money = Money.usd(amount);
    return new Charge(
        id,
        "AWS",
        "account",
        HOUR,
        HOUR,
        "Usage",
        "",
        "Compute",
        "EC2",
        "sku",
        "us-east-1",
        "",
        "i-1",
        "",
        money,
        money,
        money,
        money,
        BigDecimal.ONE,
        "Hours",
        Map.of());
  }

  @Test
  void prices_of_one_source_stay_when_another_tells_others() {
    var price = Money.usd("0.10");
    var first =
        new Fact.Prices(
            List.of(),
            List.of(new OnDemandPrice("us-east-1", "m5.large", AT, price)),
            List.of(new SpotPrice("us-east-1", "us-east-1a", "m5.large", AT, price)),
            List.of(),
            List.of());
    var second =
        new Fact.Prices(
            List.of(),
            List.of(new OnDemandPrice("us-east-1", "c5.large", AT, price)),
            List.of(new SpotPrice("us-east-1", "us-east-1b", "m5.large", AT, price)),
            List.of(),
            List.of());
    database.facts().save(first);
    database.facts().save(second);
    database.facts().save(first);
    assertThat(one("select count(*) from trimtab.on_demand_price")).isEqualTo("2");
    assertThat(one("select count(*) from trimtab.spot_price")).isEqualTo("2");
  }
}

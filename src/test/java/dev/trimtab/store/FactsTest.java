package dev.trimtab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.Nodes;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.fixtures.Workloads;
import dev.trimtab.model.Fact;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Placement;
import dev.trimtab.model.cluster.Scheduling;
import dev.trimtab.model.cluster.Scheduling.NodeRequirement;
import dev.trimtab.model.cluster.Taint;
import dev.trimtab.model.cluster.Toleration;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.UsageSample;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FactsTest {
  private final Database database = TestDatabase.open();

  @AfterEach
  void close() {
    database.close();
  }

  private String one(String sql) {
    return database.sql().query(sql).rows().getFirst().getFirst();
  }

  private List<UsageSample> day() {
    var samples = new ArrayList<UsageSample>();
    for (var at = Instant.parse("2026-11-22T00:00:00Z");
        at.isBefore(Instant.parse("2026-11-23T00:00:00Z"));
        at = at.plus(Duration.ofMinutes(5))) {
      samples.add(Facts.sample("web-1", at, 0.25, 300e6));
      samples.add(Facts.sample("web-2", at, 0.75, 200e6));
    }
    return samples;
  }

  private void update(String sql) throws SQLException {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private ClusterInventory with(Workload workload) {
    var all = Facts.inventory();
    return new ClusterInventory(
        all.cluster(),
        all.asOf(),
        all.namespaces(),
        all.nodes(),
        List.of(workload),
        all.pods(),
        all.policies());
  }

  @Test
  void the_one_container_that_an_autoscaler_watches_is_kept_and_may_be_missing()
      throws SQLException {
    var watching =
        new Workload.Autoscaler("HorizontalPodAutoscaler", "web", 2, 9, 70, 60, "app", null);
    database
        .facts()
        .save(new Fact.Inventory(with(Workloads.workload().scaledBy(watching).build())));
    assertThat(database.inventories().present().getFirst().workloads().getFirst().autoscaler())
        .isEqualTo(watching);
    // as rows were written before it was read
    update(
        "update trimtab.workload set autoscaler = autoscaler - 'cpuContainer' - 'memoryContainer'");
    assertThat(database.inventories().present().getFirst().workloads().getFirst().autoscaler())
        .isEqualTo(new Workload.Autoscaler("HorizontalPodAutoscaler", "web", 2, 9, 70, 60));
  }

  @Test
  void taints_and_scheduling_are_kept_and_rows_of_before_have_none() throws SQLException {
    var scheduling =
        new Scheduling(
            List.of(new Toleration("dedicated", "Equal", "batch", "")),
            List.of(List.of(new NodeRequirement("disk", "In", List.of("ssd", "nvme")))),
            2);
    var all = with(Workloads.workload().scheduled(scheduling).build());
    var node = Nodes.tainted(Facts.node("n1"), new Taint("dedicated", "batch", "NoSchedule"));
    // a taint that comes later is seen, too
    database.facts().save(new Fact.Inventory(all));
    database
        .facts()
        .save(
            new Fact.Inventory(
                new ClusterInventory(
                    all.cluster(),
                    all.asOf(),
                    all.namespaces(),
                    List.of(node),
                    all.workloads(),
                    all.pods(),
                    all.policies())));
    var kept = database.inventories().present().getFirst();
    assertThat(kept.nodes()).containsExactly(node);
    assertThat(kept.workloads().getFirst().template().scheduling()).isEqualTo(scheduling);
    update(
        "update trimtab.workload set template = template - 'scheduling' #-"
            + " '{containers,0,accelerators}'");
    assertThat(database.inventories().present().getFirst().workloads().getFirst().template())
        .isEqualTo(Workloads.workload().build().template());
  }

  @Test
  void an_inventory_saved_twice_changes_no_row() throws SQLException {
    database.facts().save(new Fact.Inventory(Facts.inventory()));
    var before = versions();
    database.facts().save(new Fact.Inventory(Facts.inventory()));
    assertThat(versions()).isEqualTo(before);
    var present = database.inventories().present();
    assertThat(present)
        .singleElement()
        .satisfies(c -> {
          assertThat(c.workloads()).containsExactly(Facts.web());
          assertThat(c.nodes()).containsExactly(Facts.node("n1"));
        });
    assertThat(database.inventories().placements())
        .isEqualTo(Map.of(Facts.WEB, List.of(new Placement("m5.xlarge", "amd64", 2))));
    assertThat(database.inventories().podsByNode("prod"))
        .isEqualTo(Map.of("n1", Map.of(Facts.WEB, 2)));
    assertThat(database.inventories().podsByNode("other")).isEmpty();
    update("update trimtab.pod set phase = 'Succeeded' where name = 'web-1'");
    assertThat(database.inventories().podsByNode("prod"))
        .isEqualTo(Map.of("n1", Map.of(Facts.WEB, 1)));
  }

  /// Row versions: any update or re-insert shows.
  private List<List<String>> versions() {
    return database
        .sql()
        .query(
            """
            select 'pod', xmin::text, name from trimtab.pod union all select 'node', xmin::text, name from trimtab.node
            union all select 'workload', xmin::text, name from trimtab.workload
            union all select 'namespace', xmin::text, name from trimtab.namespace
            union all select 'cluster', xmin::text, name from trimtab.cluster order by 1, 3
            """)
        .rows();
  }

  @Test
  void usage_saved_twice_leaves_the_same_rows_and_late_data_is_added() {
    database.facts().save(new Fact.Inventory(Facts.inventory()));
    database.facts().save(new Fact.Usage("prod", day()));
    var before =
        database.sql().query("select ctid::text, xmin::text from trimtab.usage order by 1").rows();
    database.facts().save(new Fact.Usage("prod", day()));
    assertThat(
            database
                .sql()
                .query("select ctid::text, xmin::text from trimtab.usage order by 1")
                .rows())
        .isEqualTo(before);
    assertThat(before).hasSize(576);

    var changed = new ArrayList<>(day().subList(0, 10));
    changed.set(0, Facts.sample("web-1", changed.getFirst().start(), 0.9, 300e6));
    changed.add(Facts.sample("web-3", changed.getFirst().start(), 0.1, 1e6));
    database.facts().save(new Fact.Usage("prod", changed));
    assertThat(one("select count(*) from trimtab.usage")).isEqualTo("577");
    assertThat(one("select count(*) from trimtab.usage where cpu_avg = 0.9::real")).isEqualTo("1");
  }

  @Test
  void a_pod_that_the_api_knows_gets_its_workload_from_there() {
    database.facts().save(new Fact.Inventory(Facts.inventory()));
    database.facts().save(new Fact.Usage("prod", day().subList(0, 2)));
    assertThat(
            one(
                "select string_agg(distinct w.kind || '/' || w.name, ',') from trimtab.instance i"
                    + " join trimtab.container c on c.id = i.container_id join trimtab.workload w"
                    + " on w.id = c.workload_id"))
        .isEqualTo("Deployment/web");
    assertThat(one("select min(node) from trimtab.instance")).isEqualTo("n1");
  }

  @Test
  void profiles_hold_percentiles_within_one_percent_and_histories_the_current_requests() {
    database.facts().save(new Fact.Inventory(Facts.inventory()));
    database.facts().save(new Fact.Usage("prod", day()));
    assertThat(database.profiles().compact()).isEqualTo(1);
    assertThat(database.profiles().compact()).isZero();
    var histories = new ArrayList<ContainerHistory>();
    database.profiles().forEachHistory(Facts.NOW, Duration.ofDays(14), histories::add);
    assertThat(histories)
        .singleElement()
        .satisfies(h -> {
          assertThat(h.current()).isEqualTo(Facts.HALF_CORE);
          assertThat(h.replicas()).isEqualTo(2);
          var profile = h.days().getFirst();
          assertThat(profile.day()).isEqualTo(LocalDate.parse("2026-11-22"));
          assertThat(profile.cpu().percentile(0.4)).isCloseTo(0.25, within(0.0025));
          assertThat(profile.cpu().percentile(0.95)).isCloseTo(0.75, within(0.0075));
          assertThat(profile.memoryPeak()).isCloseTo(330e6, within(1.0));
          assertThat(profile.samples()).isEqualTo(576);
          assertThat(profile.hours()).isCloseTo(48, within(1e-6));
          assertThat(profile.pods()).isEqualTo(2);
        });
  }

  @Test
  void containers_hold_the_larger_of_request_and_usage() {
    database.facts().save(new Fact.Inventory(Facts.inventory()));
    database.facts().save(new Fact.Usage("prod", day()));
    // web-1 uses less than its half core, web-2 more.
    assertThat(database.costs().containers(LocalDate.parse("2026-11-22")))
        .singleElement()
        .satisfies(c -> {
          assertThat(c.node()).isEqualTo("n1");
          assertThat(c.coreHours()).isCloseTo(24 * 0.5 + 24 * 0.75, within(1e-9));
          assertThat(c.gibHours()).isCloseTo(48 * 0.5, within(1e-9));
          assertThat(c.usedCoreHours()).isCloseTo(24, within(1e-6));
        });
    assertThat(database.costs().nodes(LocalDate.parse("2026-11-23")).getFirst().window())
        .isEqualTo(new TimeWindow(Instant.parse("2026-11-23T00:00:00Z"), Facts.NOW));
  }

  @Test
  void samples_that_tell_no_request_hold_what_the_template_declares() {
    database.facts().save(new Fact.Inventory(Facts.inventory()));
    var silent =
        day().stream()
            .map(s ->
                new UsageSample(
                    s.subject(),
                    s.start(),
                    s.end(),
                    s.cpuAverage(),
                    s.cpuPeak(),
                    s.throttled(),
                    s.memoryAverage(),
                    s.memoryPeak(),
                    s.oomKills(),
                    s.restarts(),
                    null))
            .toList();
    database.facts().save(new Fact.Usage("prod", silent));
    assertThat(database.costs().containers(LocalDate.parse("2026-11-22")))
        .singleElement()
        .satisfies(c -> {
          assertThat(c.coreHours()).isCloseTo(24 * 0.5 + 24 * 0.75, within(1e-9));
          assertThat(c.gibHours()).isCloseTo(48 * 0.5, within(1e-9));
        });
  }

  @Test
  void requests_in_force_are_kept_as_change_points() {
    database.facts().save(new Fact.Usage("prod", day()));
    assertThat(one("select count(*) from trimtab.instance_resources")).isEqualTo("2");
  }

  @Test
  void raw_days_past_retention_are_dropped_unless_they_wait_to_be_compacted() {
    database.facts().save(new Fact.Usage("prod", day()));
    database
        .profiles()
        .retain(Duration.ofHours(1), Duration.ofDays(400), Facts.NOW.plus(Duration.ofDays(5)));
    assertThat(one("select count(*) from trimtab.usage")).isEqualTo("576");
    database.profiles().compact();
    database.costs().saveInfrastructure(LocalDate.parse("2026-11-22"), List.of());
    database
        .profiles()
        .retain(Duration.ofHours(1), Duration.ofDays(400), Facts.NOW.plus(Duration.ofDays(5)));
    assertThat(one("select count(*) from trimtab.usage")).isEqualTo("0");
    assertThat(one("select count(*) from trimtab.usage_daily")).isEqualTo("1");
  }

  @Test
  void spot_prices_do_not_depend_on_the_order_they_come_in() {
    var t = Instant.parse("2026-11-20T00:00:00Z");
    database
        .facts()
        .save(Fact.Prices.ofSpot(List.of(spot(t, "0.10"), spot(t.plusSeconds(200), "0.10"))));
    database
        .facts()
        .save(Fact.Prices.ofSpot(List.of(spot(t.plusSeconds(100), "0.20"), spot(t, "0.10"))));
    assertThat(
            database
                .sql()
                .query("select price_per_hour::text from finops.spot_prices order by valid_from")
                .rows())
        .extracting(List::getFirst)
        .containsExactly("0.100000000", "0.200000000", "0.100000000");
    assertThat(one("select count(*) from trimtab.spot_price")).isEqualTo("3");
  }

  private static SpotPrice spot(Instant from, String price) {
    return new SpotPrice("us-east-1", "us-east-1a", "m5.large", from, Money.usd(price));
  }

  @Test
  void a_provider_window_is_replaced_and_equal_rows_are_not_touched() {
    var hour =
        new TimeWindow(
            Instant.parse("2026-11-22T00:00:00Z"), Instant.parse("2026-11-22T01:00:00Z"));
    var scope = new LlmScope("openai", "proj", "key", "", "gpt-4o", "standard", "");
    var usage = new ProviderUsage(scope, hour, Map.of("input_tokens", 10L));
    database.facts().save(new Fact.LlmUsage("openai/main", "openai", hour, List.of(usage)));
    var before = one("select xmin::text from trimtab.llm_usage");
    database.facts().save(new Fact.LlmUsage("openai/main", "openai", hour, List.of(usage)));
    assertThat(one("select xmin::text from trimtab.llm_usage")).isEqualTo(before);
    assertThat(database.llm().usage(hour)).containsExactly(usage);
    database
        .facts()
        .save(
            new Fact.LlmUsage(
                "openai/main",
                "openai",
                hour,
                List.of(new ProviderUsage(scope, hour, Map.of("input_tokens", 12L)))));
    assertThat(one("select counters->>'input_tokens' from trimtab.llm_usage")).isEqualTo("12");

    var cost = new ProviderCost("openai", "proj", "gpt-4o", hour, Money.usd("1.25"));
    database.facts().save(new Fact.LlmCosts("openai/main", "openai", hour, List.of(cost)));
    database.facts().save(new Fact.LlmCosts("openai/main", "openai", hour, List.of(cost)));
    assertThat(database.llm().costs(hour)).containsExactly(cost);
  }

  @Test
  void hostile_names_are_kept_as_they_are() {
    var name = "=cmd('x')\t\\N\nñ\"" + "x".repeat(250);
    var sample = day().getFirst();
    var hostile =
        new UsageSample(
            new dev.trimtab.model.usage.PodContainer(
                new dev.trimtab.model.cluster.WorkloadRef("prod", name, "Deployment", name),
                name,
                name,
                ""),
            sample.start(),
            sample.end(),
            0.1,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            -1,
            -1,
            null);
    database.facts().save(new Fact.Usage("prod", List.of(hostile)));
    assertThat(one("select namespace from trimtab.workload")).isEqualTo(name);
    assertThat(
            one(
                "select coalesce(memory_max::text, 'unknown') || coalesce(oom_kills::text,"
                    + " 'unknown') from trimtab.usage"))
        .isEqualTo("unknownunknown");
  }
}

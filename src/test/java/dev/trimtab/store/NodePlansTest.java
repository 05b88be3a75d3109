package dev.trimtab.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.Plans;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.Problem;
import dev.trimtab.model.plan.ClusterPlan;
import dev.trimtab.model.plan.KeptPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodePlansTest {
  private static final Instant TONIGHT = Facts.NOW;
  private static final Instant TOMORROW = TONIGHT.plus(Duration.ofDays(1));

  private final Database database = TestDatabase.open();
  private final long run =
      database.runs().begin("nightly", TONIGHT, TONIGHT, "pid 1 on host-a").id();

  @AfterEach
  void close() {
    database.close();
  }

  private static KeptPlan kept(ClusterPlan plan) {
    return new KeptPlan(plan, List.of("20% stay free."), "fingerprint of " + plan.cluster());
  }

  @Test
  void what_the_last_run_did_not_plan_is_history_and_not_current() {
    database.nodePlans().save(run, TONIGHT, List.of(kept(Plans.prod(TONIGHT))));
    database.nodePlans().save(run, TOMORROW, List.of(kept(Plans.named("other", TOMORROW))));
    for (var view :
        List.of("node_plans", "node_plan_nodes", "constraint_costs", "node_migration_steps")) {
      assertThat(rows("select distinct cluster from finops." + view))
          .as(view)
          .containsExactly(List.of("other"));
    }
    assertThat(database.nodePlans().latest("prod")).isEmpty();
    assertThat(database.nodePlans().latest()).containsExactly(Plans.named("other", TOMORROW));
    assertThat(rows("select count(*) from finops.node_plan_history")).containsExactly(List.of("2"));
  }

  @Test
  void a_run_that_plans_nothing_leaves_nothing_current() {
    database.nodePlans().save(run, TONIGHT, List.of(kept(Plans.prod(TONIGHT))));
    database.nodePlans().save(run, TOMORROW, List.of());
    assertThat(rows("select count(*) from finops.node_plans")).containsExactly(List.of("0"));
  }

  @Test
  void an_earlier_night_planned_again_is_not_current() {
    database.nodePlans().save(run, TOMORROW, List.of(kept(Plans.prod(TOMORROW))));
    database.nodePlans().save(run, TONIGHT, List.of(kept(Plans.named("other", TONIGHT))));
    assertThat(database.nodePlans().latest()).containsExactly(Plans.prod(TOMORROW));
  }

  @Test
  void a_plan_is_found_by_its_fingerprint_and_by_no_other() {
    database.nodePlans().save(run, TONIGHT, List.of(kept(Plans.prod(TONIGHT))));
    assertThat(database.nodePlans().kept("prod", "fingerprint of prod"))
        .contains(kept(Plans.prod(TONIGHT)));
    assertThat(database.nodePlans().kept("prod", "another")).isEmpty();
    assertThat(database.nodePlans().kept("other", "fingerprint of prod")).isEmpty();
  }

  private List<List<String>> rows(String sql) {
    return database.sql().query(sql).rows();
  }

  @Test
  void a_plan_comes_back_as_it_was_saved() {
    assertThat(database.nodePlans().latest("prod")).isEmpty();
    database.nodePlans().save(run, TONIGHT, List.of(kept(Plans.prod(TONIGHT))));
    assertThat(database.nodePlans().latest("prod")).contains(Plans.prod(TONIGHT));
    assertThat(database.nodePlans().latest()).containsExactly(Plans.prod(TONIGHT));
    assertThat(database.nodePlans().latest("other")).isEmpty();
  }

  @Test
  void what_cannot_be_compared_with_today_saves_nothing_that_is_told() {
    var unpriced = new Problem("nodes/prod", "today", "unpriced-nodes", "1 of 4 has no price");
    database.nodePlans().save(run, TONIGHT, List.of(kept(Plans.prod(TONIGHT, unpriced))));
    assertThat(rows("select count(*), count(all_monthly_savings) from finops.node_plans"))
        .containsExactly(List.of("1", "0"));
  }

  @Test
  void of_earlier_nights_the_figures_are_kept_and_the_same_night_is_replaced() {
    database.nodePlans().save(run, TONIGHT, List.of(kept(Plans.prod(TONIGHT))));
    database.nodePlans().save(run, TOMORROW, List.of(kept(Plans.prod(TOMORROW))));
    database.nodePlans().save(run, TOMORROW, List.of(kept(Plans.prod(TOMORROW))));
    assertThat(database.nodePlans().latest("prod")).contains(Plans.prod(TOMORROW));
    assertThat(rows("select count(*), count(plan) from trimtab.cluster_plan"))
        .containsExactly(List.of("2", "1"));
    assertThat(rows("select count(*) from finops.node_plan_history")).containsExactly(List.of("2"));
    assertThat(rows("select count(*) from finops.node_plans")).containsExactly(List.of("1"));
  }

  @Test
  void views_tell_the_figures_the_nodes_what_rules_cost_and_the_steps() {
    database.nodePlans().save(run, TONIGHT, List.of(kept(Plans.prod(TONIGHT))));
    assertThat(
            rows(
                """
                select cluster, today_nodes, today_per_hour, requested_nodes, recommended_nodes, recommended_per_hour,
                  lower_bound_per_hour, unplaced_pods, nominal_monthly_savings, realizable_monthly_savings,
                  all_monthly_savings
                from finops.node_plans
                """))
        .containsExactly(
            List.of(
                "prod",
                "4",
                "0.768000000",
                "3",
                "2",
                "0.384000000",
                "0.380000000",
                "1",
                "210.500000000",
                "140.160000000",
                "280.320000000"));
    assertThat(
            rows(
                """
                select plan, instance_type, zone, capacity_type, arch, nodes, price_per_hour, pods_per_node, pods
                from finops.node_plan_nodes order by plan
                """))
        .containsExactly(
            List.of(
                "recommended",
                "m5.xlarge",
                "us-east-1a",
                "on-demand",
                "amd64",
                "2",
                "0.192",
                "4",
                "{\"shop/Deployment/web\": 4}"),
            List.of(
                "requested",
                "m5.xlarge",
                "us-east-1a",
                "on-demand",
                "amd64",
                "3",
                "0.192",
                "4",
                "{\"shop/Deployment/web\": 4}"));
    assertThat(rows("select kind, workload, monthly_cost, words from finops.constraint_costs"))
        .containsExactly(List.of("zone-spread", "web", "41", "Its spread costs $41 a month."));
    assertThat(rows("select step, action, node, capacity_type from finops.node_migration_steps"))
        .containsExactly(List.of("1", "drain", "n4", "on-demand"));
  }
}

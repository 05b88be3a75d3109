package dev.trimtab.app.explain;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.plan.ClusterPlan;
import dev.trimtab.model.plan.ClusterPlan.Layout;
import dev.trimtab.place.patch.GroupSize;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A cluster's plan for programs: all of it, money in its one currency, per hour or month as each
/// name says.
public final class PlanRows {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// The keys of [#group(GroupSize)].
  public static final List<String> GROUP_COLUMNS =
      List.of(
          "name",
          "instance_type",
          "arch",
          "zone",
          "capacity_type",
          "nodes",
          "price_per_hour",
          "price_per_month",
          "currency");

  private PlanRows() {}

  /// A JSON object.
  public static String json(ClusterPlan plan, ClusterAdvice advice) {
    var all = new LinkedHashMap<String, @Nullable Object>();
    all.put("cluster", plan.cluster());
    all.put("as_of", plan.asOf().toString());
    all.put("currency", plan.today().currency().getCurrencyCode());
    all.put("today", today(plan));
    all.put("as_requested", layout(plan.asRequested()));
    all.put("as_recommended", layout(plan.asRecommended()));
    all.put("nominal_monthly_savings", number(plan.nominalMonthly()));
    all.put("realizable_monthly_savings", number(plan.realizableMonthly()));
    all.put("notes", advice.notes());
    all.put("savings", advice.savings().stream().map(PlanRows::saving).toList());
    all.put("constraints", plan.constraints().stream().map(PlanRows::constraint).toList());
    all.put("migration", plan.migration().stream().map(PlanRows::step).toList());
    all.put("problems", plan.problems());
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all);
  }

  private static Map<String, @Nullable Object> today(ClusterPlan plan) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    row.put("nodes", plan.todayNodes());
    row.put("price_per_hour", number(plan.today()));
    row.put("price_per_month", number(Monthly.of(plan.today())));
    return row;
  }

  private static Map<String, @Nullable Object> layout(Layout layout) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    row.put("nodes", layout.nodeCount());
    row.put("price_per_hour", number(layout.price()));
    row.put("price_per_month", number(Monthly.of(layout.price())));
    row.put("lower_bound_per_hour", number(layout.lowerBound()));
    // JSON has no infinity: what nothing is proven of is null
    row.put("gap", Double.isFinite(layout.gap()) ? layout.gap() : null);
    row.put("node_groups", GroupSize.of(layout).stream().map(PlanRows::group).toList());
    row.put(
        "unplaced",
        layout.unplaced().stream()
            .map(each -> {
              var unplaced = workload(each.workload());
              unplaced.put("replicas", each.replicas());
              unplaced.put("reason", each.reason());
              return unplaced;
            })
            .toList());
    return row;
  }

  /// A group of nodes, as `trimtab patch --format node-groups --output json` has it, too.
  public static Map<String, @Nullable Object> group(GroupSize group) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    row.put("name", group.name());
    row.put("instance_type", group.instanceType());
    row.put("arch", group.arch());
    row.put("zone", group.zone());
    row.put("capacity_type", group.capacityType().label());
    row.put("nodes", group.nodes());
    row.put("price_per_hour", number(group.price()));
    row.put("price_per_month", number(Monthly.of(group.price())));
    row.put("currency", group.price().currency().getCurrencyCode());
    return row;
  }

  private static Map<String, @Nullable Object> saving(WorkloadSaving saving) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    row.put("workload", saving.workload());
    row.put("team", saving.team());
    row.put("nominal_monthly_savings", number(saving.nominal()));
    row.put("realizable_monthly_savings", number(saving.realizable()));
    return row;
  }

  private static Map<String, @Nullable Object> constraint(ClusterPlan.ConstraintCost cost) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    row.put("kind", cost.kind());
    row.putAll(workload(cost.workload()));
    row.put("monthly", number(cost.monthly()));
    row.put("words", cost.words());
    return row;
  }

  private static Map<String, @Nullable Object> step(ClusterPlan.MigrationStep step) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    row.put("action", step.action());
    row.put("node", step.node());
    row.put("instance_type", step.instanceType());
    row.put("zone", step.zone());
    row.put("capacity_type", step.capacityType().label());
    row.put("count", step.count());
    row.put("words", step.words());
    return row;
  }

  private static Map<String, @Nullable Object> workload(WorkloadRef workload) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    row.put("namespace", workload.namespace());
    row.put("workload_kind", workload.kind());
    row.put("workload", workload.name());
    return row;
  }

  private static @Nullable BigDecimal number(@Nullable Money money) {
    return money == null ? null : money.stored().amount();
  }
}

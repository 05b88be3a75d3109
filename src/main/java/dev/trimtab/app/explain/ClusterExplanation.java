package dev.trimtab.app.explain;

import dev.trimtab.model.plan.ClusterPlan;
import dev.trimtab.model.plan.ClusterPlan.Layout;
import dev.trimtab.place.patch.GroupSize;
import dev.trimtab.units.Money;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// A cluster's plan as a person reads it: what its nodes cost, what they might, why, and what to do
/// first.
public final class ClusterExplanation {
  private static final int MOST = 10;
  private static final int FIRST_STEPS = 5;
  private static final String STAYS = "keep";
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private ClusterExplanation() {}

  /// Its lines; what is long is cut, with how much there is.
  ///
  /// @param advice of the same night
  public static List<String> lines(ClusterPlan plan, ClusterAdvice advice) {
    var lines = new ArrayList<String>();
    lines.add("Cluster %s, plan of %s".formatted(plan.cluster(), MINUTE.format(plan.asOf())));
    lines.add("");
    lines.addAll(costs(plan));
    lines.add("");
    lines.addAll(PlanSavings.lines(plan, advice.notes()));
    section(lines, "Nodes of the plan with recommended requests:", groups(plan.asRecommended()));
    section(
        lines,
        WorkloadSavingLines.title(advice.savings()),
        WorkloadSavingLines.of(advice.savings()));
    section(
        lines,
        "Dearest constraints (what would be saved without each, all else equal):",
        listed(plan.constraints(), MOST, each -> "- " + each.words()));
    section(lines, way(plan), migration(plan));
    section(
        lines,
        "No place for:",
        listed(
            plan.asRecommended().unplaced(),
            MOST,
            each ->
                "- %s %s/%s/%s: %s"
                    .formatted(
                        counted(each.replicas(), "replica of", "replicas of"),
                        each.workload().namespace(),
                        each.workload().kind(),
                        each.workload().name(),
                        each.reason())));
    section(
        lines,
        "What could not be counted in:",
        listed(
            plan.problems(), MOST, each -> "- %s: %s".formatted(each.subject(), each.message())));
    lines.add("");
    lines.add(
        "Apply with: trimtab patch cluster/%s --format karpenter (or eksctl, or node-groups)"
            .formatted(plan.cluster()));
    return lines;
  }

  private static void section(List<String> lines, String title, List<String> content) {
    if (!content.isEmpty()) {
      lines.add("");
      lines.add(title);
      lines.addAll(content);
    }
  }

  private static List<String> costs(ClusterPlan plan) {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "",
            "nodes",
            plan.today().currency().getCurrencyCode() + " a month",
            "proven least",
            "gap"));
    rows.add(
        List.of(
            "today",
            "%,d".formatted(plan.todayNodes()),
            Monthly.figure(Monthly.of(plan.today())),
            "",
            ""));
    rows.add(row("planned with today's requests", plan.asRequested()));
    rows.add(row("planned with recommended requests", plan.asRecommended()));
    var lines = new ArrayList<>(new Columns(List.of(0), rows).lines());
    lines.add(
        "No plan that places as much costs less than the proven least: the gap is the most that a better one could save.");
    return lines;
  }

  private static List<String> row(String name, Layout layout) {
    return List.of(
        name,
        "%,d".formatted(layout.nodeCount()),
        Monthly.figure(Monthly.of(layout.price())),
        Monthly.figure(Monthly.of(layout.lowerBound())),
        Double.isFinite(layout.gap())
            ? String.format(Locale.ROOT, "%.2f%%", 100 * layout.gap())
            : "not proven");
  }

  /// The dearest first.
  private static List<String> groups(Layout layout) {
    var groups =
        GroupSize.of(layout).stream()
            .sorted(
                Comparator.comparing((GroupSize group) -> group.price().amount())
                    .reversed()
                    .thenComparing(GroupSize::name))
            .toList();
    var rows = new ArrayList<List<String>>();
    for (var group : groups.subList(0, Math.min(MOST, groups.size()))) {
      rows.add(
          List.of(
              "%,d x".formatted(group.nodes()),
              group.instanceType(),
              group.arch(),
              group.zone(),
              group.capacityType().label(),
              Monthly.amount(Monthly.of(group.price())) + " a month"));
    }
    var lines = new ArrayList<>(new Columns(List.of(1, 2, 3, 4), rows).lines());
    if (groups.size() > MOST) {
      var rest = groups.subList(MOST, groups.size());
      lines.add(
          "  and %s more in %s for %s a month"
              .formatted(
                  counted(rest.stream().mapToInt(GroupSize::nodes).sum(), "node", "nodes"),
                  counted(rest.size(), "group", "groups"),
                  Monthly.amount(
                      Monthly.of(
                          rest.stream().map(GroupSize::price).reduce(Money::plus).orElseThrow()))));
    }
    return lines;
  }

  private static List<ClusterPlan.MigrationStep> steps(ClusterPlan plan) {
    return plan.migration().stream().filter(step -> !step.action().equals(STAYS)).toList();
  }

  private static String way(ClusterPlan plan) {
    int steps = steps(plan).size();
    int staying =
        plan.migration().stream()
            .filter(step -> step.action().equals(STAYS))
            .mapToInt(ClusterPlan.MigrationStep::count)
            .sum();
    return "From today's nodes to these%s%s:"
        .formatted(
            staying == 0 ? ", " : " (%s), ".formatted(counted(staying, "stays", "stay")),
            steps <= FIRST_STEPS
                ? counted(steps, "step", "steps")
                : "the first of %,d steps (all with --output json)".formatted(steps));
  }

  private static List<String> migration(ClusterPlan plan) {
    var steps = steps(plan);
    var lines = new ArrayList<String>();
    for (int i = 0; i < Math.min(FIRST_STEPS, steps.size()); i++) {
      lines.add("  %d. %s".formatted(i + 1, steps.get(i).words()));
    }
    return lines;
  }

  static <T> List<String> listed(List<T> all, int most, Function<T, String> words) {
    var lines = new ArrayList<String>();
    for (var each : all.subList(0, Math.min(most, all.size()))) {
      lines.add("  " + words.apply(each));
    }
    if (all.size() > most) {
      lines.add("  and %,d more (all with --output json)".formatted(all.size() - most));
    }
    return lines;
  }

  private static String counted(int number, String one, String many) {
    return "%,d %s".formatted(number, number == 1 ? one : many);
  }
}

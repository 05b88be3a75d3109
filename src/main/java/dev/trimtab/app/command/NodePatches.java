package dev.trimtab.app.command;

import dev.trimtab.app.explain.PlanRows;
import dev.trimtab.model.plan.ClusterPlan;
import dev.trimtab.model.price.InstanceType;
import dev.trimtab.place.patch.EksNodeGroups;
import dev.trimtab.place.patch.GroupSize;
import dev.trimtab.place.patch.KarpenterNodePools;
import dev.trimtab.store.Database;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// Prints a cluster's plan as something to apply.
final class NodePatches {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private NodePatches() {}

  /// How a plan is written.
  enum Format {
    /// NodePools, which stay among the planned types and zones.
    KARPENTER,
    /// Managed node groups of EKS, exactly as planned.
    EKSCTL,
    /// Sizes for node groups of any kind, as a table.
    NODE_GROUPS;

    static Optional<Format> of(String word) {
      return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst();
    }

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String words() {
      return "karpenter, eksctl or node-groups";
    }
  }

  /// The cluster that a target names.
  ///
  /// @throws IllegalArgumentException when it names none, or one that nobody knows
  static String cluster(Optional<String> target, Format format, List<String> known) {
    var name = target.flatMap(Clusters::named);
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "--format %s is for the nodes of a cluster: name one, as in trimtab patch cluster/%s --format %s"
              .formatted(
                  format.word(), known.isEmpty() ? "NAME" : known.getFirst(), format.word()));
    }
    if (!known.contains(name.get())) {
      throw Clusters.unknown(name.get(), known);
    }
    return name.get();
  }

  static void print(
      Session session, Database database, String cluster, Format format, String nodeClass) {
    var plan =
        Clusters.plan(database, cluster)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "no plan was made for the nodes of %s yet. Maybe run trimtab nightly, or trimtab optimize"
                        .formatted(cluster)));
    print(session, plan, format, database.prices()::types, nodeClass);
  }

  static void print(
      Session session,
      ClusterPlan plan,
      Format format,
      Supplier<List<InstanceType>> types,
      String nodeClass) {
    switch (format) {
      case KARPENTER ->
          session.say(KarpenterNodePools.of(plan, types.get(), nodeClass).stripTrailing());
      case EKSCTL -> session.say(EksNodeGroups.of(plan).stripTrailing());
      case NODE_GROUPS -> sizes(session, GroupSize.of(plan.asRecommended()));
    }
  }

  private static void sizes(Session session, List<GroupSize> groups) {
    if (session.output() == Table.Format.json) {
      session.say(
          JSON.writerWithDefaultPrettyPrinter()
              .writeValueAsString(groups.stream().map(PlanRows::group).toList()));
      return;
    }
    session.print(
        new Table(PlanRows.GROUP_COLUMNS, groups.stream().map(NodePatches::cells).toList()));
  }

  private static List<String> cells(GroupSize group) {
    return PlanRows.group(group).values().stream()
        .map(value ->
            value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value))
        .collect(Collectors.toList());
  }
}

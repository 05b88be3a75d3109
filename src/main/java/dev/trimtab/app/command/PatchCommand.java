package dev.trimtab.app.command;

import dev.trimtab.app.Wiring;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.pipeline.StoredResize;
import dev.trimtab.rightsize.ResizePatch.Format;
import dev.trimtab.store.Database;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Prints recommendations as something to apply, one patch for all containers of a workload, or the
/// plan of a cluster's nodes.
@Command(
    name = "patch",
    description = "Print open resizes as patches, or a cluster's node plan.",
    footer = {
      "",
      "Example: trimtab patch checkout/cart --format kustomize",
      "         trimtab patch checkout/cart --format in-place | sh",
      "         trimtab patch cluster/production --format karpenter"
    })
final class PatchCommand implements Callable<Integer> {
  /// Kinds of recommendations that tell what a container asks for and leave it so.
  private static final Set<String> STAYING = Set.of("keep", "insufficient-data", "idle");

  @Mixin private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "TARGET",
      description =
          "namespace/workload or cluster/namespace/workload (default: all), or the word cluster/NAME for its nodes")
  private @Nullable String target;

  @Option(
      names = "--format",
      description =
          "kubectl, kustomize, helm-values or in-place (default: kubectl); of a cluster's nodes karpenter, eksctl or node-groups")
  private @Nullable String format;

  @Option(
      names = "--node-class",
      paramLabel = "NAME",
      description = "the EC2NodeClass that Karpenter launches from (default: ${DEFAULT-VALUE})",
      defaultValue = "default")
  private String nodeClass = "default";

  PatchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var nodes = Optional.ofNullable(format).flatMap(NodePatches.Format::of);
    if (nodes.isPresent()) {
      return nodes(nodes.get());
    }
    var how = format();
    refuseTables();
    try (var wiring = Wiring.of(session.config(), session.clock())) {
      var open = wiring.database().recommendations().open();
      var chosen = target == null ? open : workload(wiring.database(), open, target);
      Map<String, String> versions =
          how == Format.IN_PLACE ? versions(wiring.database()) : Map.of();
      var patches = new ArrayList<String>();
      for (var rows : byWorkload(chosen).values()) {
        var resizes = rows.stream().filter(r -> r.kind().equals("resize")).toList();
        if (!resizes.isEmpty()) {
          var staying = rows.stream().filter(r -> STAYING.contains(r.kind())).toList();
          var version = versions.getOrDefault(resizes.getFirst().cluster(), "");
          patches.add(StoredResize.patch(resizes, how, staying, version).stripTrailing());
        }
      }
      print(patches, how);
      return Exit.DONE;
    }
  }

  private int nodes(NodePatches.Format how) {
    if (how != NodePatches.Format.NODE_GROUPS) {
      refuseTables();
    }
    try (var wiring = Wiring.of(session.config(), session.clock())) {
      var database = wiring.database();
      var cluster = NodePatches.cluster(Optional.ofNullable(target), how, Clusters.known(database));
      NodePatches.print(session, database, cluster, how, nodeClass);
      return Exit.DONE;
    }
  }

  private void refuseTables() {
    if (session.output() != Table.Format.table) {
      throw new IllegalArgumentException(
          "--output %s: a patch is no table. Choose how it is written with --format; trimtab explain TARGET --output %s has it as a field"
              .formatted(session.output(), session.output()));
    }
  }

  /// The recommendations of a target that may not be a cluster.
  private List<Recommendation> workload(
      Database database, List<Recommendation> open, String target) {
    var cluster = Clusters.named(target);
    if (cluster.isPresent() && !Targets.anyOf(open, target)) {
      var known = Clusters.known(database);
      throw known.contains(cluster.get())
          ? new IllegalArgumentException(
              "%s is a cluster%s. Its nodes come as --format %s, for example: trimtab patch %s --format karpenter"
                  .formatted(
                      target,
                      format == null ? "" : ", and --format " + format + " is for workloads",
                      NodePatches.Format.words(),
                      target))
          : Clusters.unknown(cluster.get(), known);
    }
    return Targets.find(open, target);
  }

  private static Map<String, String> versions(Database database) {
    return database.inventories().present().stream()
        .collect(Collectors.toMap(ClusterInventory::cluster, ClusterInventory::version));
  }

  /// In the order in which they come, the largest savings first.
  private static Map<WorkloadRef, List<Recommendation>> byWorkload(List<Recommendation> rows) {
    var grouped = new LinkedHashMap<WorkloadRef, List<Recommendation>>();
    for (var r : rows) {
      grouped
          .computeIfAbsent(
              new WorkloadRef(r.cluster(), r.namespace(), r.workloadKind(), r.workload()),
              _ -> new ArrayList<>())
          .add(r);
    }
    return grouped;
  }

  /// Files follow one another, as YAML documents do.
  private void print(List<String> patches, Format how) {
    boolean documents = how == Format.KUSTOMIZE || how == Format.HELM_VALUES;
    if (how == Format.KUSTOMIZE && patches.stream().anyMatch(PatchCommand::holdsMore)) {
      session.say(
          "# For kustomization.yaml, as in patches: [{path: THIS_FILE}]; give a TARGET for less, since kustomize refuses a patch of what it does not build.");
    }
    for (int i = 0; i < patches.size(); i++) {
      if (documents && i > 0) {
        session.say("---");
      }
      session.say(patches.get(i));
    }
  }

  /// Than comments, of which alone kustomize makes nothing.
  private static boolean holdsMore(String patch) {
    return patch.lines().anyMatch(line -> !line.startsWith("#"));
  }

  private Format format() {
    if (format == null) {
      return Format.KUBECTL;
    }
    for (var known : Format.values()) {
      if (known.name().replace('_', '-').toLowerCase(Locale.ROOT).equals(format)) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "\"%s\" is no format; wanted kubectl, kustomize, helm-values or in-place, or of a cluster's nodes %s"
            .formatted(format, NodePatches.Format.words()));
  }
}

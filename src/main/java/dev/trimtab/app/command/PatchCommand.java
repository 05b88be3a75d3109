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
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Prints recommendations as something to apply, one patch for all containers of a workload.
@Command(
    name = "patch",
    description = "Print open resizes as patches.",
    footer = {
      "",
      "Example: trimtab patch checkout/cart --format kustomize",
      "         trimtab patch checkout/cart --format in-place | sh"
    })
final class PatchCommand implements Callable<Integer> {
  /// Kinds of recommendations that tell what a container asks for and leave it so.
  private static final Set<String> STAYING = Set.of("keep", "insufficient-data", "idle");

  @Mixin private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "TARGET",
      description = "namespace/workload or cluster/namespace/workload (default: all)")
  private @Nullable String target;

  @Option(
      names = "--format",
      description = "kubectl, kustomize, helm-values or in-place (default: ${DEFAULT-VALUE})",
      defaultValue = "kubectl")
  private String format = "kubectl";

  PatchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var how = format();
    if (session.output() != Table.Format.table) {
      throw new IllegalArgumentException(
          "--output %s: a patch is no table. Choose how it is written with --format; trimtab explain TARGET --output %s has it as a field"
              .formatted(session.output(), session.output()));
    }
    try (var wiring = Wiring.of(session.config(), session.clock())) {
      var open = wiring.database().recommendations().open();
      var chosen = target == null ? open : Targets.find(open, target);
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
    for (var known : Format.values()) {
      if (known.name().replace('_', '-').toLowerCase(Locale.ROOT).equals(format)) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "\"%s\" is no format; wanted kubectl, kustomize, helm-values or in-place"
            .formatted(format));
  }
}

package dev.trimtab.rightsize.patch;

import dev.trimtab.model.cluster.Container.Role;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.patch.Text;
import dev.trimtab.rightsize.patch.InPlaceSizes.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Resizes of running pods that restart none of them, for clusters that can.
///
/// Pods come and go, so the commands ask the cluster for them when they run.
public final class InPlace {
  /// Kinds whose pods the cluster can be asked for.
  private static final Set<String> REACHED =
      Set.of(
          "Deployment",
          "StatefulSet",
          "ReplicaSet",
          "ReplicationController",
          "DeploymentConfig",
          "Rollout",
          "DaemonSet",
          "Job",
          "Pod");

  private static final String MATCH_LABELS =
      "go-template={{range $key, $value := .spec.selector.matchLabels}}{{$key}}={{$value}},{{end}}";

  private InPlace() {}

  /// Commands for a POSIX shell; comments alone where pods cannot be resized, with the reason.
  ///
  /// @param resizes of containers of one workload, at least one
  public static String of(List<Finding.Resize> resizes, Running running) {
    var workload = resizes.getFirst().workload();
    var version = ServerVersion.of(running.version());
    if (version.isEmpty() || !version.get().isAtLeast(ServerVersion.RESIZES_IN_PLACE)) {
      return tooOld(workload, running.version());
    }
    if (!REACHED.contains(workload.kind())) {
      return notReached(workload);
    }
    var sizes = InPlaceSizes.of(resizes, running.beside(), version.get());
    var notes = sizes.notes().stream().map("# %s\n"::formatted).collect(Collectors.joining());
    if (sizes.sizes().isEmpty()) {
      return notes
          + "# %s: nothing to resize in place; trimtab patch --format kubectl changes its template.\n"
              .formatted(Remarks.name(workload));
    }
    return head(workload, version.get())
        + notes
        + commands(workload, Text.json(body(sizes.sizes())))
        + Autoscaling.kubectl(resizes);
  }

  private static String tooOld(WorkloadRef workload, String version) {
    return "# %s: resizing pods in place needs Kubernetes %s or later; cluster %s %s.\n"
        .formatted(
            Remarks.name(workload),
            ServerVersion.RESIZES_IN_PLACE,
            Text.oneLine(workload.cluster()),
            version.isBlank()
                ? "does not say which version it runs (trimtab collect asks it)"
                : "runs " + Text.oneLine(version));
  }

  private static String head(WorkloadRef workload, ServerVersion version) {
    var owned =
        Target.immutable(workload.kind())
            ? ""
            : "# The %s has to be changed, too (trimtab patch --format kubectl), or its next rollout undoes this.\n"
                .formatted(Text.oneLine(workload.kind()));
    return "# %s in place: Kubernetes %s, kubectl 1.32 or later. A pod that has to wait says PodResizePending.\n"
            .formatted(Remarks.name(workload), version)
        + owned;
  }

  private static String notReached(WorkloadRef workload) {
    var why =
        switch (workload.kind()) {
          case "CronJob" -> "each run makes new pods, which take the patched template";
          case "StaticPod" -> "its pods mirror a file on their node";
          default -> "its pods belong to an operator, which would undo it";
        };
    return "# %s is not resized in place: %s.\n".formatted(Remarks.name(workload), why);
  }

  private static String commands(WorkloadRef workload, String patch) {
    var kubectl = Kubectl.to(workload);
    var name = Text.shell(workload.name());
    var resize = " --subresource resize --type strategic --patch " + Text.shell(patch);
    return switch (workload.kind()) {
      case "Pod" -> kubectl + " patch pod " + name + resize + "\n";
      case "Job" -> each(kubectl, "batch.kubernetes.io/job-name=" + name, resize);
      // its scale cannot be asked for
      case "DaemonSet" ->
          each(
              kubectl,
              "$(%s get daemonset.apps %s --output '%s')".formatted(kubectl, name, MATCH_LABELS),
              resize);
      default ->
          each(
              kubectl,
              "$(%s get %s %s --subresource scale --output 'jsonpath={.status.selector}')"
                  .formatted(
                      kubectl, Target.of(workload.kind()).map(Target::resource).orElse(""), name),
              resize);
    };
  }

  /// Without a selector all pods of the namespace would be meant: then nothing is done.
  private static String each(String kubectl, String selector, String resize) {
    return """
    selector=%s
    [ -n "$selector" ] && %s get pods --selector "${selector%%,}" --field-selector status.phase=Running --output name |
      while read -r pod; do %s patch "$pod"%s; done
    """
        .formatted(selector, kubectl, kubectl, resize);
  }

  private static Map<String, @Nullable Object> body(List<Size> sizes) {
    var lists = new LinkedHashMap<String, @Nullable Object>();
    put(lists, "containers", sizes, Role.APP);
    put(lists, "initContainers", sizes, Role.SIDECAR);
    return Body.one("spec", lists);
  }

  private static void put(
      Map<String, @Nullable Object> lists, String name, List<Size> sizes, Role role) {
    var containers =
        sizes.stream()
            .filter(size -> size.resize().role() == role)
            .map(size ->
                Body.container(
                    size.resize().container().container(),
                    Body.resources(size.resize().current(), size.to())))
            .toList();
    if (!containers.isEmpty()) {
      lists.put(name, containers);
    }
  }
}

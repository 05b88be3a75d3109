package dev.trimtab.rightsize;

import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A resize as a patch of the object that owns the workload.
public final class ResizePatch {
  private static final Map<String, String> API_VERSIONS =
      Map.of(
          "Deployment", "apps/v1",
          "StatefulSet", "apps/v1",
          "DaemonSet", "apps/v1",
          "ReplicaSet", "apps/v1",
          "CronJob", "batch/v1",
          "Rollout", "argoproj.io/v1alpha1",
          "DeploymentConfig", "apps.openshift.io/v1");
  private static final Set<String> IMMUTABLE = Set.of("Job", "Pod", "StaticPod");

  private ResizePatch() {}

  /// A strategic-merge patch in YAML, of one container; a comment instead where there is nothing to
  /// apply it to.
  public static String yaml(Finding.Resize resize) {
    var workload = resize.workload();
    var api = API_VERSIONS.get(workload.kind());
    if (api == null) {
      return refusal(resize);
    }
    var lines = new ArrayList<String>();
    lines.add("apiVersion: " + api);
    lines.add("kind: " + workload.kind());
    lines.add("metadata:");
    lines.add("  name: " + quoted(workload.name()));
    lines.add("  namespace: " + quoted(workload.namespace()));
    lines.add("spec:");
    var indent = "  ";
    if (workload.kind().equals("CronJob")) {
      lines.add("  jobTemplate:");
      lines.add("    spec:");
      indent = "      ";
    }
    lines.add(indent + "template:");
    lines.add(indent + "  spec:");
    lines.add(indent + "    containers:");
    lines.add(indent + "      - name: " + quoted(resize.container().container()));
    resources(resize.proposed())
        .forEach(line ->
            lines.add(
                "        " + "  ".repeat((workload.kind().equals("CronJob") ? 3 : 1)) + line));
    return String.join("\n", lines) + "\n";
  }

  /// A fragment of Helm values; where it goes depends on the chart.
  public static String helmValues(Finding.Resize resize) {
    var lines = new ArrayList<String>();
    lines.add(
        "# %s: check your chart for the key that these resources stand under."
            .formatted(oneLine(resize.container().toString())));
    lines.addAll(resources(resize.proposed()));
    return String.join("\n", lines) + "\n";
  }

  /// A command that applies the patch.
  public static String kubectl(Finding.Resize resize) {
    var workload = resize.workload();
    if (!API_VERSIONS.containsKey(workload.kind())) {
      return refusal(resize);
    }
    return "kubectl --context %s apply --server-side --field-manager trimtab --force-conflicts -f - <<'PATCH'\n%sPATCH\n"
        .formatted(shell(workload.cluster()), yaml(resize));
  }

  private static String refusal(Finding.Resize resize) {
    var workload = resize.workload();
    if (IMMUTABLE.contains(workload.kind())) {
      return "# %s %s/%s cannot be changed in place: change what creates it.\n"
          .formatted(workload.kind(), oneLine(workload.namespace()), oneLine(workload.name()));
    }
    return "# %s %s/%s belongs to an operator, which would undo a patch of its pods: set the resources of container %s (%s) in its spec.\n"
        .formatted(
            oneLine(workload.kind()),
            oneLine(workload.namespace()),
            oneLine(workload.name()),
            oneLine(resize.container().container()),
            oneLine(String.join(" ", resources(resize.proposed())).replaceAll(" +", " ")));
  }

  private static List<String> resources(Resources r) {
    var lines = new ArrayList<String>();
    lines.add("resources:");
    lines.add("  requests:");
    if (r.cpuRequest() != null) {
      lines.add("    cpu: " + r.cpuRequest());
    }
    if (r.memoryRequest() != null) {
      lines.add("    memory: " + r.memoryRequest());
    }
    if (r.cpuLimit() != null || r.memoryLimit() != null) {
      lines.add("  limits:");
    }
    if (r.cpuLimit() != null) {
      lines.add("    cpu: " + r.cpuLimit());
    }
    if (r.memoryLimit() != null) {
      lines.add("    memory: " + r.memoryLimit());
    }
    return lines;
  }

  /// A YAML scalar that no name can break out of.
  private static String quoted(String text) {
    return text.matches("[a-z]([-a-z0-9.]*[a-z0-9])?")
            && !Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n").contains(text)
        ? text
        : '"' + oneLine(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String shell(String text) {
    return "'" + oneLine(text).replace("'", "'\\''") + "'";
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}

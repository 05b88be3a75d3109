package dev.trimtab.rightsize.patch;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.patch.Text;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Commands that apply resizes, to the kubeconfig context that is named like the cluster.
public final class Kubectl {
  private Kubectl() {}

  /// One command for all containers of a workload, and one for its autoscaler.
  ///
  /// @param resizes of containers of one workload, at least one
  public static String of(List<Finding.Resize> resizes) {
    return owner(resizes) + Remarks.injected(resizes) + Autoscaling.kubectl(resizes);
  }

  private static String owner(List<Finding.Resize> resizes) {
    var sized = resizes.stream().filter(resize -> !Injection.unknown(resize)).toList();
    if (sized.isEmpty()) {
      return "";
    }
    var workload = sized.getFirst().workload();
    var target = Target.of(workload.kind());
    if (target.isEmpty()) {
      return Remarks.noTarget(sized);
    }
    if (target.get().mergesByName()) {
      return patch(workload, target.get().resource(), "strategic", Body.spec(sized));
    }
    var injected = sized.stream().filter(resize -> Injection.of(resize).isPresent()).toList();
    return sized.stream()
            .filter(resize -> Injection.of(resize).isEmpty())
            .map(resize ->
                "# kubectl would replace all containers of %s by this one: %s in its manifest.\n"
                    .formatted(Remarks.name(workload), Remarks.set(resize)))
            .collect(Collectors.joining())
        // annotations are a map, which merges whatever the API knows of it
        + (injected.isEmpty()
            ? ""
            : patch(workload, target.get().resource(), "merge", Body.spec(injected)));
  }

  private static String patch(
      WorkloadRef workload, String resource, String type, Map<String, @Nullable Object> body) {
    return "%s patch %s %s --type %s --patch %s\n"
        .formatted(
            to(workload), resource, Text.shell(workload.name()), type, Text.shell(Text.json(body)));
  }

  /// How every command begins.
  static String to(WorkloadRef workload) {
    return "kubectl --context %s --namespace %s"
        .formatted(Text.shell(workload.cluster()), Text.shell(workload.namespace()));
  }
}

package dev.trimtab.rightsize.patch;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.patch.Text;
import java.util.List;
import java.util.stream.Collectors;

/// Comments in place of a patch, each naming the object, what to set, and where.
final class Remarks {
  private Remarks() {}

  /// Why an object of no kind that [Target] knows is not patched; a line per container.
  static String noTarget(List<Finding.Resize> resizes) {
    return resizes.stream().map(Remarks::noTarget).collect(Collectors.joining());
  }

  private static String noTarget(Finding.Resize resize) {
    var workload = resize.workload();
    if (Target.immutable(workload.kind())) {
      return "# %s cannot be changed in place: %s in what creates it.\n"
          .formatted(name(workload), set(resize));
    }
    return "# %s belongs to an operator, which would undo a patch of its pods: %s in its spec.\n"
        .formatted(name(workload), set(resize));
  }

  /// Where the size of injected containers is set that no annotation is known for; empty without
  /// any.
  static String injected(List<Finding.Resize> resizes) {
    return resizes.stream()
        .filter(Injection::unknown)
        .map(resize ->
            "# Container %s of %s is injected by a webhook and stands in no template: set %s in the configuration of what injects it.\n"
                .formatted(
                    Text.oneLine(resize.container().container()),
                    name(resize.workload()),
                    settings(resize)))
        .collect(Collectors.joining());
  }

  /// What to set, in words.
  static String set(Finding.Resize resize) {
    var annotations = Injection.annotations(List.of(resize));
    return annotations.isEmpty()
        ? "set %s for container %s"
            .formatted(settings(resize), Text.oneLine(resize.container().container()))
        : "set the pod annotations " + Text.oneLine(Text.json(annotations));
  }

  private static String settings(Finding.Resize resize) {
    return Text.oneLine(Text.json(Body.resources(resize)));
  }

  /// Kind, and the target that `trimtab patch` takes: namespaces of a name stand in many clusters.
  static String name(WorkloadRef workload) {
    return name(workload.kind(), workload, workload.name());
  }

  /// The same of an object beside a workload.
  static String name(String kind, WorkloadRef beside, String name) {
    return Text.oneLine("%s %s/%s/%s".formatted(kind, beside.cluster(), beside.namespace(), name));
  }
}

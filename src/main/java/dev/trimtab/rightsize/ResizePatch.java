package dev.trimtab.rightsize;

import dev.trimtab.model.finding.Finding;
import dev.trimtab.rightsize.patch.Body;
import dev.trimtab.rightsize.patch.Target;
import dev.trimtab.rightsize.patch.Text;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// A resize as a patch of the object that owns the workload.
public final class ResizePatch {
  private ResizePatch() {}

  /// How a patch is written.
  public enum Format {
    /// A command that applies it.
    KUBECTL,
    /// A strategic-merge patch file.
    KUSTOMIZE,
    /// A fragment of a chart's values.
    HELM_VALUES
  }

  /// The patch, ready to apply; a comment that says why where there is nothing to apply it to.
  public static String of(Format format, Finding.Resize resize) {
    return switch (format) {
      case KUBECTL -> kubectl(resize);
      case KUSTOMIZE -> yaml(resize);
      case HELM_VALUES -> helmValues(resize);
    };
  }

  /// A strategic-merge patch in YAML, of one container; a comment instead where there is nothing to
  /// apply it to.
  public static String yaml(Finding.Resize resize) {
    var target = Target.of(resize.workload().kind());
    if (target.isEmpty()) {
      return refusal(resize);
    }
    var metadata = new LinkedHashMap<String, @Nullable Object>();
    metadata.put("name", resize.workload().name());
    metadata.put("namespace", resize.workload().namespace());
    var patch = new LinkedHashMap<String, @Nullable Object>();
    patch.put("apiVersion", target.get().apiVersion());
    patch.put("kind", resize.workload().kind());
    patch.put("metadata", metadata);
    patch.putAll(Body.spec(resize));
    var warning =
        target.get().mergesByName()
            ? ""
            : "# A custom resource: kustomize merges its containers by name only with its OpenAPI schema configured.\n";
    return warning + Text.yaml(patch);
  }

  /// A fragment of Helm values; where it goes depends on the chart.
  public static String helmValues(Finding.Resize resize) {
    var resources = new LinkedHashMap<String, @Nullable Object>();
    resources.put("resources", Body.resources(resize));
    return "# %s: check your chart for the key that these resources stand under.\n"
            .formatted(Text.oneLine(resize.container().toString()))
        + Text.yaml(resources);
  }

  /// A command that applies the patch, to the kubeconfig context that is named like the cluster.
  public static String kubectl(Finding.Resize resize) {
    var workload = resize.workload();
    var target = Target.of(workload.kind());
    if (target.isEmpty()) {
      return refusal(resize);
    }
    if (!target.get().mergesByName()) {
      return "# kubectl would replace all containers of %s %s by this one: set %s for container %s in its manifest.\n"
          .formatted(
              workload.kind(),
              name(resize),
              settings(resize),
              Text.oneLine(resize.container().container()));
    }
    return "kubectl --context %s --namespace %s patch %s %s --type strategic --patch %s\n"
        .formatted(
            Text.shell(workload.cluster()),
            Text.shell(workload.namespace()),
            target.get().resource(),
            Text.shell(workload.name()),
            Text.shell(Text.json(Body.spec(resize))));
  }

  private static String refusal(Finding.Resize resize) {
    var kind = Text.oneLine(resize.workload().kind());
    var container = Text.oneLine(resize.container().container());
    if (Target.immutable(resize.workload().kind())) {
      return "# %s %s cannot be changed in place: set %s for container %s in what creates it.\n"
          .formatted(kind, name(resize), settings(resize), container);
    }
    return "# %s %s belongs to an operator, which would undo a patch of its pods: set %s for container %s in its spec.\n"
        .formatted(kind, name(resize), settings(resize), container);
  }

  private static String name(Finding.Resize resize) {
    return Text.oneLine(resize.workload().namespace() + "/" + resize.workload().name());
  }

  private static String settings(Finding.Resize resize) {
    return Text.oneLine(Text.json(Body.resources(resize)));
  }
}

package dev.trimtab.rightsize.patch;

import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.patch.Text;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Resizes as files that kustomize takes as a `path` of its `patches`: strategic-merge patches of
/// the owning objects, and in comments what such a file cannot hold.
public final class Kustomize {
  private Kustomize() {}

  /// Writes the document of one workload.
  ///
  /// @param resizes of containers of one workload, at least one
  /// @return at most one document, below its comments; comments alone where there is nothing to
  ///   apply it to
  public static String of(List<Finding.Resize> resizes) {
    return Remarks.injected(resizes) + Autoscaling.kustomize(resizes) + owner(resizes);
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
    var metadata = new LinkedHashMap<String, @Nullable Object>();
    metadata.put("name", workload.name());
    metadata.put("namespace", workload.namespace());
    var patch = new LinkedHashMap<String, @Nullable Object>();
    patch.put("apiVersion", target.get().apiVersion());
    patch.put("kind", workload.kind());
    patch.put("metadata", metadata);
    patch.putAll(Body.spec(sized));
    boolean lists = sized.stream().anyMatch(resize -> Injection.of(resize).isEmpty());
    var warning =
        target.get().mergesByName() || !lists
            ? ""
            : "# A custom resource: kustomize merges its containers by name only with its OpenAPI schema configured.\n";
    return "# %s\n".formatted(Remarks.name(workload)) + warning + Text.yaml(patch);
  }
}

package dev.trimtab.rightsize;

import dev.trimtab.model.finding.Finding;
import dev.trimtab.rightsize.patch.HelmValues;
import dev.trimtab.rightsize.patch.InPlace;
import dev.trimtab.rightsize.patch.Kubectl;
import dev.trimtab.rightsize.patch.Kustomize;
import dev.trimtab.rightsize.patch.Running;
import java.util.List;

/// Resizes as a patch of the object that owns the workload, its autoscaler's part included.
public final class ResizePatch {
  private ResizePatch() {}

  /// How a patch is written.
  public enum Format {
    /// Commands that apply it.
    KUBECTL,
    /// Strategic-merge patch files.
    KUSTOMIZE,
    /// Fragments of a chart's values.
    HELM_VALUES,
    /// Commands that resize running pods without a restart.
    IN_PLACE
  }

  /// The patch, ready to apply; a comment that says why where there is nothing to apply it to.
  ///
  /// @param resizes of containers of one workload, at least one
  /// @param running what is known of its pods, for [Format#IN_PLACE]
  public static String of(Format format, List<Finding.Resize> resizes, Running running) {
    return switch (format) {
      case KUBECTL -> Kubectl.of(resizes);
      case KUSTOMIZE -> Kustomize.of(resizes);
      case HELM_VALUES -> HelmValues.of(resizes);
      case IN_PLACE -> InPlace.of(resizes, running);
    };
  }

  /// YAML documents, the first a strategic-merge patch of one container; a comment instead where
  /// there is nothing to apply it to.
  public static String yaml(Finding.Resize resize) {
    return Kustomize.of(List.of(resize));
  }
}

package dev.trimtab.rightsize.patch;

import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.patch.Text;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Resizes as fragments of a chart's values, a YAML document each; where they go depends on the
/// chart.
public final class HelmValues {
  private HelmValues() {}

  /// Writes the fragments of one workload.
  ///
  /// @param resizes of containers of one workload, at least one
  public static String of(List<Finding.Resize> resizes) {
    return Stream.concat(
            resizes.stream().map(HelmValues::fragment), Stream.of(Autoscaling.helmValues(resizes)))
        .filter(document -> !document.isEmpty())
        .collect(Collectors.joining("---\n"));
  }

  private static String fragment(Finding.Resize resize) {
    if (Injection.unknown(resize)) {
      return Remarks.injected(List.of(resize));
    }
    var name = Text.oneLine(resize.container().toString());
    var annotations = Injection.annotations(List.of(resize));
    if (annotations.isEmpty()) {
      return "# %s: check your chart for the key that these resources stand under.\n"
              .formatted(name)
          + Text.yaml(Body.one("resources", Body.resources(resize)));
    }
    return "# %s is injected: check your chart for the key of its pods' annotations.\n"
            .formatted(name)
        + Text.yaml(Body.one("podAnnotations", annotations));
  }
}

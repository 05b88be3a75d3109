package dev.trimtab.rightsize.patch;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.AutoscalerChange;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.patch.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The autoscaler's part of a resize.
///
/// Lists of metrics and triggers have no key to merge by: a merge would replace them whole. So JSON
/// patches change one value, and test first that it is the one; where it stands elsewhere in the
/// list the API refuses them and nothing is changed.
final class Autoscaling {
  /// One target that changes.
  ///
  /// @param index where it stands in the list, as far as can be told
  private record Step(
      WorkloadRef workload,
      AutoscalerChange change,
      String resource,
      AutoscalerChange.Target target,
      int index) {
    boolean keda() {
      return change.kind().equals("ScaledObject");
    }
  }

  private Autoscaling() {}

  static String kubectl(List<Finding.Resize> resizes) {
    return steps(resizes).stream()
        .map(step ->
            why(step)
                + "%s patch %s %s --type json --patch %s\n"
                    .formatted(
                        Kubectl.to(step.workload()),
                        step.keda()
                            ? "scaledobjects.keda.sh"
                            : "horizontalpodautoscalers.v2.autoscaling",
                        Text.shell(step.change().name()),
                        Text.shell(Text.json(operations(step)))))
        .collect(Collectors.joining());
  }

  /// Comments: kustomize refuses a file in which a JSON patch stands beside strategic-merge
  /// patches.
  static String kustomize(List<Finding.Resize> resizes) {
    return steps(resizes).stream()
        .map(step ->
            why(step)
                + "# No patch file can hold it: take the # off and add it to patches: in kustomization.yaml.\n"
                + Text.yaml(List.of(item(step)))
                    .lines()
                    .map("# %s\n"::formatted)
                    .collect(Collectors.joining()))
        .collect(Collectors.joining());
  }

  private static Map<String, @Nullable Object> item(Step step) {
    var target = new LinkedHashMap<String, @Nullable Object>();
    target.put("group", step.keda() ? "keda.sh" : "autoscaling");
    target.put("version", step.keda() ? "v1alpha1" : "v2");
    target.put("kind", step.change().kind());
    target.put("name", step.change().name());
    target.put("namespace", step.workload().namespace());
    var item = Body.one("target", target);
    // kustomize reads JSON as well as YAML in here
    item.put("patch", Text.json(operations(step)));
    return item;
  }

  static String helmValues(List<Finding.Resize> resizes) {
    var steps = steps(resizes);
    if (steps.isEmpty()) {
      return "";
    }
    var values = new LinkedHashMap<String, @Nullable Object>();
    var comment = new StringBuilder();
    for (var step : steps) {
      comment.append(
          "# %s: its target on %s goes from %d%% to %d%%; check your chart for its key.\n"
              .formatted(
                  name(step), step.resource(), step.target().now(), step.target().proposed()));
      values.put(
          "target%sUtilizationPercentage"
              .formatted(step.resource().equals("cpu") ? "CPU" : "Memory"),
          step.target().proposed());
    }
    return steps.getFirst().keda()
        ? comment.toString()
        : comment + Text.yaml(Body.one("autoscaling", values));
  }

  private static String name(Step step) {
    return Remarks.name(step.change().kind(), step.workload(), step.change().name());
  }

  private static String why(Step step) {
    return """
    # %s scales on a share of the %s request: its target goes with it (%d%% to %d%%).
    # Refused where its %s does not stand at %d in the list: count from 0 and change the paths.
    """
        .formatted(
            name(step),
            step.resource(),
            step.target().now(),
            step.target().proposed(),
            step.keda() ? "trigger" : "metric",
            step.index());
  }

  private static List<Map<String, @Nullable Object>> operations(Step step) {
    if (step.keda()) {
      var trigger = "/spec/triggers/" + step.index();
      // values of a trigger are strings
      return List.of(
          operation("test", trigger + "/type", step.resource()),
          operation(
              "replace", trigger + "/metadata/value", Integer.toString(step.target().proposed())));
    }
    var container = step.target().container();
    if (container != null) {
      var metric = "/spec/metrics/" + step.index() + "/containerResource";
      return List.of(
          operation("test", metric + "/name", step.resource()),
          operation("test", metric + "/container", container),
          operation("test", metric + "/target/type", "Utilization"),
          operation("replace", metric + "/target/averageUtilization", step.target().proposed()));
    }
    var metric = "/spec/metrics/" + step.index() + "/resource";
    return List.of(
        operation("test", metric + "/name", step.resource()),
        operation("test", metric + "/target/type", "Utilization"),
        operation("replace", metric + "/target/averageUtilization", step.target().proposed()));
  }

  private static Map<String, @Nullable Object> operation(String op, String path, Object value) {
    var operation = Body.one("op", op);
    operation.put("path", path);
    operation.put("value", value);
    return operation;
  }

  /// All containers of a workload share its autoscaler, so that their resizes tell the same change.
  private static List<Step> steps(List<Finding.Resize> resizes) {
    return resizes.stream()
        .flatMap(resize ->
            Optional.ofNullable(resize.autoscaler()).stream()
                .flatMap(change -> steps(resize.workload(), change).stream()))
        .distinct()
        .toList();
  }

  private static List<Step> steps(WorkloadRef workload, AutoscalerChange change) {
    var steps = new ArrayList<Step>();
    var cpu = change.cpu();
    if (cpu != null) {
      steps.add(new Step(workload, change, "cpu", cpu, 0));
    }
    var memory = change.memory();
    if (memory != null) {
      steps.add(new Step(workload, change, "memory", memory, steps.size()));
    }
    return steps;
  }
}

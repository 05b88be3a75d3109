package dev.trimtab.rightsize.rule.usage;

import static dev.trimtab.model.usage.Gauge.GPU_MEMORY_USED;
import static dev.trimtab.model.usage.Gauge.GPU_UTILISATION;

import dev.trimtab.rightsize.rule.Percent;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.SizingRule;
import java.util.TreeMap;

/// GPUs that are asked for and not used are the dearest waste there is; none can be taken away in
/// part, so it is said.
///
/// A slice or a share of a GPU is not a whole one, and other makers' accelerators are none: each is
/// told by the name of its resource. What is used of them no metric that is read tells.
public record Gpus() implements SizingRule {
  private static final double UNUSED = 0.05;
  private static final int DAYS = 3;

  @Override
  public Sizing apply(SizingCase subject, Sizing sizing) {
    var result = whole(subject, sizing);
    for (var each : new TreeMap<>(subject.accelerators()).entrySet()) {
      result =
          result.noting(
              "It asks for %d x %s, %s, on each of %d replicas: what is used of it is not measured, so that whether it is needed cannot be told."
                  .formatted(
                      each.getValue(),
                      each.getKey(),
                      words(each.getKey()),
                      subject.history().replicas()));
    }
    return result;
  }

  private static String words(String resource) {
    if (resource.startsWith("nvidia.com/mig-")) {
      return "a slice of a GPU and not a whole one";
    }
    return switch (resource) {
      case "nvidia.com/gpu.shared" -> "a share of a GPU that others use, too";
      case "google.com/tpu" -> "a Google TPU";
      default -> "an AWS Neuron accelerator";
    };
  }

  private static Sizing whole(SizingCase subject, Sizing sizing) {
    int gpus = subject.current().gpus();
    if (gpus <= 0) {
      return sizing;
    }
    var what = gpus == 1 ? "a GPU" : gpus + " GPUs";
    var gauges = subject.history().gauges();
    double busy = gauges.getOrDefault(GPU_UTILISATION, Double.NaN);
    if (Double.isNaN(busy) || busy < 0) {
      return sizing.noting(
          "It asks for %s, and no GPU metrics are seen: whether they are used cannot be told. Maybe install the DCGM exporter."
              .formatted(what));
    }
    var seen =
        sizing
            .figure("gpus", gpus)
            .figure("gpu_utilisation_peak", busy)
            .figure("gpu_memory_used_bytes", gauges.getOrDefault(GPU_MEMORY_USED, Double.NaN));
    if (busy >= UNUSED || subject.days().size() < DAYS) {
      return seen;
    }
    return seen.noting(
        "It asks for %s on each of %d replicas and was never more than %s%% busy in %d days: maybe it needs none, or a share of one."
            .formatted(
                what, subject.history().replicas(), Percent.of(busy), subject.days().size()));
  }
}

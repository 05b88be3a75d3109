package dev.trimtab.collect.kubernetes.map;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Accelerators that are no whole GPUs, as the device plugins name them.
final class Accelerators {
  private static final String SLICE = "nvidia.com/mig-";
  private static final Set<String> OTHERS =
      Set.of(
          "nvidia.com/gpu.shared",
          "aws.amazon.com/neuron",
          "aws.amazon.com/neuroncore",
          "aws.amazon.com/neurondevice",
          "google.com/tpu");

  private Accelerators() {}

  /// How many of each.
  ///
  /// @param limits which requests of such resources equal
  static Map<String, Integer> of(Quantities quantities, @Nullable Map<String, Quantity> limits) {
    var all = new TreeMap<String, Integer>();
    if (limits != null) {
      for (var name : limits.keySet()) {
        int count =
            name.startsWith(SLICE) || OTHERS.contains(name) ? quantities.count(limits, name) : 0;
        if (count > 0) {
          all.put(quantities.reading().text(name), count);
        }
      }
    }
    return Map.copyOf(all);
  }
}

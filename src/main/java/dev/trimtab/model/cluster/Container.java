package dev.trimtab.model.cluster;

import java.util.Map;
import java.util.Objects;

/// A container as its pod's spec states it.
///
/// @param accelerators what it asks for that is no whole GPU, by the resource's name: slices and
///   shares of GPUs, AWS Neuron, Google TPUs; none where it was stored before it was read
public record Container(
    String name, Role role, Resources resources, Map<String, Integer> accelerators) {
  public Container {
    accelerators = Map.copyOf(Objects.requireNonNullElse(accelerators, Map.of()));
  }

  /// One without accelerators, whole GPUs apart.
  public Container(String name, Role role, Resources resources) {
    this(name, role, resources, Map.of());
  }

  /// An init container that restarts always is a sidecar: it runs beside the pod's own containers.
  /// An injected one stands in pods but not in the workload's template: a webhook added it.
  public enum Role {
    APP,
    INIT,
    SIDECAR,
    INJECTED
  }
}

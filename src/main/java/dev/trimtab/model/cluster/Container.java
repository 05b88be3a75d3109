package dev.trimtab.model.cluster;

/// A container as its pod's spec states it.
public record Container(String name, Role role, Resources resources) {
  /// An init container that restarts always is a sidecar: it runs beside the pod's own containers.
  /// An injected one stands in pods but not in the workload's template: a webhook added it.
  public enum Role {
    APP,
    INIT,
    SIDECAR,
    INJECTED
  }
}

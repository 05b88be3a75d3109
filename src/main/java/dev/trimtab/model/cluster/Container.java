package dev.trimtab.model.cluster;

/// A container as its pod's spec states it.
public record Container(String name, Role role, Resources resources) {
  /// An init container that restarts always is a sidecar: it runs beside the pod's own containers.
  public enum Role {
    APP,
    INIT,
    SIDECAR
  }
}

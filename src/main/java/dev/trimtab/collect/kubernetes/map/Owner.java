package dev.trimtab.collect.kubernetes.map;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The controller of an object, as its owner reference states it.
///
/// @param uid empty where the reference has none (a hand-written manifest)
public record Owner(String apiVersion, String kind, String name, String uid) {

  /// The owner that manages the object, or null; owners that only collect garbage do not count.
  static @Nullable Owner controllerOf(ObjectMeta meta) {
    return meta.getOwnerReferences().stream()
        .filter(reference -> Boolean.TRUE.equals(reference.getController()))
        .findFirst()
        .map(Owner::of)
        .orElse(null);
  }

  private static Owner of(OwnerReference reference) {
    return new Owner(
        text(reference.getApiVersion()),
        text(reference.getKind()),
        text(reference.getName()),
        text(reference.getUid()));
  }

  private static String text(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }

  boolean isNode() {
    return kind.equals("Node") && apiVersion.equals("v1");
  }

  /// Owners of the core group other than a ReplicationController (a ConfigMap, a Service) manage no
  /// pods: whatever points at them stands for itself.
  boolean managesPods() {
    return !apiVersion.equals("v1") || kind.equals("ReplicationController");
  }
}

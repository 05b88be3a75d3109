package dev.trimtab.collect.kubernetes.map;

import dev.trimtab.collect.kubernetes.map.Seen.Controller;
import dev.trimtab.collect.kubernetes.map.Seen.Link;
import dev.trimtab.collect.kubernetes.map.Seen.SeenPod;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the top controller: the object that advice goes to.
///
/// Owner references are followed up as far as the objects are known. A custom resource that owns
/// one controller is the workload, since its operator would undo a change to the controller. One
/// that owns several controllers (an installer, an operator with many parts) is not: its parts
/// share no template, and each stays a workload of its own.
final class Owners {
  /// Longer chains than this are cycles.
  private static final int LONGEST = 16;

  private static final Set<String> LASTING =
      Set.of("Deployment", "StatefulSet", "DaemonSet", "Rollout", "DeploymentConfig");

  private final SeenObjects seen;
  private final Map<Owner, Integer> parts = new HashMap<>();

  Owners(SeenObjects seen) {
    this.seen = seen;
    seen.all(Controller.class)
        .filter(controller -> LASTING.contains(controller.key().kind()))
        .forEach(controller -> count(controller.owner()));
  }

  /// The top controller of an object.
  ///
  /// @param apiVersion of the controller
  record Top(String apiVersion, ObjectKey key) {}

  Top of(SeenPod pod) {
    var owner = pod.owner();
    if (owner == null || !owner.managesPods()) {
      return owner != null && owner.isNode() ? staticPod(pod) : new Top("v1", pod.key());
    }
    return climb(pod.key().namespace(), owner);
  }

  Top of(Controller controller) {
    return climb(
        controller.key().namespace(),
        new Owner(controller.apiVersion(), controller.key().kind(), controller.key().name(), ""));
  }

  /// The top of an object that is only known by its name, such as an autoscaler's target.
  Top of(ObjectKey key) {
    return climb(key.namespace(), new Owner("", key.kind(), key.name(), ""));
  }

  private Top climb(String namespace, Owner from) {
    var at = from;
    for (int step = 0; step < LONGEST; step++) {
      var next =
          switch (seen.get(new ObjectKey(at.kind(), namespace, at.name()))) {
            case Controller controller -> stepUp(at.kind(), controller.owner());
            case Link link -> stepUp(at.kind(), link.owner());
            case null, default -> null;
          };
      if (next == null) {
        break;
      }
      at = next;
    }
    return new Top(at.apiVersion(), new ObjectKey(at.kind(), namespace, at.name()));
  }

  private @Nullable Owner stepUp(String kind, @Nullable Owner owner) {
    if (owner == null || !owner.managesPods()) {
      return null;
    }
    return LASTING.contains(kind) && parts.getOrDefault(owner, 0) > 1 ? null : owner;
  }

  private void count(@Nullable Owner owner) {
    if (owner != null) {
      parts.merge(owner, 1, Integer::sum);
    }
  }

  /// The kubelet names a static pod after its node; without that, the replicas have one name.
  private static Top staticPod(SeenPod pod) {
    var suffix = "-" + pod.node();
    var name = pod.key().name();
    var stable = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    return new Top("v1", new ObjectKey("StaticPod", pod.key().namespace(), stable));
  }
}

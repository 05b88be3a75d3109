package dev.trimtab.collect.kubernetes.map;

import static java.util.Objects.requireNonNullElse;

import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Container.Role;
import dev.trimtab.model.cluster.PodTemplate;
import dev.trimtab.model.cluster.Resources;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Volume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads pods, and the templates that they are made from.
final class PodFacts {
  /// What the API server fills in where a spec does not say.
  private static final Duration USUAL_GRACE = Duration.ofSeconds(30);

  private PodFacts() {}

  static Seen read(Pod pod, Reading reading) {
    var meta = pod.getMetadata();
    var spec = requireNonNullElse(pod.getSpec(), new PodSpec());
    var status = requireNonNullElse(pod.getStatus(), new PodStatus());
    var stated = Owner.controllerOf(meta);
    var owner = stated == null ? null : reading.intern(stated);
    var labels = reading.labels(meta);
    // the claims of a StatefulSet differ from pod to pod, and would keep templates from being
    // shared
    var template = template(spec, labels, Reading.subject(meta), reading);
    return new Seen.SeenPod(
        new ObjectKey("Pod", reading.text(namespace(meta.getNamespace())), meta.getName()),
        owner,
        spec.getNodeName() == null ? null : reading.text(spec.getNodeName()),
        reading.text(requireNonNullElse(status.getPhase(), "Pending")),
        reading.createdAt(meta),
        labels,
        owner == null || owner.isNode() ? reading.annotations(meta) : Map.of(),
        template,
        template.containers(),
        reading.intern(claims(spec, meta.getName())));
  }

  /// The namespace that kubectl would use where a manifest names none.
  static String namespace(@Nullable String namespace) {
    return namespace == null || namespace.isEmpty() ? "default" : namespace;
  }

  /// What a pod spec says, without its claims.
  static PodTemplate template(
      PodSpec spec, Map<String, String> labels, String subject, Reading reading) {
    return reading.intern(
        new PodTemplate(
            containers(spec, subject, reading),
            reading.text(spec.getPriorityClassName()),
            requireNonNullElse(spec.getPriority(), 0),
            spec.getTerminationGracePeriodSeconds() == null
                ? USUAL_GRACE
                : Duration.ofSeconds(Math.max(0, spec.getTerminationGracePeriodSeconds())),
            List.of(),
            LocalDisk.isUsedBy(spec),
            Spreading.onePerNode(spec, labels),
            Spreading.byZone(spec),
            reading.labels(spec.getNodeSelector(), subject),
            reading.intern(SchedulingFacts.of(spec, reading))));
  }

  /// Names of the claims that a pod of this name mounts, those of generic ephemeral volumes
  /// included.
  static List<String> claims(PodSpec spec, String pod) {
    return spec.getVolumes().stream()
        .flatMap(volume -> claim(volume, pod).stream())
        .sorted()
        .toList();
  }

  private static Optional<String> claim(Volume volume, String pod) {
    if (volume.getPersistentVolumeClaim() != null) {
      return Optional.ofNullable(volume.getPersistentVolumeClaim().getClaimName());
    }
    return volume.getEphemeral() == null
        ? Optional.empty()
        : Optional.of(pod + "-" + volume.getName());
  }

  private static List<Container> containers(PodSpec spec, String subject, Reading reading) {
    var containers = new ArrayList<Container>();
    for (var container : spec.getContainers()) {
      containers.add(container(container, Role.APP, subject, reading));
    }
    for (var container : spec.getInitContainers()) {
      var sidecar = "Always".equals(container.getRestartPolicy());
      containers.add(container(container, sidecar ? Role.SIDECAR : Role.INIT, subject, reading));
    }
    return reading.intern(List.copyOf(containers));
  }

  private static Container container(
      io.fabric8.kubernetes.api.model.Container container,
      Role role,
      String subject,
      Reading reading) {
    var quantities = new Quantities(reading, subject + "/" + container.getName());
    return reading.intern(
        new Container(
            reading.text(container.getName()),
            role,
            resources(container, quantities),
            accelerators(container, quantities)));
  }

  private static Map<String, Integer> accelerators(
      io.fabric8.kubernetes.api.model.Container container, Quantities quantities) {
    var stated = container.getResources();
    return stated == null
        ? Map.of()
        : quantities.reading().intern(Accelerators.of(quantities, stated.getLimits()));
  }

  private static Resources resources(
      io.fabric8.kubernetes.api.model.Container container, Quantities quantities) {
    var stated = container.getResources();
    if (stated == null) {
      return Resources.NONE;
    }
    var requests = stated.getRequests();
    var limits = stated.getLimits();
    return quantities
        .reading()
        .intern(
            new Resources(
                quantities.cpu(requests),
                quantities.cpu(limits),
                quantities.memory(requests),
                quantities.memory(limits),
                // a GPU's request equals its limit, and may be left out
                NodeFacts.gpus(quantities, limits)));
  }
}

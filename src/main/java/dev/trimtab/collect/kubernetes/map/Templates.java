package dev.trimtab.collect.kubernetes.map;

import dev.trimtab.model.cluster.PodTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Changes to one part of a pod template.
final class Templates {
  static final PodTemplate EMPTY =
      new PodTemplate(
          List.of(), "", 0, Duration.ofSeconds(30), List.of(), false, false, false, Map.of());

  private Templates() {}

  static PodTemplate withClaims(PodTemplate template, List<String> claims) {
    return new PodTemplate(
        template.containers(),
        template.priorityClass(),
        template.priority(),
        template.terminationGrace(),
        claims,
        template.localStorage(),
        template.onePerNode(),
        template.spreadByZone(),
        template.nodeSelector(),
        template.scheduling());
  }

  static PodTemplate withPriority(PodTemplate template, int priority) {
    return new PodTemplate(
        template.containers(),
        template.priorityClass(),
        priority,
        template.terminationGrace(),
        template.claims(),
        template.localStorage(),
        template.onePerNode(),
        template.spreadByZone(),
        template.nodeSelector(),
        template.scheduling());
  }

  static PodTemplate onLocalDisk(PodTemplate template) {
    return new PodTemplate(
        template.containers(),
        template.priorityClass(),
        template.priority(),
        template.terminationGrace(),
        template.claims(),
        true,
        template.onePerNode(),
        template.spreadByZone(),
        template.nodeSelector(),
        template.scheduling());
  }
}

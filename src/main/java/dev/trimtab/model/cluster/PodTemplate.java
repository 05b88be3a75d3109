package dev.trimtab.model.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What every pod of a workload has in common.
///
/// @param priorityClass empty where none is named
/// @param claims names of the persistent volume claims it mounts, in its namespace
/// @param localStorage writes to a `hostPath` that is not the system's, or to a local volume; an
///   `emptyDir` is scratch and does not count
/// @param onePerNode a required anti-affinity by host against itself
/// @param spreadByZone a topology spread over zones that must hold (`DoNotSchedule`)
/// @param scheduling none where it was stored before it was read
public record PodTemplate(
    List<Container> containers,
    String priorityClass,
    int priority,
    Duration terminationGrace,
    List<String> claims,
    boolean localStorage,
    boolean onePerNode,
    boolean spreadByZone,
    Map<String, String> nodeSelector,
    Scheduling scheduling) {
  public PodTemplate {
    containers = List.copyOf(containers);
    claims = List.copyOf(claims);
    nodeSelector = Map.copyOf(nodeSelector);
    scheduling = Objects.requireNonNullElse(scheduling, Scheduling.NONE);
  }

  /// One that says no more of nodes than its selector.
  public PodTemplate(
      List<Container> containers,
      String priorityClass,
      int priority,
      Duration terminationGrace,
      List<String> claims,
      boolean localStorage,
      boolean onePerNode,
      boolean spreadByZone,
      Map<String, String> nodeSelector) {
    this(
        containers,
        priorityClass,
        priority,
        terminationGrace,
        claims,
        localStorage,
        onePerNode,
        spreadByZone,
        nodeSelector,
        Scheduling.NONE);
  }
}

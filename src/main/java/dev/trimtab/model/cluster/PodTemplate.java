package dev.trimtab.model.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What every pod of a workload has in common.
///
/// @param priorityClass empty where none is named
/// @param claims names of the persistent volume claims it mounts, in its namespace
/// @param localStorage writes to a `hostPath` that is not the system's, or to a local volume; an
///   `emptyDir` is scratch and does not count
/// @param onePerNode a required anti-affinity by host against itself
/// @param spreadByZone a topology spread over zones that must hold (`DoNotSchedule`)
public record PodTemplate(
    List<Container> containers,
    String priorityClass,
    int priority,
    Duration terminationGrace,
    List<String> claims,
    boolean localStorage,
    boolean onePerNode,
    boolean spreadByZone,
    Map<String, String> nodeSelector) {
  public PodTemplate {
    containers = List.copyOf(containers);
    claims = List.copyOf(claims);
    nodeSelector = Map.copyOf(nodeSelector);
  }
}

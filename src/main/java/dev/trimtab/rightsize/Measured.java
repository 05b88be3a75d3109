package dev.trimtab.rightsize;

import java.util.List;
import java.util.Map;

/// What a container needs by its use alone: where its sizing starts. NaN is unknown.
///
/// @param cpuRisk stated probability that an interval's mean CPU is above `cpuCores`
/// @param memoryRisk stated probability that memory peaks above `memoryBytes` in the coming window
/// @param cpuBecause a clause, such as "the P95 of 14 days is 100m, plus 15%"
/// @param figures that it rests on, unit in the name
/// @param notes each a sentence
/// @param policy that it was measured by, empty where only one can be
/// @param runnerUp the one that came closest, empty for none
public record Measured(
    double cpuCores,
    double memoryBytes,
    double cpuRisk,
    double memoryRisk,
    String cpuBecause,
    String memoryBecause,
    Map<String, Double> figures,
    List<String> notes,
    String policy,
    String runnerUp) {
  public Measured {
    figures = Map.copyOf(figures);
    notes = List.copyOf(notes);
  }

  /// What was measured by a policy that was told, without choosing among several.
  public Measured(
      double cpuCores,
      double memoryBytes,
      double cpuRisk,
      double memoryRisk,
      String cpuBecause,
      String memoryBecause,
      Map<String, Double> figures,
      List<String> notes) {
    this(
        cpuCores,
        memoryBytes,
        cpuRisk,
        memoryRisk,
        cpuBecause,
        memoryBecause,
        figures,
        notes,
        "",
        "");
  }
}

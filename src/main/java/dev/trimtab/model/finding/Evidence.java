package dev.trimtab.model.finding;

import dev.trimtab.units.TimeWindow;
import java.util.List;
import java.util.Map;

/// What a finding rests on.
///
/// @param history the days looked at
/// @param figures named figures with their unit in the name (`cpu_p95_cores`, `memory_peak_bytes`)
/// @param notes rules that played a part, each in words
public record Evidence(
    TimeWindow history, long samples, Map<String, Double> figures, List<String> notes) {
  public Evidence {
    figures = Map.copyOf(figures);
    notes = List.copyOf(notes);
  }
}

package dev.trimtab.model.finding;

import dev.trimtab.units.TimeWindow;
import java.util.List;
import java.util.Map;

/// What a finding rests on.
///
/// @param history the days looked at
/// @param figures named figures with their unit in the name (`cpu_p95_cores`, `memory_peak_bytes`)
/// @param notes rules that played a part, each in words
/// @param words what is no figure: the `policy` that decided, and its `runner_up`
public record Evidence(
    TimeWindow history,
    long samples,
    Map<String, Double> figures,
    List<String> notes,
    Map<String, String> words) {
  public Evidence {
    figures = Map.copyOf(figures);
    notes = List.copyOf(notes);
    words = Map.copyOf(words);
  }

  public Evidence(
      TimeWindow history, long samples, Map<String, Double> figures, List<String> notes) {
    this(history, samples, figures, notes, Map.of());
  }
}

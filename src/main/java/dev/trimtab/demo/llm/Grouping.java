package dev.trimtab.demo.llm;

import dev.trimtab.demo.http.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/// The dimensions that a report is grouped by. Those it is not grouped by are null in its rows.
record Grouping(List<String> dimensions) {

  static Grouping of(Call call) {
    var names = new ArrayList<String>();
    for (var parameter : List.of("group_by", "group_by[]")) {
      for (var value : call.parameters(parameter)) {
        names.addAll(Arrays.asList(value.split(",")));
      }
    }
    return new Grouping(List.copyOf(names));
  }

  /// A row before it is grouped.
  record Line<T>(Map<String, String> dimensions, T amount) {}

  /// Adds up what falls together.
  <T> List<Line<T>> group(List<Line<T>> lines, BinaryOperator<T> sum) {
    var grouped = new LinkedHashMap<Map<String, String>, T>();
    for (var line : lines) {
      var kept = new LinkedHashMap<>(line.dimensions());
      kept.keySet().retainAll(dimensions);
      grouped.merge(kept, line.amount(), sum);
    }
    return grouped.entrySet().stream()
        .map(entry -> new Line<>(entry.getKey(), entry.getValue()))
        .toList();
  }
}

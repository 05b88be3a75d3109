package dev.trimtab.collect.llm.api;

import dev.trimtab.units.TimeWindow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Rows of many pages of one report. A bucket that a later page tells again replaces what an
/// earlier one said of it: added up, it would be billed twice.
///
/// @param <T> a row of usage or cost
public final class Rows<T> {
  private final Function<T, Object> key;
  private final Map<Object, List<T>> rows = new LinkedHashMap<>();

  /// @param key what a row is of: its scope and bucket
  public Rows(Function<T, Object> key) {
    this.key = key;
  }

  public void page(List<T> page) {
    var told = new LinkedHashMap<Object, List<T>>();
    page.forEach(row -> told.computeIfAbsent(key.apply(row), _ -> new ArrayList<>()).add(row));
    rows.putAll(told);
  }

  public List<T> all() {
    return rows.values().stream().flatMap(List::stream).toList();
  }

  /// Those that lie in a window: a provider may round what it was asked for to wider buckets.
  public List<T> within(TimeWindow window, Function<T, TimeWindow> of) {
    return all().stream()
        .filter(row ->
            window.contains(of.apply(row).start()) && !of.apply(row).end().isAfter(window.end()))
        .toList();
  }
}

package dev.trimtab.collect.kubernetes.map;

import java.util.HashMap;
import java.util.Map;

/// Keeps one of each equal value: the thousand pods of a workload share one list of containers.
final class Interner {
  private final Map<Object, Object> kept = new HashMap<>();

  /// The first value that equals this one.
  ///
  /// The cast holds because equal values of the types we intern (strings, records, lists, maps) are
  /// of the same type.
  @SuppressWarnings("unchecked") // see above
  <T> T intern(T value) {
    var known = (T) kept.putIfAbsent(value, value);
    return known == null ? value : known;
  }
}

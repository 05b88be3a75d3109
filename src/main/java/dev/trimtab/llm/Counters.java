package dev.trimtab.llm;

import java.util.Map;

/// A provider's counters by name; one that is not told is 0.
record Counters(Map<String, Long> all) {
  boolean has(String name) {
    return all.containsKey(name);
  }

  long get(String name) {
    return all.getOrDefault(name, 0L);
  }

  /// The first of several names for the same count that is told and not 0.
  long any(String... names) {
    for (var name : names) {
      if (get(name) != 0) {
        return get(name);
      }
    }
    return 0;
  }
}

package dev.trimtab.collect.kubernetes.map;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything seen of a cluster so far, each object once: a later sight replaces an earlier one.
public final class SeenObjects {
  private final Map<String, Map<ObjectKey, Seen>> byKind = new LinkedHashMap<>();

  public void add(Seen seen) {
    byKind.computeIfAbsent(seen.key().kind(), _ -> new LinkedHashMap<>()).put(seen.key(), seen);
  }

  /// Forgets a kind whose list has to start over.
  public void forget(String kind) {
    byKind.remove(kind);
  }

  @Nullable Seen get(ObjectKey key) {
    return byKind.getOrDefault(key.kind(), Map.of()).get(key);
  }

  <T extends Seen> Stream<T> all(Class<T> type) {
    return byKind.values().stream()
        .flatMap(objects -> objects.values().stream())
        .filter(type::isInstance)
        .map(type::cast);
  }
}

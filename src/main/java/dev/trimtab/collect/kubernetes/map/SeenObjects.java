package dev.trimtab.collect.kubernetes.map;

import dev.trimtab.collect.kubernetes.map.Seen.SeenKeyHolder;
import dev.trimtab.model.Fact;
import dev.trimtab.model.cluster.KeyHolder;
import java.util.Comparator;
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

  /// Those of a kind that name LLM keys, in order.
  public Fact.KeyHolders keyHolders(String cluster, String kind) {
    return new Fact.KeyHolders(
        cluster,
        kind,
        all(SeenKeyHolder.class)
            .map(SeenKeyHolder::holder)
            .filter(holder -> holder.kind().equals(kind) && holder.namesKeys())
            .sorted(Comparator.comparing(KeyHolder::namespace).thenComparing(KeyHolder::name))
            .toList());
  }

  /// Whether any was seen, whatever it says.
  public boolean hasKeyHolders() {
    return all(SeenKeyHolder.class).findAny().isPresent();
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

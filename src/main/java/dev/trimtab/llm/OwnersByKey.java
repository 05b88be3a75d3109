package dev.trimtab.llm;

import dev.trimtab.model.llm.LlmOwner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Entries of an attribution map in order, found by the key that they name: whose one of ten
/// thousand keys is takes no longer than whose one of ten is.
final class OwnersByKey {
  private static final String ANY = "";

  private final List<LlmOwner> all;
  private final Map<String, List<Entry>> byKey = new HashMap<>();

  private record Entry(int place, LlmOwner owner) {}

  OwnersByKey(Collection<LlmOwner> entries) {
    all = List.copyOf(entries);
    for (int i = 0; i < all.size(); i++) {
      byKey
          .computeIfAbsent(all.get(i).match().apiKey(), _ -> new ArrayList<>())
          .add(new Entry(i, all.get(i)));
    }
  }

  List<LlmOwner> all() {
    return all;
  }

  /// The first entry for a key, or for any, that matches.
  Optional<LlmOwner> first(String apiKey, Predicate<LlmOwner> matches) {
    return Stream.of(apiKey, ANY)
        .distinct()
        .flatMap(key ->
            byKey.getOrDefault(key, List.of()).stream()
                .filter(entry -> matches.test(entry.owner()))
                .limit(1))
        .min(Comparator.comparingInt(Entry::place))
        .map(Entry::owner);
  }
}

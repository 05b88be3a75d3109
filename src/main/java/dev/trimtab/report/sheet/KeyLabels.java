package dev.trimtab.report.sheet;

import dev.trimtab.model.report.LlmRow;
import dev.trimtab.report.KeyText;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What a reader calls API keys: by their names, or by ids that give no secret away.
final class KeyLabels {
  private final Map<Key, String> names = new HashMap<>();
  private final Set<Key> sharedNames = new HashSet<>();

  /// A key of a provider, by its id or by its name.
  private record Key(String provider, String key) {}

  KeyLabels(Collection<LlmRow> rows) {
    for (var row : rows) {
      if (!row.keyName().isBlank()) {
        names.put(new Key(row.provider(), row.apiKey()), row.keyName());
      }
    }
    var seen = new HashSet<Key>();
    names.forEach((id, name) -> {
      var named = new Key(id.provider(), name);
      if (!seen.add(named)) {
        sharedNames.add(named);
      }
    });
  }

  /// The key's name; with its id where another has the same, and the id alone where it has none.
  String of(LlmRow row) {
    var id = KeyText.safe(row.apiKey());
    var name = names.get(new Key(row.provider(), row.apiKey()));
    if (name == null) {
      return id;
    }
    return sharedNames.contains(new Key(row.provider(), name))
        ? "%s (%s)".formatted(KeyText.safe(name), id)
        : KeyText.safe(name);
  }
}

package dev.trimtab.report.sheet;

import dev.trimtab.model.report.LlmRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What a reader calls API keys: by their names, or by ids that give no secret away.
final class KeyLabels {
  static final String UNKNOWN = "not told";

  /// What providers' secrets begin with; their ids begin otherwise. A file of one's own may hold
  /// the key itself where an id belongs. What a gateway has shortened already stays as it is.
  private static final Pattern SECRET =
      Pattern.compile("(?i)(sk[-_]|rk[-_]|gsk_|xai-|pplx-|r8_|hf_|aiza|eyj|bearer\\s)[^…].*");

  /// As gateways tell keys.
  private static final Pattern HASH = Pattern.compile("(?i)[0-9a-f]{32,}");

  private static final int TAIL = 4;
  private static final int HEAD = 8;
  private static final int LONGEST = 40;

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
    var id = safe(row.apiKey());
    var name = names.get(new Key(row.provider(), row.apiKey()));
    if (name == null) {
      return id;
    }
    return sharedNames.contains(new Key(row.provider(), name))
        ? "%s (%s)".formatted(safe(name), id)
        : safe(name);
  }

  /// An id as it may be printed and sent: what may be a secret shows its end only.
  static String safe(String id) {
    var text = id.strip();
    if (text.isEmpty()) {
      return UNKNOWN;
    }
    var secret = SECRET.matcher(text);
    if (secret.matches()) {
      var prefix = secret.group(1);
      return prefix + "…" + (text.length() > prefix.length() + 2 * HEAD ? tail(text) : "");
    }
    if (HASH.matcher(text).matches()) {
      return text.substring(0, HEAD) + "…";
    }
    return text.length() <= LONGEST ? text : text.substring(0, 2 * HEAD) + "…" + tail(text);
  }

  private static String tail(String text) {
    return text.substring(text.length() - TAIL);
  }
}

package dev.trimtab.place.patch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Maps that keep the order in which they are written.
final class Fields {
  private Fields() {}

  @SafeVarargs
  static Map<String, @Nullable Object> of(Map.Entry<String, ?>... entries) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    for (var entry : entries) {
      fields.put(entry.getKey(), entry.getValue());
    }
    return fields;
  }
}

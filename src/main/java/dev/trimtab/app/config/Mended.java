package dev.trimtab.app.config;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Binds a tree in which some values have the wrong shape: each is told, then its default takes its
/// place, so that the errors of all other values are told in the same pass.
final class Mended {
  private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|([^.\\[]+)");

  private final ObjectNode root;
  private final JsonNode defaults;
  private final JsonNode items;

  /// @param items defaults of the items of lists, by the list's path
  Mended(ObjectNode root, JsonNode defaults, JsonNode items) {
    this.root = root;
    this.defaults = defaults;
    this.items = items;
  }

  /// The configuration, with defaults for what could not be read; null when no default could help.
  @Nullable Config bind(Binder binder, List<ConfigError> errors) {
    var broken = new HashSet<String>();
    while (true) {
      var config = binder.bind(root);
      if (config != null) {
        return config;
      }
      var path = errors.getLast().path();
      if (!broken.add(path) || !mend(path)) {
        return null;
      }
    }
  }

  /// Puts a path's default in its place; false where it has none.
  private boolean mend(String path) {
    JsonNode parent = root;
    JsonNode fallback = defaults;
    var sofar = new StringBuilder();
    var steps = STEP.matcher(path);
    while (steps.find()) {
      boolean last = steps.end() == path.length();
      var index = steps.group(1);
      if (index != null) {
        fallback = items.path(sofar.toString());
        int at = Integer.parseInt(index);
        if (last) {
          return replace(parent, at, fallback);
        }
        parent = parent.path(at);
      } else {
        var key = steps.group(2);
        fallback = fallback.path(key);
        sofar.append(sofar.isEmpty() ? "" : ".").append(key);
        if (last) {
          return replace(parent, key, fallback);
        }
        parent = parent.path(key);
      }
    }
    return false;
  }

  private static boolean replace(JsonNode parent, String key, JsonNode value) {
    if (parent instanceof ObjectNode object && !value.isMissingNode()) {
      object.set(key, value.deepCopy());
      return true;
    }
    return false;
  }

  /// Items of a list of texts have no default: an empty text is as good.
  private static boolean replace(JsonNode parent, int at, JsonNode value) {
    if (!(parent instanceof ArrayNode list)) {
      return false;
    }
    if (value.isMissingNode()) {
      list.set(at, "");
    } else {
      list.set(at, value.deepCopy());
    }
    return true;
  }
}

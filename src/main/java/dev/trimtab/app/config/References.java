package dev.trimtab.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Puts in what a configuration only refers to: `${NAME}` and `${NAME:-default}` from the
/// environment, `${file:/path}` from a mounted file, and `TRIMTAB_DATABASE_PASSWORD` over
/// `database.password`.
final class References {
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$\\{(?:file:(?<file>[^}]+)|(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?<default>[^}]*))?)}");

  private final Map<String, String> environment;
  private final String file;
  private final YamlTree tree;
  private final List<ConfigError> errors;

  References(
      Map<String, String> environment, String file, YamlTree tree, List<ConfigError> errors) {
    this.environment = environment;
    this.file = file;
    this.tree = tree;
    this.errors = errors;
  }

  void resolve(ObjectNode root) {
    resolve(root, "");
  }

  private JsonNode resolve(JsonNode node, String path) {
    return switch (node) {
      case ObjectNode object -> {
        for (var entry : List.copyOf(object.properties())) {
          var below = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
          object.set(entry.getKey(), resolve(entry.getValue(), below));
        }
        yield object;
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, resolve(array.get(i), path + "[" + i + "]"));
        }
        yield array;
      }
      default -> scalar(node, path);
    };
  }

  private JsonNode scalar(JsonNode node, String path) {
    var override = environment.get(variable(path));
    if (override != null) {
      return JsonNodeFactory.instance.stringNode(override);
    }
    return node.isString() && node.stringValue().contains("${")
        ? JsonNodeFactory.instance.stringNode(expand(node.stringValue(), path))
        : node;
  }

  /// `database.password` → `TRIMTAB_DATABASE_PASSWORD`, `clusters[0].name` →
  /// `TRIMTAB_CLUSTERS_0_NAME`.
  static String variable(String path) {
    return "TRIMTAB_"
        + path.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replaceAll("[.\\[]", "_")
            .replace("]", "")
            .toUpperCase(Locale.ROOT);
  }

  private String expand(String text, String path) {
    return REFERENCE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found, path)));
  }

  private String value(java.util.regex.MatchResult found, String path) {
    var mounted = found.group("file");
    if (mounted != null) {
      return content(mounted, path);
    }
    var name = found.group("name");
    var value = environment.get(name);
    if (value != null) {
      return value;
    }
    var fallback = found.group("default");
    if (fallback == null) {
      error(
          path,
          "refers to ${%s}, which the environment does not have. Maybe export it, or write ${%s:-}"
              .formatted(name, name));
      return "";
    }
    return fallback;
  }

  private String content(String mounted, String path) {
    try {
      return Files.readString(Path.of(mounted)).strip();
    } catch (IOException e) {
      error(
          path,
          "refers to the file %s, which cannot be read (%s)"
              .formatted(mounted, e.getClass().getSimpleName()));
      return "";
    }
  }

  private void error(String path, String message) {
    errors.add(new ConfigError(file, tree.line(path), path, message));
  }
}

package dev.trimtab.model.patch;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes maps, lists, strings, whole numbers and truth values as YAML or JSON that no name can
/// break out of.
public final class Text {
  /// Plain words that YAML 1.1 reads as something else than text.
  private static final Set<String> NOT_TEXT =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private Text() {}

  /// Block YAML, a line break at the end. Items of lists are maps or plain values.
  public static String yaml(Map<String, @Nullable Object> map) {
    var out = new StringBuilder();
    yaml(out, map, "", "");
    return out.toString();
  }

  /// A list of maps as block YAML.
  public static String yaml(List<Map<String, @Nullable Object>> list) {
    var out = new StringBuilder();
    list.forEach(map -> yaml(out, map, "- ", "  "));
    return out.toString();
  }

  private static void yaml(StringBuilder out, Map<?, ?> map, String first, String indent) {
    var begin = first; // of the first line: the indent, or a list's dash
    for (var entry : map.entrySet()) {
      out.append(begin).append(scalar(String.valueOf(entry.getKey()))).append(':');
      switch (entry.getValue()) {
        case null -> out.append(" null\n");
        case Map<?, ?> inner -> yaml(out.append('\n'), inner, indent + "  ", indent + "  ");
        case List<?> list when list.isEmpty() -> out.append(" []\n");
        case List<?> list -> items(out.append('\n'), list, indent);
        case Object value -> out.append(' ').append(value(value)).append('\n');
      }
      begin = indent;
    }
  }

  private static void items(StringBuilder out, List<?> list, String indent) {
    for (var item : list) {
      if (item instanceof Map<?, ?> map) {
        yaml(out, map, indent + "  - ", indent + "    ");
      } else {
        out.append(indent).append("  - ").append(value(item)).append('\n');
      }
    }
  }

  private static String value(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Integer number -> number.toString();
      case Long number -> number.toString();
      case Boolean truth -> truth.toString();
      case Object other -> scalar(other.toString());
    };
  }

  private static String scalar(String text) {
    boolean plain =
        text.matches("[A-Za-z]([-A-Za-z0-9./]*[A-Za-z0-9])?|[0-9]+(m|Mi|Gi)")
            && !NOT_TEXT.contains(text.toLowerCase(Locale.ROOT));
    return plain ? text : quoted(text);
  }

  /// Compact JSON.
  public static String json(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> quoted(String.valueOf(e.getKey())) + ":" + json(e.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case List<?> list -> list.stream().map(Text::json).collect(Collectors.joining(",", "[", "]"));
      case Integer number -> number.toString();
      case Long number -> number.toString();
      case Boolean truth -> truth.toString();
      case Object other -> quoted(other.toString());
    };
  }

  /// A string in double quotes that YAML and JSON both read back as it was.
  private static String quoted(String text) {
    var out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (breaks(c)) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /// A word of a POSIX shell, whatever it holds.
  public static String shell(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /// Text for a comment, which ends where its line does.
  public static String oneLine(String text) {
    return text.replaceAll("[\\p{Cc}\u2028\u2029]", " ");
  }

  private static boolean breaks(char c) {
    return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
  }
}

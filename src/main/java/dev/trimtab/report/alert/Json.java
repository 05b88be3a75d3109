package dev.trimtab.report.alert;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes JSON of maps, lists and strings: all that a webhook is told.
final class Json {
  private Json() {}

  /// Writes a value.
  ///
  /// @throws IllegalArgumentException for anything but a map with text keys, a list or a text
  static String of(Object value) {
    return switch (value) {
      case String text -> quoted(text);
      case List<?> list -> list.stream().map(Json::of).collect(Collectors.joining(",", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> quoted(String.valueOf(entry.getKey())) + ":" + of(entry.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      default ->
          throw new IllegalArgumentException("cannot write a " + value.getClass() + " as JSON");
    };
  }

  private static String quoted(String text) {
    var out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> append(out, c));
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, int c) {
    if (c == '"' || c == '\\') {
      out.append('\\').appendCodePoint(c);
    } else if (c == '\n') {
      out.append("\\n");
    } else if (c < ' ' || lone(c)) {
      out.append("\\u%04x".formatted(lone(c) ? 0xfffd : c));
    } else {
      out.appendCodePoint(c);
    }
  }

  /// Half of a surrogate pair, which UTF-8 cannot say.
  private static boolean lone(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}

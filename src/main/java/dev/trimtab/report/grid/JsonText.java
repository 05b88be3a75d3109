package dev.trimtab.report.grid;

/// JSON as a person reads it: `{"cpu":"250m","memory":"1Gi"}` becomes `cpu 250m, memory 1Gi`, and
/// an empty list inside becomes `none`.
public final class JsonText {
  private JsonText() {}

  /// Text that is no JSON comes back much as it was.
  public static String plain(String json) {
    var out = new StringBuilder();
    var quoted = false;
    var depth = 0;
    for (var i = 0; i < json.length(); i++) {
      var c = json.charAt(i);
      if (quoted && c == '\\' && i + 1 < json.length()) {
        out.append(json.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (quoted) {
        out.append(c);
      } else {
        depth += structure(out, c, depth);
      }
    }
    return out.toString().strip();
  }

  /// Appends what stands for a character outside of strings; returns how it changes the depth.
  private static int structure(StringBuilder out, char c, int depth) {
    switch (c) {
      case '{', '[' -> {
        out.append(depth > 0 ? "(" : "");
        return 1;
      }
      case '}', ']' -> {
        close(out, depth);
        return -1;
      }
      case ':' -> out.append(' ');
      case ',' -> out.append(", ");
      default -> out.append(Character.isWhitespace(c) ? "" : String.valueOf(c));
    }
    return 0;
  }

  private static void close(StringBuilder out, int depth) {
    if (depth <= 1) {
      return;
    }
    var last = out.length() - 1;
    if (out.charAt(last) == '(') {
      out.replace(last, last + 1, "none");
    } else {
      out.append(')');
    }
  }
}

package dev.trimtab.store;

/// Text that Postgres can keep: it has no place for NUL.
final class Text {
  private Text() {}

  static String clean(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace("\0", "\uFFFD");
  }

  /// A field of COPY's text format.
  static String copy(String text) {
    var clean = clean(text);
    var escaped = new StringBuilder(clean.length() + 8);
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      switch (c) {
        case '\\' -> escaped.append("\\\\");
        case '\t' -> escaped.append("\\t");
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}

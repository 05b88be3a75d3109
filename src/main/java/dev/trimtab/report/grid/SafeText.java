package dev.trimtab.report.grid;

import java.util.regex.Pattern;

/// Text from outside, made fit for a cell.
public final class SafeText {
  /// What Excel holds in one cell, in UTF-16 units.
  public static final int LONGEST = 32_767;

  private static final Pattern ESCAPE_LOOKALIKE = Pattern.compile("_x([0-9A-Fa-f]{4})_");
  private static final String REPLACEMENT = "\uFFFD";

  private SafeText() {}

  /// Whether a spreadsheet would take it for a formula if it were typed in, or read from a CSV
  /// copy.
  public static boolean looksLikeFormula(String text) {
    return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
  }

  /// Cuts what is too long, and replaces what XML cannot hold.
  public static String of(String text) {
    var cut = text.length() <= LONGEST ? text : cut(text);
    var clean = new StringBuilder(cut.length());
    cut.codePoints().forEach(c -> append(clean, c));
    // a workbook reads _x0041_ as an escape for 'A'; its own escape is an escaped underscore
    var escaped = ESCAPE_LOOKALIKE.matcher(clean).replaceAll("_x005F_x$1_");
    return escaped.length() <= LONGEST ? escaped : clean.toString();
  }

  private static String cut(String text) {
    var note = "… (cut; %d characters in all)".formatted(text.length());
    return text.substring(0, LONGEST - note.length()) + note;
  }

  private static void append(StringBuilder clean, int c) {
    var control = c < 0x20 && c != '\t' && c != '\n';
    var lonely = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    if (control || lonely || c == 0xFFFE || c == 0xFFFF) {
      clean.append(REPLACEMENT);
    } else {
      clean.appendCodePoint(c);
    }
  }
}

package dev.trimtab.report.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Text as a phone, and a mail program of any age, can show it.
final class Lines {
  /// RFC 5322's recommended length of a line, in characters.
  static final int WIDTH = 78;

  /// Line breaks, and what turns the writing round or hides: a name could pass for another by them.
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

  private Lines() {}

  /// Text from outside on one line, without anything unseen.
  static String clean(String text) {
    return UNSEEN.matcher(text).replaceAll(" ").strip();
  }

  /// A text that fits, cut in the middle: both ends of a name tell what it is.
  static String fit(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    int head = Math.max(1, (width - 1) / 2);
    int tail = Math.max(0, width - 1 - head);
    return text.substring(0, before(text, head))
        + "…"
        + text.substring(after(text, text.length() - tail));
  }

  /// Words in lines of at most [#WIDTH] characters, each after an indent; a word that is longer
  /// than a line is broken.
  static List<String> wrap(String text, String indent) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder(indent);
    for (var word : clean(text).split(" ", -1)) {
      for (var piece : pieces(word, WIDTH - indent.length())) {
        boolean first = line.length() == indent.length();
        if (!first && line.length() + 1 + piece.length() > WIDTH) {
          lines.add(line.toString());
          line.setLength(indent.length());
          first = true;
        }
        line.append(first ? "" : " ").append(piece);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  private static List<String> pieces(String word, int width) {
    var pieces = new ArrayList<String>();
    var rest = word;
    while (rest.length() > width) {
      int cut = before(rest, width);
      pieces.add(rest.substring(0, cut));
      rest = rest.substring(cut);
    }
    pieces.add(rest);
    return pieces;
  }

  /// The cut itself, or one earlier where it would part a surrogate pair.
  private static int before(String text, int cut) {
    return parts(text, cut) ? cut - 1 : cut;
  }

  private static int after(String text, int cut) {
    return parts(text, cut) ? cut + 1 : cut;
  }

  private static boolean parts(String text, int cut) {
    return cut > 0
        && cut < text.length()
        && Character.isHighSurrogate(text.charAt(cut - 1))
        && Character.isLowSurrogate(text.charAt(cut));
  }
}

package dev.trimtab.collect.csv;

import org.jspecify.annotations.Nullable;

/// Gives equal texts the same string, since names repeat row after row.
///
/// It keeps a bounded number of them; what it has forgotten is simply made again.
public final class Words {
  /// Several times the names of a large file, which would drive one another out.
  private static final int SLOTS = 1 << 16;

  private final @Nullable String[] slots = new String[SLOTS];

  String word(char[] text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text[i];
    }
    int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    var kept = slots[slot];
    if (kept != null && same(kept, text, from, to)) {
      return kept;
    }
    var made = new String(text, from, to - from);
    slots[slot] = made;
    return made;
  }

  private static boolean same(String kept, char[] text, int from, int to) {
    if (kept.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (kept.charAt(i - from) != text[i]) {
        return false;
      }
    }
    return true;
  }
}

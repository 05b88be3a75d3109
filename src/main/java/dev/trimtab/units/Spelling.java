package dev.trimtab.units;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the word that somebody meant.
public final class Spelling {
  private Spelling() {}

  /// The known word with the fewest edits, unless that would change more than a third of it.
  public static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(k -> edits(word, k) <= Math.max(1, Math.max(word.length(), k.length()) / 3))
        .min(Comparator.<String>comparingInt(k -> edits(word, k)).thenComparing(k -> k));
  }

  /// The known words with the fewest edits, the nearest first, however far they are.
  public static List<String> nearest(String word, Collection<String> known, int most) {
    return known.stream()
        .sorted(Comparator.<String>comparingInt(k -> edits(word, k)).thenComparing(k -> k))
        .limit(most)
        .toList();
  }

  /// Edits between two words, ignoring case: a letter more, less or other, or two swapped, which is
  /// the commonest slip.
  public static int edits(String left, String right) {
    var a = left.toLowerCase(Locale.ROOT);
    var b = right.toLowerCase(Locale.ROOT);
    var edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int cheapest(int[][] edits, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int replaced = edits[i - 1][j - 1] + (same ? 0 : 1);
    int best = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
  }
}

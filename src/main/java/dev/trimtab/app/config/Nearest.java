package dev.trimtab.app.config;

import dev.trimtab.units.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Finds the word that somebody meant.
public final class Nearest {
  private Nearest() {}

  /// The known word with the fewest edits, unless that would change more than a third of it.
  static Optional<String> to(String word, Collection<String> known) {
    return Spelling.nearest(word, known);
  }

  /// The known words with the fewest edits, the nearest first, however far they are.
  public static List<String> of(String word, Collection<String> known, int most) {
    return Spelling.nearest(word, known, most);
  }

  /// Edits between two words, ignoring case.
  static int distance(String left, String right) {
    return Spelling.edits(left, right);
  }
}

package dev.trimtab.llm.told;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/// Which of two sources counts where both tell the same: a provider's API before saved files, those
/// before a bill, and last what was stored before sources were told apart. Of equals the one that
/// was read last, so that an entry that was renamed gives way to its new name.
///
/// @param readThrough how far each source has been read
public record Precedence(Map<String, Instant> readThrough) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final String FILES = "llm-files/";
  private static final String BILL = "focus/";

  public Precedence {
    readThrough = Map.copyOf(readThrough);
  }

  /// Of sources that jobs read one after the other: those that were read within a day of the last
  /// are equal, or the order would be another after each of them. The books and the sentinel count
  /// by it.
  public static Precedence byDay(Map<String, Instant> readThrough) {
    var last = readThrough.values().stream().max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
    var equal = new HashMap<String, Instant>();
    readThrough.forEach(
        (source, read) -> equal.put(source, read.isBefore(last.minus(DAY)) ? read : last));
    return new Precedence(equal);
  }

  /// Sources in the order in which they count.
  public Comparator<String> order() {
    return Comparator.comparingInt(Precedence::rank)
        .thenComparing(this::read, Comparator.reverseOrder())
        .thenComparing(Comparator.naturalOrder());
  }

  private Instant read(String source) {
    return readThrough.getOrDefault(source, Instant.EPOCH);
  }

  /// Whether two sources are of one sort: then they may be two accounts at one provider, and are
  /// taken for one only where they tell the same ids.
  static boolean sameSort(String one, String other) {
    return rank(one) == rank(other);
  }

  private static int rank(String source) {
    if (source.isEmpty()) {
      return 3;
    }
    if (source.startsWith(BILL)) {
      return 2;
    }
    return source.startsWith(FILES) ? 1 : 0;
  }
}

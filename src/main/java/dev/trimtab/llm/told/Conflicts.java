package dev.trimtab.llm.told;

import dev.trimtab.model.Problem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where two sources tell the same otherwise, by provider and pair of sources.
final class Conflicts {
  private record Pair(String provider, String counted, String leftOut) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      return toString().compareTo(other.toString());
    }
  }

  private static final class Sums {
    private final TreeSet<LocalDate> days = new TreeSet<>();
    private BigDecimal counted = BigDecimal.ZERO;
    private BigDecimal leftOut = BigDecimal.ZERO;
  }

  private final Map<Pair, Sums> pairs = new TreeMap<>();

  void add(
      String provider,
      String counted,
      String leftOut,
      LocalDate day,
      BigDecimal countedAmount,
      BigDecimal leftOutAmount) {
    var sums = pairs.computeIfAbsent(new Pair(provider, counted, leftOut), _ -> new Sums());
    sums.days.add(day);
    sums.counted = sums.counted.add(countedAmount);
    sums.leftOut = sums.leftOut.add(leftOutAmount);
  }

  /// One for each pair of sources.
  ///
  /// @param what they tell, such as `usage`
  /// @param unit of the amounts, such as `tokens`
  List<Problem> problems(String what, String unit) {
    return pairs.entrySet().stream()
        .map(each -> problem(each.getKey(), each.getValue(), what, unit))
        .toList();
  }

  private static Problem problem(Pair pair, Sums sums, String what, String unit) {
    return new Problem(
        "llm/" + pair.provider(),
        pair.counted() + ", " + name(pair.leftOut()),
        "told-twice",
        "%s and %s both tell %s %s of %s, and not the same: %s %s against %s. What %s tells counts. Maybe take one of them out of the configuration, or give them different projects?"
            .formatted(
                pair.counted(),
                name(pair.leftOut()),
                pair.provider(),
                what,
                days(sums.days),
                text(sums.counted),
                unit,
                text(sums.leftOut),
                pair.counted()));
  }

  private static String name(String source) {
    return source.isEmpty() ? "rows from before sources were told apart" : source;
  }

  private static String days(SortedSet<LocalDate> days) {
    return days.size() == 1
        ? days.first().toString()
        : "%d days from %s to %s".formatted(days.size(), days.first(), days.last());
  }

  private static String text(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }
}

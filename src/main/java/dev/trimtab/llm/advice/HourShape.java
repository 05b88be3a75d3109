package dev.trimtab.llm.advice;

import dev.trimtab.llm.Normaliser;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.TokenKind;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// When of the day a group's tokens come, by the hour in UTC.
final class HourShape {
  private static final int HOURS = 24;
  private static final int FEW = 3;
  private static final double NEARLY_ALL = 0.9;
  private static final int ENOUGH_DAYS = 5;

  private final long[] tokens = new long[HOURS];
  private final Set<LocalDate> active = new HashSet<>();
  private boolean coarse;

  /// Adds a bucket. One of more than an hour tells nothing of the hour, and of the others no more.
  void add(ProviderUsage bucket) {
    coarse |= bucket.window().length().compareTo(Duration.ofHours(1)) > 0;
    var at = bucket.window().start().atOffset(ZoneOffset.UTC);
    long count =
        Normaliser.normalise(bucket).value().tokens().entrySet().stream()
            .filter(each -> each.getKey().isToken() && each.getKey() != TokenKind.CACHED_INPUT)
            .mapToLong(each -> each.getValue().count())
            .sum();
    tokens[at.getHour()] += count;
    if (count > 0) {
      active.add(at.toLocalDate());
    }
  }

  int days() {
    return active.size();
  }

  private List<Integer> busiestHours() {
    return IntStream.range(0, HOURS)
        .boxed()
        .sorted(Comparator.comparingLong((Integer hour) -> -tokens[hour]))
        .limit(FEW)
        .filter(hour -> tokens[hour] > 0)
        .sorted()
        .toList();
  }

  /// Share of the tokens that come in the three busiest hours of the day.
  double busiest() {
    long all = 0;
    for (long each : tokens) {
      all += each;
    }
    long most = busiestHours().stream().mapToLong(hour -> tokens[hour]).sum();
    return all == 0 ? 0 : (double) most / all;
  }

  /// Such as `02:00, 03:00`.
  String hours() {
    return busiestHours().stream()
        .map(hour -> "%02d:00".formatted(hour))
        .collect(Collectors.joining(", "));
  }

  boolean comesInBursts() {
    return !coarse && days() >= ENOUGH_DAYS && busiest() >= NEARLY_ALL;
  }
}

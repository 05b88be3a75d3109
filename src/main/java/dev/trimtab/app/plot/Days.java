package dev.trimtab.app.plot;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The midnights (UTC) of a plot's time axis.
final class Days {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  private Days() {}

  /// Hours from the start to each midnight within the hours, the first at the start itself where it
  /// is one.
  static List<Integer> midnights(Hours hours) {
    var first = date(hours.start());
    return Stream.iterate(first, day -> day.plusDays(1))
        .limit(hours.count() / 24 + 2L)
        .map(day ->
            (int)
                ChronoUnit.HOURS.between(
                    hours.start(), day.atStartOfDay(ZoneOffset.UTC).toInstant()))
        .filter(hour -> hour >= 0 && hour < hours.count())
        .toList();
  }

  /// The day that begins with an hour, such as `9 Nov`.
  static String label(Hours hours, int hour) {
    return DATE.format(date(hours.start().plus(hour, ChronoUnit.HOURS)));
  }

  /// The days that are shown, such as `9 Nov to 23 Nov UTC`.
  static String span(Hours hours) {
    return "%s to %s UTC"
        .formatted(DATE.format(date(hours.start())), DATE.format(date(hours.end().minusMillis(1))));
  }

  private static LocalDate date(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}

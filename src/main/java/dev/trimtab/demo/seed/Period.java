package dev.trimtab.demo.seed;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/// The demo's stretch of time: four weeks that end at six in the morning of its today.
///
/// @param date the demo's today
/// @param first the first interval; asked for once a point, so it is kept rather than computed
public record Period(LocalDate date, long first) {
  public static final int DAYS = 28;

  /// Seconds of an interval.
  public static final int STEP = 300;

  public static final int DAY = 288;
  public static final int HOUR = 12;

  public Period(LocalDate date) {
    this(date, asOf(date).minus(Duration.ofDays(DAYS)).getEpochSecond() / STEP);
  }

  public Instant asOf() {
    return asOf(date);
  }

  private static Instant asOf(LocalDate date) {
    return date.atTime(LocalTime.of(6, 0)).toInstant(ZoneOffset.UTC);
  }

  public Instant start() {
    return instant(first);
  }

  /// The first interval that has not happened yet.
  public long now() {
    return first + DAYS * (long) DAY;
  }

  public static Instant instant(long interval) {
    return Instant.ofEpochSecond(interval * STEP);
  }
}

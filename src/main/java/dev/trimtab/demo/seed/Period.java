package dev.trimtab.demo.seed;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/// The demo's stretch of time: four weeks that end at six in the morning of its today.
///
/// @param date the demo's today
public record Period(LocalDate date) {
  public static final int DAYS = 28;

  /// Seconds of an interval.
  public static final int STEP = 300;

  public static final int DAY = 288;
  public static final int HOUR = 12;

  public Instant asOf() {
    return date.atTime(LocalTime.of(6, 0)).toInstant(ZoneOffset.UTC);
  }

  public Instant start() {
    return asOf().minus(Duration.ofDays(DAYS));
  }

  /// The first interval that has not happened yet.
  public long now() {
    return asOf().getEpochSecond() / STEP;
  }

  public long first() {
    return start().getEpochSecond() / STEP;
  }

  public static Instant instant(long interval) {
    return Instant.ofEpochSecond(interval * STEP);
  }
}

package dev.trimtab.app.plot;

import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.model.usage.HourlyPeaks;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/// Values hour by hour, the hours being whole ones of the clock in UTC; NaN where nothing is known.
public final class Hours {
  private final Instant start;
  private final double[] values;

  Hours(Instant start, double[] values) {
    this.start = start;
    this.values = values.clone();
  }

  /// CPU peaks, cores. Of a day whose hours are unknown the day's peak stands for each of its
  /// hours, or else its average.
  static Hours cpu(ContainerHistory history, Instant asOf, int days) {
    return of(
        history,
        asOf,
        days,
        HourlyPeaks::cpu,
        day -> Double.isNaN(day.cpuPeak()) ? day.cpuAverage() : day.cpuPeak());
  }

  /// Memory peaks, bytes, in the same way.
  static Hours memory(ContainerHistory history, Instant asOf, int days) {
    return of(
        history,
        asOf,
        days,
        HourlyPeaks::memory,
        day -> Double.isNaN(day.memoryPeak()) ? day.memoryAverage() : day.memoryPeak());
  }

  private interface OfHour {
    double at(HourlyPeaks peaks, int hour);
  }

  private interface OfDay {
    double at(DailyProfile day);
  }

  private static Hours of(
      ContainerHistory history, Instant asOf, int days, OfHour ofHour, OfDay ofDay) {
    var end = asOf.truncatedTo(ChronoUnit.HOURS);
    end = end.equals(asOf) ? end : end.plus(1, ChronoUnit.HOURS);
    var start = end.minus(Duration.ofDays(days));
    var values = new double[days * HourlyPeaks.HOURS];
    Arrays.fill(values, Double.NaN);
    for (var day : history.days()) {
      var midnight = day.day().atStartOfDay(ZoneOffset.UTC).toInstant();
      boolean known = known(day.hourly(), ofHour);
      for (int hour = 0; hour < HourlyPeaks.HOURS; hour++) {
        long at = ChronoUnit.HOURS.between(start, midnight) + hour;
        if (at >= 0 && at < values.length) {
          values[(int) at] = known ? ofHour.at(day.hourly(), hour) : ofDay.at(day);
        }
      }
    }
    return new Hours(start, values);
  }

  private static boolean known(HourlyPeaks peaks, OfHour ofHour) {
    for (int hour = 0; hour < HourlyPeaks.HOURS; hour++) {
      if (!Double.isNaN(ofHour.at(peaks, hour))) {
        return true;
      }
    }
    return false;
  }

  Instant start() {
    return start;
  }

  Instant end() {
    return start.plus(values.length, ChronoUnit.HOURS);
  }

  int count() {
    return values.length;
  }

  double at(int hour) {
    return values[hour];
  }

  /// The highest of the hours `[from, to)`; NaN where none of them is known.
  double highest(int from, int to) {
    double highest = Double.NaN;
    for (int hour = from; hour < to; hour++) {
      double value = values[hour];
      if (Double.isFinite(value) && !(value <= highest)) {
        highest = value;
      }
    }
    return highest;
  }

  /// The highest of all; NaN where nothing is known.
  double highest() {
    return highest(0, values.length);
  }
}

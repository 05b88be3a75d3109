package dev.trimtab.rightsize.rule.usage;

import static dev.trimtab.rightsize.amount.Measure.CPU;

import dev.trimtab.model.usage.HourlyPeaks;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.SizingRule;
import java.util.ArrayList;
import java.util.List;

/// Business hours are not the night: says when a container is busy, and what it needs in between.
public record DailyCycle() implements SizingRule {
  private static final double BUSIER = 1.5;

  /// Fewer quiet hours are a dip, fewer days a coincidence.
  private static final int QUIET_HOURS = 6;

  private static final int DAYS = 3;

  /// Two spans may be one over midnight; more are no cycle but bursts.
  private static final int SPANS = 2;

  @Override
  public Sizing apply(SizingCase subject, Sizing sizing) {
    var hours = byHour(subject);
    double peak = 0;
    for (double hour : hours) {
      peak = hour > peak ? hour : peak;
    }
    if (subject.days().size() < DAYS || subject.runsToCompletion() || !(peak > 0)) {
      return sizing;
    }
    var busy = new ArrayList<Integer>();
    double quiet = 0;
    for (int hour = 0; hour < HourlyPeaks.HOURS; hour++) {
      if (Double.isNaN(hours[hour])) {
        return sizing;
      }
      if (hours[hour] * BUSIER > peak) {
        busy.add(hour);
      } else {
        quiet = Math.max(quiet, hours[hour]);
      }
    }
    var spans = spans(busy);
    return HourlyPeaks.HOURS - busy.size() < QUIET_HOURS || spans.size() > SPANS
        ? sizing
        : sizing
            .noting(
                "It has a daily cycle: up to %s from %s UTC, up to %s in the other hours."
                    .formatted(words(peak), String.join(" and ", spans), words(quiet)))
            .figure("cpu_busy_hours_peak_cores", peak)
            .figure("cpu_quiet_hours_peak_cores", quiet);
  }

  /// The highest of each hour over all days, NaN where no day knows it.
  private static double[] byHour(SizingCase subject) {
    var highest = new double[HourlyPeaks.HOURS];
    for (int hour = 0; hour < HourlyPeaks.HOURS; hour++) {
      int at = hour;
      highest[hour] =
          subject.days().stream()
              .mapToDouble(day -> day.hourly().cpu(at))
              .filter(Double::isFinite)
              .max()
              .orElse(Double.NaN);
    }
    return highest;
  }

  /// `08:00 to 18:00 and 22:00 to 23:00`.
  private static List<String> spans(List<Integer> hours) {
    var spans = new ArrayList<int[]>();
    for (int hour : hours) {
      if (!spans.isEmpty() && spans.getLast()[1] == hour) {
        spans.getLast()[1] = hour + 1;
      } else {
        spans.add(new int[] {hour, hour + 1});
      }
    }
    return spans.stream().map(span -> "%02d:00 to %02d:00".formatted(span[0], span[1])).toList();
  }

  private static String words(double cores) {
    return CPU.words(Math.round(cores * 1000));
  }
}

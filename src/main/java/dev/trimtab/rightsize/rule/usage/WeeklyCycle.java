package dev.trimtab.rightsize.rule.usage;

import static dev.trimtab.rightsize.amount.Measure.CPU;

import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.model.usage.HourlyPeaks;
import dev.trimtab.rightsize.rule.Estimator;
import dev.trimtab.rightsize.rule.Plausible;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.SizingRule;
import java.time.DayOfWeek;
import java.util.List;
import java.util.stream.Stream;

/// Weekdays are not weekends: a request is not lowered on what a weekend did not need.
public record WeeklyCycle() implements SizingRule {
  private static final double BUSIER = 1.5;
  private static final double NEED = 0.95;
  private static final int WEEK = 7;
  private static final int LOW_DAYS = 2;

  @Override
  public Sizing apply(SizingCase subject, Sizing sizing) {
    if (subject.days().isEmpty() || subject.runsToCompletion()) {
      return sizing;
    }
    var weekends = subject.days().stream().filter(WeeklyCycle::atWeekend).toList();
    var weekdays = subject.days().stream().filter(day -> !atWeekend(day)).toList();
    if (weekdays.isEmpty()) {
      return held(
          subject,
          sizing.noting("No weekday was seen yet: the CPU request is not lowered before."),
          CPU.asked(subject.current()).orElse(0),
          "no weekday was seen yet, so not lowered");
    }
    if (weekends.isEmpty()) {
      return subject.days().size() < WEEK ? sizing.noting("No weekend was seen yet.") : sizing;
    }
    double busy = peak(weekdays);
    double quiet = peak(weekends);
    return busy > BUSIER * quiet ? cycle(subject, sizing, weekdays, busy, quiet) : sizing;
  }

  private static Sizing cycle(
      SizingCase subject, Sizing sizing, List<DailyProfile> weekdays, double busy, double quiet) {
    var noted =
        sizing
            .noting(
                "It has a weekly cycle: up to %s on weekdays, up to %s at weekends."
                    .formatted(words(busy), words(quiet)))
            .figure("cpu_weekday_peak_cores", busy)
            .figure("cpu_weekend_peak_cores", quiet);
    var newest = Stream.iterate(subject.days().size() - 1, i -> i >= 0, i -> i - 1).limit(LOW_DAYS);
    boolean low = newest.allMatch(i -> atWeekend(subject.days().get(i)));
    var need = Estimator.percentile(NEED).estimate(weekdays);
    return !low || need.isEmpty()
        ? noted
        : held(
            subject,
            noted,
            Plausible.cpu(need.getAsDouble()).millis(),
            "the last days were a weekend, and weekdays need %s"
                .formatted(words(need.getAsDouble())));
  }

  /// A request that would go down stops at what is needed, or stays where it is below that.
  private static Sizing held(SizingCase subject, Sizing sizing, long need, String because) {
    long now = CPU.asked(subject.current()).orElse(0);
    long least = Math.min(now, need);
    return sizing.request(CPU).orElse(least) < least ? sizing.request(CPU, least, because) : sizing;
  }

  private static boolean atWeekend(DailyProfile day) {
    var name = day.day().getDayOfWeek();
    return name == DayOfWeek.SATURDAY || name == DayOfWeek.SUNDAY;
  }

  /// The highest of any hour; of the interval averages where the hours are not known.
  private static double peak(List<DailyProfile> days) {
    double highest = 0;
    for (var day : days) {
      double ofDay = Double.NaN;
      for (int hour = 0; hour < HourlyPeaks.HOURS; hour++) {
        double cores = day.hourly().cpu(hour);
        ofDay = Double.isNaN(ofDay) || cores > ofDay ? cores : ofDay;
      }
      double known = Double.isNaN(ofDay) ? day.cpu().percentile(1) : ofDay;
      highest = Math.max(highest, known);
    }
    return highest;
  }

  private static String words(double cores) {
    return CPU.words(Math.round(cores * 1000));
  }
}

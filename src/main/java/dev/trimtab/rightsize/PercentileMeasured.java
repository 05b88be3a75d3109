package dev.trimtab.rightsize;

import static dev.trimtab.rightsize.rule.Estimator.memoryPeak;
import static dev.trimtab.rightsize.rule.Estimator.percentile;

import dev.trimtab.rightsize.rule.Percent;
import dev.trimtab.rightsize.rule.Plausible;
import dev.trimtab.rightsize.rule.SizingCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// A percentile of CPU interval averages and the highest memory peak, a margin on each.
///
/// @param quantile within (0, 1]
/// @param cpuMargin share on top
/// @param memoryMargin share on top
public record PercentileMeasured(double quantile, double cpuMargin, double memoryMargin)
    implements Sizer {
  @Override
  public Measured measure(SizingCase subject) {
    var days = subject.days();
    var used = percentile(quantile).estimate(days);
    var peak = memoryPeak().estimate(days);
    var figures = new HashMap<String, Double>();
    figures.put("cpu_percentile", quantile);
    used.ifPresent(cores -> figures.put("cpu_percentile_cores", cores));
    return new Measured(
        percentile(quantile).withMargin(cpuMargin).estimate(days).orElse(Double.NaN),
        memoryPeak().withMargin(memoryMargin).estimate(days).orElse(Double.NaN),
        Double.NaN,
        Double.NaN,
        "the P%s of %d days is %.1fm, plus %s%%"
            .formatted(
                Percent.of(quantile), days.size(), used.orElse(0) * 1000, Percent.of(cpuMargin)),
        "the peak of %d days is %.1fMi, plus %s%%"
            .formatted(days.size(), peak.orElse(0) / (1 << 20), Percent.of(memoryMargin)),
        figures,
        leftOut(subject),
        "P" + Percent.of(quantile),
        "");
  }

  private static List<String> leftOut(SizingCase subject) {
    var notes = new ArrayList<String>();
    long bad =
        subject.days().stream()
            .filter(day -> !Double.isNaN(day.memoryPeak()) && !Plausible.bytes(day.memoryPeak()))
            .count();
    if (bad > 0) {
      notes.add("%d days report memory that no machine has: they are left out.".formatted(bad));
    }
    return notes;
  }
}

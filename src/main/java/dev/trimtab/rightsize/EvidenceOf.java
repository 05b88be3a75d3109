package dev.trimtab.rightsize;

import static dev.trimtab.rightsize.rule.Estimator.memoryPeak;

import dev.trimtab.model.finding.Evidence;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.units.TimeWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// The figures that a size rests on.
final class EvidenceOf {
  private EvidenceOf() {}

  /// @param history with at least one day
  static Evidence history(ContainerHistory history, Measured measured, Sizing sizing) {
    var days = history.days();
    var figures = new HashMap<>(measured.figures());
    figures.put("days", (double) days.size());
    figures.put("use_alone_cpu_cores", measured.cpuCores());
    figures.put("use_alone_memory_bytes", measured.memoryBytes());
    known(days, DailyProfile::cpuPeak).max().ifPresent(v -> figures.put("cpu_peak_cores", v));
    known(days, DailyProfile::cpuAverage)
        .average()
        .ifPresent(v -> figures.put("cpu_average_cores", v));
    memoryPeak().estimate(days).ifPresent(v -> figures.put("memory_peak_bytes", v));
    known(days, DailyProfile::throttled)
        .max()
        .ifPresent(v -> figures.put("cpu_throttled_share", v));
    figures.put("oom_kills", days.stream().mapToDouble(d -> Math.max(0, d.oomKills())).sum());
    figures.putAll(sizing.figures());
    figures.values().removeIf(value -> !Double.isFinite(value));
    var window =
        new TimeWindow(midnight(days.getFirst().day()), midnight(days.getLast().day().plusDays(1)));
    long samples = days.stream().mapToLong(DailyProfile::samples).sum();
    return new Evidence(window, samples, figures, sizing.notes(), words(measured));
  }

  private static Map<String, String> words(Measured measured) {
    var words = new HashMap<String, String>();
    words.put("policy", measured.policy());
    words.put("runner_up", measured.runnerUp());
    words.values().removeIf(String::isEmpty);
    return words;
  }

  private static DoubleStream known(List<DailyProfile> days, ToDoubleFunction<DailyProfile> of) {
    return days.stream().mapToDouble(of).filter(Double::isFinite);
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}

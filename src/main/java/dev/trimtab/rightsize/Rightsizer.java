package dev.trimtab.rightsize;

import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.finding.Evidence;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Sizes a container's requests and limits, up or down, from its daily profiles.
public final class Rightsizer {
  /// An out-of-memory kill hides how much was wanted: VPA's factor on what was there.
  private static final double OOM_FACTOR = 1.2;

  /// A container that was throttled in more than this share of periods wanted more than it got.
  private static final double THROTTLED = 0.25;

  private final RightsizeSettings settings;
  private final Estimator cpu;
  private final Estimator memory;

  public Rightsizer(RightsizeSettings settings) {
    this.settings = settings;
    this.cpu =
        new Percentile(settings.percentile())
            .withMargin(settings.cpuMargin())
            .atLeast(settings.cpuFloor().cores());
    this.memory =
        new MemoryPeak()
            .withMargin(settings.memoryMargin())
            .atLeast((double) settings.memoryFloor().bytes());
  }

  /// Advises on one container. Empty for what runs no more, and for init containers, which run
  /// once.
  public Optional<Finding> advise(ContainerHistory history) {
    if (history.replicas() == 0 || history.role() == Container.Role.INIT) {
      return Optional.empty();
    }
    var seen = seen(history.days());
    if (seen.compareTo(settings.minHistory()) < 0) {
      return Optional.of(
          new Finding.InsufficientData(
              history.ref(),
              history.current(),
              seen,
              settings.minHistory(),
              "Only %s of usage seen, %s needed."
                  .formatted(hours(seen), hours(settings.minHistory()))));
    }
    return Optional.of(size(history));
  }

  /// Time covered by samples, one pod's worth: ten pods for an hour are an hour.
  private static Duration seen(List<DailyProfile> days) {
    double hours = 0;
    for (var day : days) {
      hours += Math.min(24, day.hours() / Math.max(1, day.pods()));
    }
    return Duration.ofMinutes(Math.round(hours * 60));
  }

  private static String hours(Duration duration) {
    return duration.toHours() < 48 ? duration.toHours() + " h" : duration.toDays() + " days";
  }

  private Finding size(ContainerHistory history) {
    var notes = new ArrayList<String>();
    var proposed = propose(history, notes);
    var evidence = evidence(history, notes);
    var current = history.current();
    if (close(current, proposed)) {
      return new Finding.Keep(
          history.ref(),
          current,
          evidence,
          "Requests are within %.0f%% of what it needs."
              .formatted(settings.changeThreshold() * 100));
    }
    return new Finding.Resize(
        history.ref(),
        current,
        proposed,
        history.replicas(),
        evidence,
        reason(current, proposed, history, notes));
  }

  private Resources propose(ContainerHistory history, List<String> notes) {
    var current = history.current();
    var cpuRequest = cpuRequest(history, notes);
    var memoryRequest = memoryRequest(history, notes);
    var memoryLimit = Limits.memory(settings.memoryLimit(), current, memoryRequest);
    // A request that the history says nothing about stays, and so does its limit.
    return new Resources(
        cpuRequest == null ? current.cpuRequest() : cpuRequest,
        cpuRequest == null
            ? current.cpuLimit()
            : Limits.cpu(settings.cpuLimit(), current, cpuRequest),
        memoryRequest == null ? current.memoryRequest() : memoryRequest,
        memoryRequest == null ? current.memoryLimit() : memoryLimit,
        current.gpus());
  }

  private @Nullable Cpu cpuRequest(ContainerHistory history, List<String> notes) {
    var estimate = cpu.estimate(history.days());
    if (estimate.isEmpty()) {
      notes.add("No CPU usage is known: the CPU request stays as it is.");
      return null;
    }
    var request = Cpu.ofCores(estimate.getAsDouble());
    double throttled =
        history.days().stream()
            .mapToDouble(DailyProfile::throttled)
            .filter(t -> !Double.isNaN(t))
            .max()
            .orElse(0);
    var limit = history.current().cpuLimit();
    if (throttled > THROTTLED && limit != null) {
      notes.add(
          "CPU was throttled in up to %.0f%% of periods: its limit of %s hides what it wants, so the request is not lowered."
              .formatted(throttled * 100, limit));
      var now = history.current().cpuRequest();
      return now == null ? request : request.atLeast(now);
    }
    return request;
  }

  private @Nullable Memory memoryRequest(ContainerHistory history, List<String> notes) {
    var estimate = memory.estimate(history.days());
    if (estimate.isEmpty()) {
      notes.add("No memory usage is known: the memory request stays as it is.");
      return null;
    }
    var request = Memory.bytes((long) Math.ceil(estimate.getAsDouble()));
    int kills = history.days().stream().mapToInt(DailyProfile::oomKills).sum();
    if (kills > 0) {
      var limit = history.current().memoryLimit();
      double peak = new MemoryPeak().estimate(history.days()).orElse(0);
      var least =
          Memory.bytes(Math.max((long) peak, limit == null ? 0 : limit.bytes())).times(OOM_FACTOR);
      request = request.atLeast(least);
      notes.add(
          "Killed %d times for memory: at least %.1f times its limit or peak."
              .formatted(kills, OOM_FACTOR));
    }
    return request.roundUpToMebi();
  }

  private boolean close(Resources current, Resources proposed) {
    return near(
            current.cpuRequest() == null ? -1 : current.cpuRequest().millis(),
            proposed.cpuRequest() == null ? -1 : proposed.cpuRequest().millis())
        && near(
            current.memoryRequest() == null ? -1 : current.memoryRequest().bytes(),
            proposed.memoryRequest() == null ? -1 : proposed.memoryRequest().bytes());
  }

  private boolean near(long current, long proposed) {
    if (current <= 0 || proposed <= 0) {
      return current == proposed;
    }
    return Math.abs(proposed - current) <= settings.changeThreshold() * current;
  }

  private Evidence evidence(ContainerHistory history, List<String> notes) {
    var days = history.days();
    var figures = new TreeMap<String, Double>();
    figures.put("cpu_percentile", settings.percentile());
    new Percentile(settings.percentile())
        .estimate(days)
        .ifPresent(v -> figures.put("cpu_percentile_cores", v));
    days.stream()
        .mapToDouble(DailyProfile::cpuPeak)
        .filter(v -> !Double.isNaN(v))
        .max()
        .ifPresent(v -> figures.put("cpu_peak_cores", v));
    days.stream()
        .mapToDouble(DailyProfile::cpuAverage)
        .filter(v -> !Double.isNaN(v))
        .average()
        .ifPresent(v -> figures.put("cpu_average_cores", v));
    new MemoryPeak().estimate(days).ifPresent(v -> figures.put("memory_peak_bytes", v));
    figures.put("oom_kills", (double) days.stream().mapToInt(DailyProfile::oomKills).sum());
    figures.put("days", (double) days.size());
    var from = days.getFirst().day().atStartOfDay(ZoneOffset.UTC).toInstant();
    var to = days.getLast().day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    long samples = days.stream().mapToLong(DailyProfile::samples).sum();
    return new Evidence(new TimeWindow(from, to), samples, Map.copyOf(figures), notes);
  }

  private String reason(
      Resources current, Resources proposed, ContainerHistory history, List<String> notes) {
    var parts = new ArrayList<String>();
    if (proposed.cpuRequest() != null && !proposed.cpuRequest().equals(current.cpuRequest())) {
      parts.add(
          "CPU request %s to %s: the P%.0f of %d days is %.0fm, plus %.0f%%"
              .formatted(
                  shown(current.cpuRequest()),
                  proposed.cpuRequest(),
                  settings.percentile() * 100,
                  history.days().size(),
                  new Percentile(settings.percentile()).estimate(history.days()).orElse(0) * 1000,
                  settings.cpuMargin() * 100));
    }
    if (proposed.memoryRequest() != null
        && !proposed.memoryRequest().equals(current.memoryRequest())) {
      parts.add(
          "memory request %s to %s: the peak is %.0fMi, plus %.0f%%"
              .formatted(
                  shown(current.memoryRequest()),
                  proposed.memoryRequest(),
                  new MemoryPeak().estimate(history.days()).orElse(0) / (1 << 20),
                  settings.memoryMargin() * 100));
    }
    var sentence = String.join("; ", parts);
    return sentence.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
        + sentence.substring(1)
        + "."
        + (notes.isEmpty() ? "" : " " + String.join(" ", notes));
  }

  private static String shown(@Nullable Object quantity) {
    return quantity == null ? "none" : quantity.toString();
  }
}

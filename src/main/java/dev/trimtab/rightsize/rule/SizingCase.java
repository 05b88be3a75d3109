package dev.trimtab.rightsize.rule;

import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.rightsize.wish.Treatment;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that is known when a container is sized.
///
/// @param history its days in order
/// @param workload null where only its usage is known
/// @param formerName the container whose history was its own before it was renamed; empty for none
public record SizingCase(
    ContainerHistory history,
    @Nullable Workload workload,
    Surroundings cluster,
    Treatment treatment,
    String formerName) {
  /// Days come in order, but for a clock that stepped back.
  public SizingCase {
    var days = history.days();
    if (!inOrder(days)) {
      history =
          new ContainerHistory(
              history.ref(),
              history.role(),
              history.current(),
              history.replicas(),
              days.stream().sorted(Comparator.comparing(DailyProfile::day)).toList(),
              history.gauges(),
              history.nodeKinds());
    }
  }

  /// A container of which only the usage is known.
  public static SizingCase of(ContainerHistory history, LocalDate asOf) {
    return new SizingCase(history, null, Surroundings.unknown(asOf), Treatment.DEFAULT, "");
  }

  private static boolean inOrder(List<DailyProfile> days) {
    for (int i = 1; i < days.size(); i++) {
      if (days.get(i).day().isBefore(days.get(i - 1).day())) {
        return false;
      }
    }
    return true;
  }

  public List<DailyProfile> days() {
    return history.days();
  }

  public Resources current() {
    return history.current();
  }

  /// What it asks for that is no whole GPU, as its template states it.
  public Map<String, Integer> accelerators() {
    return workload == null
        ? Map.of()
        : workload.template().containers().stream()
            .filter(container -> container.name().equals(history.ref().container()))
            .findFirst()
            .map(Container::accelerators)
            .orElse(Map.of());
  }

  /// Of the workload: `Deployment`, `CronJob`, …
  public String kind() {
    return history.ref().workload().kind();
  }

  public String namespace() {
    return history.ref().workload().namespace();
  }

  /// Whether it ends when its work is done.
  public boolean runsToCompletion() {
    return kind().equals("Job") || kind().equals("CronJob");
  }
}

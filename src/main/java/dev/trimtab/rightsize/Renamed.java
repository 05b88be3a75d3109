package dev.trimtab.rightsize;

import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.DailyProfile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Finds a container that goes by another name than before: one vanished from its workload as
/// another with the same role appeared, and there is only one such pair. The new one's history is
/// lengthened by the old one's.
public final class Renamed {
  private static final int DAYS_BETWEEN = 2;

  private Renamed() {}

  /// A container's history and whose it was before; empty for nobody's.
  public record Named(ContainerHistory history, String formerName) {}

  private record Pair(ContainerHistory gone, ContainerHistory come) {}

  /// Joins the histories of a renamed container.
  ///
  /// @param containers all of one workload
  public static List<Named> adopt(List<ContainerHistory> containers) {
    var pairs = new ArrayList<Pair>();
    for (var gone : containers) {
      for (var come : containers) {
        if (gone.replicas() <= 0 && come.replicas() > 0 && follows(gone, come)) {
          pairs.add(new Pair(gone, come));
        }
      }
    }
    if (pairs.size() != 1) {
      return containers.stream().map(history -> new Named(history, "")).toList();
    }
    var pair = pairs.getFirst();
    return containers.stream()
        .filter(history -> !history.ref().equals(pair.gone().ref()))
        .map(history ->
            history.ref().equals(pair.come().ref())
                ? new Named(joined(pair), pair.gone().ref().container())
                : new Named(history, ""))
        .toList();
  }

  private static boolean follows(ContainerHistory gone, ContainerHistory come) {
    if (gone.role() != come.role() || gone.days().isEmpty() || come.days().isEmpty()) {
      return false;
    }
    var last = edge(gone).max(Comparator.naturalOrder()).orElseThrow();
    var begins = edge(gone).min(Comparator.naturalOrder()).orElseThrow();
    var first = edge(come).min(Comparator.naturalOrder()).orElseThrow();
    return first.isAfter(begins)
        && !first.isBefore(last.minusDays(1))
        && !first.isAfter(last.plusDays(DAYS_BETWEEN));
  }

  private static Stream<LocalDate> edge(ContainerHistory history) {
    return history.days().stream().map(DailyProfile::day);
  }

  /// On the day of the change both ran; the new one's own day counts.
  private static ContainerHistory joined(Pair pair) {
    var first = edge(pair.come()).min(Comparator.naturalOrder()).orElseThrow();
    var days =
        Stream.concat(
                pair.gone().days().stream().filter(day -> day.day().isBefore(first)),
                pair.come().days().stream())
            .toList();
    var come = pair.come();
    return new ContainerHistory(
        come.ref(),
        come.role(),
        come.current(),
        come.replicas(),
        days,
        come.gauges(),
        come.nodeKinds());
  }
}

package dev.trimtab.pipeline;

import dev.trimtab.model.spend.Alert;
import dev.trimtab.model.spend.Incident;
import dev.trimtab.model.spend.StoredAlert;
import dev.trimtab.pipeline.watch.Found;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Stored alerts, each to be found again once.
final class Known {
  /// Two incidents of a series are further apart: one ends half a day after it was last seen.
  private static final Duration SAME = Duration.ofHours(12);

  private final Map<String, List<StoredAlert>> bySeries = new HashMap<>();
  private final boolean empty;

  Known(List<StoredAlert> alerts) {
    empty = alerts.isEmpty();
    alerts.forEach(alert ->
        bySeries
            .computeIfAbsent(alert.incident().alert().series(), _ -> new ArrayList<>())
            .add(alert));
  }

  boolean isEmpty() {
    return empty;
  }

  Optional<StoredAlert> take(Incident incident) {
    var candidates = bySeries.getOrDefault(incident.alert().series(), List.of());
    var same =
        candidates.stream()
            .filter(old -> isSame(old.incident(), incident))
            .min(
                Comparator.comparing(old ->
                    Duration.between(old.incident().alert().at(), incident.alert().at()).abs()));
    same.ifPresent(candidates::remove);
    return same;
  }

  private static boolean isSame(Incident old, Incident now) {
    Alert a = old.alert();
    Alert b = now.alert();
    boolean equal = a.rule().equals(b.rule()) && a.firstAt().equals(b.firstAt());
    if (Found.isLevel(a.rule()) || Found.isLevel(b.rule())) {
      return equal;
    }
    boolean near = Duration.between(a.at(), b.at()).abs().compareTo(SAME) < 0;
    boolean open = old.ended() == null && now.ended() == null;
    return equal || near || open;
  }

  List<StoredAlert> left() {
    return bySeries.values().stream().flatMap(List::stream).toList();
  }
}

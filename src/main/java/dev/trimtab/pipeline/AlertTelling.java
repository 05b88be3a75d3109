package dev.trimtab.pipeline;

import dev.trimtab.model.spend.AlertNotice;
import dev.trimtab.model.spend.StoredAlert;
import dev.trimtab.pipeline.Sentinel.SentinelSettings;
import dev.trimtab.pipeline.watch.Causes;
import dev.trimtab.pipeline.watch.Found;
import dev.trimtab.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Puts out notices: of each cause once, again as it grows, and when it is over.
final class AlertTelling {
  private static final Duration DAY = Duration.ofDays(1);

  private final Database database;
  private final SentinelSettings settings;
  private final Mutes mutes;
  private final Instant asOf;
  private final Set<Long> orphans = new HashSet<>();

  AlertTelling(Database database, SentinelSettings settings, Mutes mutes, Instant asOf) {
    this.database = database;
    this.settings = settings;
    this.mutes = mutes;
    this.asOf = asOf;
  }

  /// Tells what is to be told now.
  ///
  /// @param found what this pass has found
  /// @param ids of the alerts that it was written down as; none for what was not
  /// @param alerts as they stand
  void tell(List<Found> found, Map<Found, Long> ids, List<StoredAlert> alerts) {
    var stored = AlertBook.byId(alerts);
    var live = new ArrayList<Found>();
    for (var each : found) {
      var alert = alert(each, ids, stored);
      if (alert.isPresent() && isLive(each)) {
        live.add(each);
        orphan(alert.get(), stored);
      }
    }
    var muted =
        live.stream()
            .filter(each -> alert(each, ids, stored).filter(this::isMuted).isPresent())
            .toList();
    var causes = live.stream().filter(each -> !each.isLevel() && !muted.contains(each)).toList();
    var quiet = new ArrayList<Found>();
    for (var each : causes) {
      // whoever mutes a key does not want to hear of it from its team
      muted.stream()
          .filter(m -> !m.isLevel() && m.explains(each))
          .findFirst()
          .ifPresent(m -> {
            quiet.add(each);
            follow(each, m, ids, stored);
          });
    }
    for (var group : Causes.of(causes.stream().filter(each -> !quiet.contains(each)).toList())) {
      tellOne(group.stream().map(each -> alert(each, ids, stored).orElseThrow()).toList());
    }
    live.stream()
        .filter(each -> each.isLevel() && !muted.contains(each))
        .forEach(each -> alert(each, ids, stored).ifPresent(this::tell));
    // what was told has an end to be told, however long ago it was raised
    alerts.stream().filter(alert -> alert.notices() > 0).forEach(this::tell);
  }

  private static Optional<StoredAlert> alert(
      Found found, Map<Found, Long> ids, Map<Long, StoredAlert> stored) {
    var id = ids.get(found);
    return id == null ? Optional.empty() : Optional.ofNullable(stored.get(id));
  }

  private boolean isLive(Found found) {
    return found.incident().ended() == null
        || !found.incident().alert().at().isBefore(asOf.minus(settings.notifyWithin()));
  }

  /// One that is over was mute if it was when it ended: it is not told once the mute is over.
  private boolean isMuted(StoredAlert alert) {
    var ended = alert.incident().ended();
    return mutes.covers(alert.incident().alert().series(), ended == null ? asOf : ended);
  }

  private void follow(
      Found found, Found parent, Map<Found, Long> ids, Map<Long, StoredAlert> stored) {
    var child = alert(found, ids, stored);
    var id = ids.get(parent);
    if (id != null && child.isPresent() && child.get().parent() == null) {
      database.alerts().follow(child.get().id(), id);
    }
  }

  /// One that goes on for a day after the one that was told in its place has ended has a cause of
  /// its own.
  private void orphan(StoredAlert alert, Map<Long, StoredAlert> stored) {
    var parent = alert.parent();
    if (parent == null || alert.incident().ended() != null) {
      return;
    }
    var told = stored.get(parent);
    var ended = told == null ? null : told.incident().ended();
    if (ended != null && !asOf.isBefore(ended.plus(DAY))) {
      database.alerts().follow(alert.id(), null);
      orphans.add(alert.id());
    }
  }

  private void tellOne(List<StoredAlert> alerts) {
    var told =
        alerts.stream()
            .filter(alert -> alert.notices() > 0)
            .min(Comparator.comparingLong(StoredAlert::id))
            .orElse(alerts.getFirst());
    for (var alert : alerts) {
      if (alert.id() != told.id() && alert.parent() == null && alert.notices() == 0) {
        database.alerts().follow(alert.id(), told.id());
      } else {
        tell(alert);
      }
    }
  }

  private void tell(StoredAlert alert) {
    if (next(alert).isEmpty() && !orphans.contains(alert.id())) {
      return;
    }
    var current = database.alerts().of(alert.id()).orElse(alert);
    for (var kind = next(current); kind.isPresent(); kind = next(current)) {
      database.alerts().tell(current, kind.get(), settings.channels(), asOf);
      int told = current.notices();
      current = database.alerts().of(alert.id()).orElseThrow();
      if (told == current.notices()) {
        return; // somebody else tells it
      }
    }
  }

  /// What is to be told next of an alert, if anything.
  private Optional<AlertNotice.Kind> next(StoredAlert alert) {
    boolean over = alert.incident().ended() != null;
    if (alert.parent() != null || alert.status() == StoredAlert.Status.MUTED) {
      return Optional.empty();
    }
    if (alert.notices() == 0 && isMuted(alert)) {
      return Optional.empty();
    }
    if (alert.notices() == 0) {
      boolean recent = !alert.incident().alert().at().isBefore(asOf.minus(settings.notifyWithin()));
      return !over || recent ? Optional.of(AlertNotice.Kind.OPENED) : Optional.empty();
    }
    if (over) {
      return alert.toldEnd() || endsWithItsMonth(alert)
          ? Optional.empty()
          : Optional.of(AlertNotice.Kind.ENDED);
    }
    return alert.status() == StoredAlert.Status.OPEN && !isLevel(alert) && grew(alert)
        ? Optional.of(AlertNotice.Kind.GREW)
        : Optional.empty();
  }

  private static boolean isLevel(StoredAlert alert) {
    return Found.isLevel(alert.incident().alert().rule());
  }

  /// That a budget's month is over is no news.
  private static boolean endsWithItsMonth(StoredAlert alert) {
    var ended = alert.incident().ended();
    return isLevel(alert) && ended != null && ended.atOffset(ZoneOffset.UTC).getDayOfMonth() == 1;
  }

  private boolean grew(StoredAlert alert) {
    double excess = alert.incident().excess();
    var toldAt = alert.toldAt();
    boolean doubled = excess > 0 && excess >= 2 * alert.toldExcess();
    boolean dayLater = toldAt != null && !asOf.isBefore(toldAt.plus(DAY));
    return doubled || dayLater;
  }
}

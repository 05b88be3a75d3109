package dev.trimtab.pipeline;

import dev.trimtab.model.spend.Findings;
import dev.trimtab.model.spend.Incident;
import dev.trimtab.model.spend.StoredAlert;
import dev.trimtab.pipeline.Sentinel.SentinelSettings;
import dev.trimtab.pipeline.watch.Found;
import dev.trimtab.store.Alerts;
import dev.trimtab.store.Database;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Writes down what one pass has found, and has it told.
final class AlertBook {
  /// Incidents that are older when they are first seen come of revised data, or of a stretch that
  /// begins elsewhere: nobody needs them. A first pass writes down all, for history.
  private static final Duration NEWS = Duration.ofDays(7);

  private static final Duration DAY = Duration.ofDays(1);

  /// Amounts are stored to the ninth decimal.
  private static final double SAME = 1e-6;

  private final Database database;
  private final SentinelSettings settings;
  private final TimeWindow window;
  private final Instant asOf;
  private final Mutes mutes;

  /// An incident, and the alert that it was known by.
  private record Entry(Found found, Incident incident, boolean news, boolean changed) {}

  AlertBook(Database database, SentinelSettings settings, TimeWindow window, Instant asOf) {
    this.database = database;
    this.settings = settings;
    this.window = window;
    this.asOf = asOf;
    mutes = new Mutes(database.alerts().mutes(asOf.minus(settings.notifyWithin())));
  }

  /// Alerts that go on, or were raised or ended in the stretch.
  List<StoredAlert> alerts() {
    return database.alerts().since(window.start().minus(DAY));
  }

  /// Writes everything down in one commit, then what is to be told.
  ///
  /// @param findings tells of some of what was found
  /// @return ids of alerts that were not known before
  Set<Long> store(List<Found> found, Function<Collection<Found>, Map<Found, Findings>> findings) {
    var before = alerts();
    var known = new Known(before);
    boolean first = known.isEmpty() && database.sentinelRuns().latestDone("sentinel").isEmpty();
    var ids = new IdentityHashMap<Found, Long>();
    var entries = entries(found, known, first, ids);
    var news = save(entries, findings, ids);
    var gone =
        known.left().stream()
            .filter(old -> old.incident().ended() == null)
            // one of a time that has not come yet: the clock was set back
            .filter(old -> !old.incident().alert().at().isAfter(asOf))
            .map(StoredAlert::id)
            .toList();
    gone.forEach(id -> database.alerts().vanished(id, asOf));
    new AlertTelling(database, settings, mutes, asOf).tell(found, ids, alerts());
    return news;
  }

  private List<Entry> entries(List<Found> found, Known known, boolean first, Map<Found, Long> ids) {
    var entries = new ArrayList<Entry>();
    for (var each : found) {
      var old = known.take(each.incident());
      if (old.isPresent()) {
        ids.put(each, old.get().id());
        entries.add(
            new Entry(
                each, as(old.get(), each.incident()), false, changed(old.get(), each.incident())));
      } else if (first || !each.incident().alert().at().isBefore(asOf.minus(NEWS))) {
        entries.add(new Entry(each, each.incident(), true, true));
      }
    }
    return entries;
  }

  private Set<Long> save(
      List<Entry> entries,
      Function<Collection<Found>, Map<Found, Findings>> findings,
      Map<Found, Long> ids) {
    var changed = entries.stream().filter(Entry::changed).toList();
    var told = findings.apply(changed.stream().map(Entry::found).toList());
    var saved =
        database
            .alerts()
            .save(
                changed.stream()
                    .map(each ->
                        new Alerts.Writing(
                            each.incident(),
                            of(told, each.found()),
                            mutes.covers(each.found().name(), asOf)))
                    .toList());
    var news = new HashSet<Long>();
    for (int i = 0; i < changed.size(); i++) {
      ids.put(changed.get(i).found(), saved.get(i));
      if (changed.get(i).news()) {
        news.add(saved.get(i));
      }
    }
    return news;
  }

  private static Findings of(Map<Found, Findings> told, Found found) {
    var findings = told.get(found);
    if (findings == null) {
      throw new IllegalStateException("nothing is told of " + found.name());
    }
    return findings;
  }

  /// An incident that is over and stands as it was written down is left as it is.
  private static boolean changed(StoredAlert old, Incident now) {
    var ended = now.ended();
    var was = old.incident();
    return ended == null
        || !ended.equals(was.ended())
        || !now.last().equals(was.last())
        || was.learned() != now.learned()
        || Math.abs(was.spent() - now.spent()) > SAME * Math.max(1, Math.abs(now.spent()));
  }

  /// The incident as it stands, as it was first raised.
  private static Incident as(StoredAlert old, Incident now) {
    return new Incident(
        old.incident().alert(),
        now.last(),
        now.spent(),
        now.expected(),
        now.ratePerHour(),
        now.normalPerHour(),
        now.ended(),
        now.learned());
  }

  /// Alerts by their ids.
  static Map<Long, StoredAlert> byId(List<StoredAlert> alerts) {
    var byId = new HashMap<Long, StoredAlert>();
    alerts.forEach(alert -> byId.put(alert.id(), alert));
    return byId;
  }
}

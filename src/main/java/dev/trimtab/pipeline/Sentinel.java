package dev.trimtab.pipeline;

import dev.trimtab.detect.Sensitivity;
import dev.trimtab.llm.BucketPricer;
import dev.trimtab.llm.LlmLedger;
import dev.trimtab.model.spend.AlertNotice;
import dev.trimtab.model.spend.Incident;
import dev.trimtab.model.spend.StoredAlert;
import dev.trimtab.pipeline.watch.Board;
import dev.trimtab.pipeline.watch.Causes;
import dev.trimtab.pipeline.watch.Found;
import dev.trimtab.store.Database;
import dev.trimtab.units.TimeWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Watches stored spend: finds incidents, writes them down, and puts out notices of them.
///
/// Every pass looks at the whole stretch anew, so that revised data count, and finds what it found
/// before: an incident is known again by its series and by when it was raised.
public final class Sentinel {
  /// Incidents that are older when they are first seen come of revised data, or of a stretch that
  /// begins elsewhere: nobody needs them. A first pass writes down all, for history.
  private static final Duration NEWS = Duration.ofDays(7);

  private static final Duration DAY = Duration.ofDays(1);

  private final Database database;
  private final SentinelSettings settings;

  /// How spend is watched.
  ///
  /// @param sensitivity false alerts per series and 30 days
  /// @param lookback how much history is looked at
  /// @param notifyWithin incidents that are over are told only where they were raised so recently
  /// @param budgets by series, per month
  /// @param channels names of those that notices are for
  public record SentinelSettings(
      LlmLedger ledger,
      double sensitivity,
      Duration lookback,
      Duration notifyWithin,
      Map<String, Double> budgets,
      List<String> channels) {
    public SentinelSettings {
      budgets = Map.copyOf(budgets);
      channels = List.copyOf(channels);
    }
  }

  /// What a pass has come to.
  ///
  /// @param series how many were watched
  /// @param news alerts that were not known before
  /// @param open those that go on, whoever tells them
  public record Pass(int series, List<StoredAlert> news, List<StoredAlert> open) {
    public Pass {
      news = List.copyOf(news);
      open = List.copyOf(open);
    }
  }

  public Sentinel(Database database, SentinelSettings settings) {
    this.database = database;
    this.settings = settings;
  }

  /// Looks at everything up to an instant.
  public Pass watch(Instant asOf) {
    var window = window(asOf);
    var series = board(window).series(database.spendHours().watermarks());
    var found = Found.in(series, new Sensitivity(settings.sensitivity()));
    return store(found, asOf, series.size());
  }

  /// From a Monday on, so that for a week all passes begin alike.
  private TimeWindow window(Instant asOf) {
    var monday =
        asOf.minus(settings.lookback())
            .atOffset(ZoneOffset.UTC)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            .truncatedTo(ChronoUnit.DAYS);
    return new TimeWindow(monday.toInstant(), asOf);
  }

  private Board board(TimeWindow window) {
    var pricer = new BucketPricer(settings.ledger().orElse(database.keyOwners().owners()));
    var board = new Board(window, settings.budgets());
    var spend = database.spendHours();
    spend.usage(window, (source, usage) -> board.add(source, pricer.price(usage)));
    spend
        .namespaces(window)
        .forEach(day -> board.add(day.day(), day.cluster(), day.namespace(), day.cost()));
    return board;
  }

  private Pass store(List<Found> found, Instant asOf, int series) {
    var window = window(asOf);
    var known = new Known(database.alerts().since(window.start().minus(DAY)));
    boolean first = known.isEmpty() && database.sentinelRuns().latestDone("sentinel").isEmpty();
    var mute = new Mutes(database.alerts().mutes(asOf));
    var ids = new HashMap<Found, Long>();
    var news = new HashSet<Long>();
    for (var each : found) {
      var old = known.take(each.incident());
      if (old.isEmpty() && !first && raised(each).isBefore(asOf.minus(NEWS))) {
        continue;
      }
      var incident = old.map(o -> as(o, each.incident())).orElse(each.incident());
      long id =
          database
              .alerts()
              .save(
                  incident,
                  each.findings(settings.ledger().currency()),
                  mute.covers(each.series().name()));
      ids.put(each, id);
      if (old.isEmpty()) {
        news.add(id);
      }
    }
    known.left().stream()
        .filter(old -> old.incident().ended() == null)
        .forEach(old -> database.alerts().vanished(old.id(), asOf));
    var stored = new HashMap<Long, StoredAlert>();
    database.alerts().since(window.start().minus(DAY)).forEach(a -> stored.put(a.id(), a));
    tell(found.stream().filter(ids::containsKey).toList(), ids, stored, asOf);
    known.left().stream()
        .map(old -> stored.get(old.id()))
        .filter(Objects::nonNull)
        .filter(alert -> alert.notices() > 0)
        .forEach(alert -> tell(alert, asOf));
    var now = database.alerts().since(window.start().minus(DAY));
    return new Pass(
        series,
        now.stream().filter(alert -> news.contains(alert.id())).toList(),
        now.stream().filter(alert -> alert.incident().ended() == null).toList());
  }

  private static Instant raised(Found found) {
    return found.incident().alert().at();
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

  private void tell(
      List<Found> found, Map<Found, Long> ids, Map<Long, StoredAlert> stored, Instant asOf) {
    var live =
        found.stream()
            .filter(each ->
                each.incident().ended() == null
                    || !raised(each).isBefore(asOf.minus(settings.notifyWithin())))
            .toList();
    for (var group : Causes.of(live)) {
      var alerts = group.stream().map(each -> stored.get(ids.get(each))).toList();
      var told =
          alerts.stream()
              .filter(alert -> alert.notices() > 0)
              .min(Comparator.comparingLong(StoredAlert::id))
              .orElse(alerts.getFirst());
      for (var alert : alerts) {
        if (alert.id() != told.id() && alert.parent() == null && alert.notices() == 0) {
          database.alerts().follow(alert.id(), told.id());
        } else if (alert.parent() == null) {
          tell(alert, asOf);
        }
      }
    }
    // what was told has an end to be told, however long ago it was raised
    found.stream()
        .filter(each -> !live.contains(each))
        .map(each -> stored.get(ids.get(each)))
        .filter(alert -> alert.notices() > 0)
        .forEach(alert -> tell(alert, asOf));
  }

  private void tell(StoredAlert alert, Instant asOf) {
    var current = database.alerts().of(alert.id()).orElse(alert);
    for (var kind = next(current, asOf); kind.isPresent(); kind = next(current, asOf)) {
      database.alerts().tell(current, kind.get(), settings.channels(), asOf);
      current = database.alerts().of(alert.id()).orElseThrow();
    }
  }

  /// What is to be told next of an alert, if anything.
  private Optional<AlertNotice.Kind> next(StoredAlert alert, Instant asOf) {
    boolean over = alert.incident().ended() != null;
    if (alert.parent() != null || alert.status() == StoredAlert.Status.MUTED) {
      return Optional.empty();
    }
    if (alert.notices() == 0) {
      boolean recent = !alert.incident().alert().at().isBefore(asOf.minus(settings.notifyWithin()));
      return !over || recent ? Optional.of(AlertNotice.Kind.OPENED) : Optional.empty();
    }
    if (over) {
      return alert.toldEnd() ? Optional.empty() : Optional.of(AlertNotice.Kind.ENDED);
    }
    return alert.status() == StoredAlert.Status.OPEN && grew(alert, asOf)
        ? Optional.of(AlertNotice.Kind.GREW)
        : Optional.empty();
  }

  private static boolean grew(StoredAlert alert, Instant asOf) {
    double excess = alert.incident().excess();
    var toldAt = alert.toldAt();
    boolean doubled = excess > 0 && excess >= 2 * alert.toldExcess();
    boolean dayLater = toldAt != null && !asOf.isBefore(toldAt.plus(DAY));
    return doubled || dayLater;
  }
}

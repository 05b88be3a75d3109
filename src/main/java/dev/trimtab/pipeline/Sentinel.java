package dev.trimtab.pipeline;

import dev.trimtab.detect.Sensitivity;
import dev.trimtab.llm.BucketPricer;
import dev.trimtab.llm.LlmLedger;
import dev.trimtab.llm.told.Precedence;
import dev.trimtab.model.spend.StoredAlert;
import dev.trimtab.pipeline.watch.Fingerprint;
import dev.trimtab.pipeline.watch.Follower;
import dev.trimtab.pipeline.watch.Roster;
import dev.trimtab.pipeline.watch.SheetMaker;
import dev.trimtab.pipeline.watch.Watcher;
import dev.trimtab.store.Database;
import dev.trimtab.store.SpendSheets;
import dev.trimtab.units.TimeWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Watches stored spend: finds incidents, writes them down, and puts out notices of them.
///
/// Every pass finds what a look at the whole stretch would find, so that revised data count: usage
/// that has changed is priced anew, and detectors go on from what they knew before it. An incident
/// is known again by its series and by when it was raised.
public final class Sentinel {
  /// Sources read some days again for late data; what is older hardly changes.
  private static final Duration SETTLED = Duration.ofDays(3);

  private static final Duration DAY = Duration.ofDays(1);

  private final Database database;
  private final SentinelSettings settings;

  /// How spend is watched.
  ///
  /// @param pricing differs where the ledger's prices, owners, contracts or rates differ
  /// @param sensitivity false alerts per series and 30 days
  /// @param lookback how much history is looked at
  /// @param notifyWithin incidents that are over are told only where they were raised so recently
  /// @param budgets by series, per month
  /// @param channels names of those that notices are for
  public record SentinelSettings(
      LlmLedger ledger,
      String pricing,
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
    var watcher = watcher(window);
    var book = new AlertBook(database, settings, window, asOf);
    var found =
        watcher.found(
            database.spendHours().watermarks(),
            settled(),
            database.spendHours().namespaces(window));
    var news =
        new HashSet<>(
            book.store(found, some -> watcher.findings(some, settings.ledger().currency())));
    watcher.keep();
    var now = book.alerts();
    return new Pass(
        watcher.series(),
        now.stream().filter(alert -> news.contains(alert.id())).toList(),
        now.stream().filter(alert -> alert.incident().ended() == null).toList());
  }

  /// Brings the priced hours up to date.
  Watcher watcher(TimeWindow window) {
    var owners = database.keyOwners().owners();
    var precedence = Precedence.byDay(database.spendHours().watermarks());
    var sheets = database.spendSheets(precedence.order());
    sheets.begin(Fingerprint.of(settings.pricing() + owners), window.start());
    var roster = new Roster(sheets.lanes());
    var ledger = settings.ledger().orElse(owners);
    for (var day : sheets.staleDays(window)) {
      refresh(
          sheets, day, () -> new SheetMaker(new BucketPricer(ledger), roster, precedence), roster);
    }
    var watching =
        new Follower.Watching(
            new Sensitivity(settings.sensitivity()),
            settings.budgets(),
            database.alerts().acknowledged(window.start()));
    return new Watcher(sheets, roster, window, watching);
  }

  private static void refresh(
      SpendSheets sheets, Instant day, Supplier<SheetMaker> maker, Roster roster) {
    var attempts = new ArrayList<SheetMaker>();
    sheets.refresh(
        day,
        () -> {
          // a pricer remembers every price that it has looked up: one a day is enough
          attempts.add(maker.get());
          return attempts.getLast();
        });
    roster.stored(attempts.getLast().newLanes().keySet());
  }

  /// What is told of an incident that is over is told from what is looked at anew.
  Duration settled() {
    var told = settings.notifyWithin().plus(DAY);
    return told.compareTo(SETTLED) > 0 ? told : SETTLED;
  }

  /// From a Monday on, so that for a week all passes begin alike.
  TimeWindow window(Instant asOf) {
    var monday =
        asOf.minus(settings.lookback())
            .atOffset(ZoneOffset.UTC)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            .truncatedTo(ChronoUnit.DAYS);
    return new TimeWindow(monday.toInstant(), asOf);
  }
}

package dev.trimtab.pipeline.watch;

import dev.trimtab.model.spend.Findings;
import dev.trimtab.model.spend.Incident;
import dev.trimtab.model.spend.LaneName;
import dev.trimtab.model.spend.SpendOwner;
import dev.trimtab.model.spend.SpendSheet;
import dev.trimtab.store.SpendCheckpoints.Checkpoint;
import dev.trimtab.store.SpendHours.NamespaceDay;
import dev.trimtab.store.SpendSheets;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Currency;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks through stored sheets: hours from where it left off, days all over.
///
/// What detectors knew is kept as of the start of a day a while ago, and everything since is looked
/// at anew in each pass, so that late data count; data that come later still make it begin from the
/// stretch's start. Either way it finds what it would have found from the start.
///
/// Usage by the hour makes series of hours. A series all of whose usage comes by longer buckets is
/// one of days; where both come, the longer ones are left out of it. Compute is one of days. Each
/// kind has a fleet of its own. Steps that are not over by the window's end are left out.
public final class Watcher {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int HOURS_AT_ONCE = 7 * 24;

  private final SpendSheets sheets;
  private final Roster roster;
  private final Roster dayRoster = new Roster(Map.of());
  private final TimeWindow window;
  private final Follower.Watching watching;
  private final Steps hours;
  private final Steps days;
  private final Follower hourly;
  private final Follower daily;
  private final List<SpendSheet> daySheets = new ArrayList<>();
  private final BitSet usedLanes = new BitSet();
  private boolean fromTheStart;
  private @Nullable Checkpoint next;

  /// @param window what is looked at; its end is now
  public Watcher(SpendSheets sheets, Roster roster, TimeWindow window, Follower.Watching watching) {
    this.sheets = sheets;
    this.roster = roster;
    this.window = window;
    this.watching = watching;
    hours = Steps.in(window, HOUR);
    days = Steps.in(window, DAY);
    hourly = new Follower(hours.seconds(), watching);
    daily = new Follower(days.seconds(), watching);
  }

  /// Everything that detectors find: all incidents that go on or have ended since a while ago, and
  /// all of the stretch where it was looked at from its start.
  ///
  /// @param read how far each source has been read
  /// @param settled data are not expected to change any more when they are older than this
  public List<Found> found(
      Map<String, Instant> read, Duration settled, List<NamespaceDay> namespaces) {
    var told = sheets.told(window);
    followHours(Reporters.of(hours, told, read), settled);
    followDays(read, told, namespaces);
    var found = new ArrayList<Found>();
    found.addAll(found(hourly.series(), hours, roster));
    found.addAll(
        found(
            daily.series().stream().filter(each -> !hourly.knows(each.name())).toList(),
            days,
            dayRoster));
    return found;
  }

  /// How many series there are.
  public int series() {
    return (int)
        Stream.concat(
                hourly.series().stream(),
                daily.series().stream().filter(each -> !hourly.knows(each.name())))
            .count();
  }

  private void followHours(Reporters reporters, Duration settled) {
    long start = hours.start();
    long end = hours.startOf(hours.count());
    var kept = sheets.checkpoints().head().filter(head -> isOf(head, reporters, start, end));
    long from = start;
    if (kept.isPresent()) {
      hourly.read(sheets.checkpoints().parts());
      from = kept.get().through().getEpochSecond();
    }
    fromTheStart = kept.isEmpty();
    long keep = Math.floorDiv(end - settled.toSeconds(), DAY.toSeconds()) * DAY.toSeconds();
    if (keep > from) {
      follow(reporters, from, keep);
      var through = Instant.ofEpochSecond(keep);
      next = new Checkpoint(through, fingerprint(reporters, through), hourly.written());
      from = keep;
    }
    follow(reporters, from, end);
  }

  private boolean isOf(Checkpoint head, Reporters reporters, long start, long end) {
    long through = head.through().getEpochSecond();
    return through >= start
        && through <= end
        && head.fingerprint().equals(fingerprint(reporters, head.through()));
  }

  private String fingerprint(Reporters reporters, Instant through) {
    var before =
        watching.acknowledged().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry ->
                entry.getKey()
                    + entry.getValue().stream()
                        .filter(each -> each.at().isBefore(through))
                        .toList())
            .filter(text -> !text.endsWith("[]"))
            .collect(Collectors.joining());
    return Fingerprint.of(
        String.join(
            "\n",
            window.start().toString(),
            String.valueOf(watching.sensitivity()),
            watching.budgets().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()
                .toString(),
            before,
            Long.toString(reporters.digest(through.getEpochSecond())),
            Fingerprint.ofDetectors(watching.sensitivity())));
  }

  private void follow(Reporters reporters, long from, long to) {
    for (long at = from; at < to; at += HOURS_AT_ONCE * hours.seconds()) {
      var steps = hours.between(at, Math.min(to, at + HOURS_AT_ONCE * hours.seconds()));
      var block = new Block(steps, reporters, roster);
      sheets.sheets(
          List.of(new TimeWindow(Instant.ofEpochSecond(steps.start()), steps.end())),
          steps.seconds(),
          sheet -> {
            block.add(sheet);
            if (fromTheStart) {
              uses(sheet);
            }
          });
      hourly.follow(block);
    }
  }

  private void uses(SpendSheet sheet) {
    for (int row = 0; row < sheet.size(); row++) {
      usedLanes.set(sheet.lane(row));
    }
  }

  private void followDays(
      Map<String, Instant> read, Collection<SpendSheets.Step> told, List<NamespaceDay> namespaces) {
    var all = new ArrayList<>(told);
    sheets.sheets(List.of(window), days.seconds(), this::takeDay);
    for (var each : namespaces) {
      long start = each.day().atStartOfDay(ZoneOffset.UTC).toEpochSecond();
      var source = Roster.compute(each.cluster());
      var sheet = new SpendSheet(source, start, days.seconds(), 1);
      var lane =
          new LaneName(source, "", new SpendOwner(each.team(), "", ""), "", each.namespace(), "");
      sheet.add(dayRoster.of(lane), each.cost(), Double.NaN, Double.NaN, Double.NaN, Double.NaN);
      daySheets.add(sheet);
      all.add(new SpendSheets.Step(source, start, days.seconds()));
    }
    var block = new Block(days, Reporters.of(days, all, read), dayRoster);
    daySheets.removeIf(
        sheet -> days.of(sheet.start()) < 0 || days.of(sheet.start()) >= days.count());
    daySheets.forEach(block::add);
    daily.follow(block);
  }

  private void takeDay(SpendSheet stored) {
    var sheet = new SpendSheet(stored.source(), stored.start(), stored.seconds(), stored.size());
    for (int row = 0; row < stored.size(); row++) {
      sheet.add(
          dayRoster.of(roster.name(stored.lane(row))),
          stored.cost(row),
          stored.requests(row),
          stored.failed(row),
          stored.input(row),
          stored.output(row));
    }
    uses(stored);
    daySheets.add(sheet);
  }

  private static List<Found> found(Collection<Followed> series, Steps steps, Roster roster) {
    var incidents = new IdentityHashMap<Followed, List<Incident>>();
    Set<String> names = new HashSet<>();
    for (var each : series) {
      var all = each.incidents();
      if (!all.isEmpty()) {
        incidents.put(each, all);
        names.add(each.name());
      }
    }
    var lanes = roster.lanes(names);
    var found = new ArrayList<Found>();
    for (var each : series) {
      incidents
          .getOrDefault(each, List.of())
          .forEach(incident ->
              found.add(
                  new Found(each, incident, steps, lanes.getOrDefault(each.name(), new BitSet()))));
    }
    return found;
  }

  /// What is told of some of what was found.
  public Map<Found, Findings> findings(Collection<Found> found, Currency currency) {
    var hourlyOnes = new ArrayList<Found>();
    var dailyOnes = new ArrayList<Found>();
    found.forEach(
        each -> (each.steps().seconds() == hours.seconds() ? hourlyOnes : dailyOnes).add(each));
    var all = new IdentityHashMap<Found, Findings>();
    var byHours = new Tallies(roster, hourlyOnes);
    sheets.sheets(byHours.wanted(window.start()), hours.seconds(), byHours::add);
    byHours.findings(currency).forEach(all::put);
    var byDays = new Tallies(dayRoster, dailyOnes);
    daySheets.forEach(byDays::add);
    byDays.findings(currency).forEach(all::put);
    return all;
  }

  /// Keeps what detectors knew a while ago for the next pass. To be called once what was found is
  /// stored: the next pass does not find again what ended before.
  public void keep() {
    if (fromTheStart) {
      // hours that are not over yet have lanes, too
      var later = List.of(new TimeWindow(hours.end(), Instant.parse("9999-01-01T00:00:00Z")));
      sheets.sheets(later, hours.seconds(), this::uses);
      sheets.sheets(later, days.seconds(), this::uses);
      sheets.keepLanes(usedLanes.stream().boxed().toList());
    }
    Optional.ofNullable(next).ifPresent(sheets.checkpoints()::save);
  }
}

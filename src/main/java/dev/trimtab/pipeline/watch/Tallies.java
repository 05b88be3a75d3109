package dev.trimtab.pipeline.watch;

import dev.trimtab.model.spend.Findings;
import dev.trimtab.model.spend.SpendSheet;
import dev.trimtab.units.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Adds up several incidents in one reading.
final class Tallies {
  private final Roster roster;
  private final List<Tally> all;
  private final List<List<Tally>> byLane = new ArrayList<>();

  Tallies(Roster roster, Collection<Found> found) {
    this.roster = roster;
    all = found.stream().map(Tally::new).toList();
    for (int lane = 0; lane < roster.size(); lane++) {
      byLane.add(List.of());
    }
    for (var tally : all) {
      tally.found().lanes().stream()
          .forEach(lane -> {
            var of = byLane.get(lane);
            if (of.isEmpty()) {
              of = new ArrayList<>();
              byLane.set(lane, of);
            }
            of.add(tally);
          });
    }
  }

  /// The windows that are to be read, apart from each other, in order.
  List<TimeWindow> wanted(Instant from) {
    var windows =
        all.stream()
            .flatMap(tally -> tally.wanted().stream())
            .filter(window -> window.end().isAfter(from))
            .map(window ->
                window.start().isBefore(from) ? new TimeWindow(from, window.end()) : window)
            .sorted(Comparator.comparing(TimeWindow::start))
            .toList();
    var apart = new ArrayList<TimeWindow>();
    for (var window : windows) {
      if (!apart.isEmpty() && !window.start().isAfter(apart.getLast().end())) {
        var last = apart.removeLast();
        apart.add(
            new TimeWindow(
                last.start(), last.end().isAfter(window.end()) ? last.end() : window.end()));
      } else {
        apart.add(window);
      }
    }
    return apart;
  }

  void add(SpendSheet sheet) {
    for (int row = 0; row < sheet.size(); row++) {
      for (var tally : byLane.get(sheet.lane(row))) {
        if (tally.wants(sheet.start())) {
          tally.add(sheet, row);
        }
      }
    }
  }

  /// What is told of each.
  Map<Found, Findings> findings(Currency currency) {
    var findings = new IdentityHashMap<Found, Findings>();
    all.forEach(tally -> findings.put(tally.found(), tally.findings(roster, currency)));
    return findings;
  }
}

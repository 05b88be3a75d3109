package dev.trimtab.collect.llm.files;

import dev.trimtab.model.llm.ProviderCost;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Cost exports of clouds, which tell the same days again and again: the newest export of a day and
/// an account counts, whatever the order of its files. Parts of one export add up.
///
/// Rows that say when the cloud wrote them are never revised, only followed by further ones: such a
/// row counts once, however many exports hold it.
final class Exports {
  /// What an export replaces: one account's, or project's, day.
  private record Day(String provider, String organization, String project, LocalDate day) {}

  private final Map<ExportFile.Id, Export> exports = new LinkedHashMap<>();
  private final Map<Path, Instant> submitted = new HashMap<>();
  private final Map<Object, Written> written = new LinkedHashMap<>();

  private static final class Export {
    private final Map<Day, List<ProviderCost>> days = new LinkedHashMap<>();
    private Instant latest = Instant.EPOCH;
    private Instant saved = Instant.EPOCH;
  }

  /// A row by what it says, and how often one export holds it: within one, equal rows are several.
  private static final class Written {
    private final List<ProviderCost> costs;
    private ExportFile.Id last;
    private int inLast;
    private int most;

    Written(List<ProviderCost> costs, ExportFile.Id export) {
      this.costs = costs;
      this.last = export;
    }

    void seen(ExportFile.Id export) {
      inLast = export.equals(last) ? inLast + 1 : 1;
      last = export;
      most = Math.max(most, inLast);
    }
  }

  /// When the run that wrote a folder was submitted.
  void manifest(Path folder, Instant at) {
    submitted.put(folder, at);
  }

  /// Lines of a file.
  void add(ExportFile file, List<ProviderCost> lines) {
    if (lines.isEmpty()) {
      return;
    }
    var export = exports.computeIfAbsent(file.id(), _ -> new Export());
    export.saved = later(export.saved, file.saved());
    for (var line : lines) {
      export.days.computeIfAbsent(day(line), _ -> new ArrayList<>()).add(line);
      export.latest = later(export.latest, line.window().end());
    }
  }

  /// Lines of one row that says when it was written. Files of one export come one after the other.
  ///
  /// @param row all that the row says
  void add(ExportFile file, Object row, List<ProviderCost> lines) {
    written.computeIfAbsent(row, _ -> new Written(lines, file.id())).seen(file.id());
  }

  /// What counts.
  List<ProviderCost> costs() {
    var newest = new LinkedHashMap<Day, List<ProviderCost>>();
    exports.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<ExportFile.Id, Export> e) -> made(e))
                .thenComparing(e -> e.getValue().saved)
                .thenComparing(e -> e.getKey().toString()))
        .forEach(e -> newest.putAll(e.getValue().days));
    var costs = new ArrayList<ProviderCost>();
    newest.values().forEach(costs::addAll);
    for (var row : written.values()) {
      Collections.nCopies(row.most, row.costs).forEach(costs::addAll);
    }
    return costs;
  }

  /// By its manifest; without one, an export is at least as young as the last day it tells.
  private Instant made(Map.Entry<ExportFile.Id, Export> export) {
    return submitted.getOrDefault(export.getKey().folder(), export.getValue().latest);
  }

  private static Day day(ProviderCost line) {
    var day = LocalDate.ofInstant(line.window().start(), ZoneOffset.UTC);
    return new Day(line.provider(), line.organization(), line.project(), day);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}

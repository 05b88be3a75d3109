package dev.trimtab.app.command;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.trimtab.collect.files.SpendSpill;
import dev.trimtab.detect.Fleet;
import dev.trimtab.detect.FleetHours;
import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.SpendDetector;
import dev.trimtab.detect.score.Oddness;
import dev.trimtab.model.spend.Alert;
import dev.trimtab.model.spend.SpendSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Lets the detectors run over a file's series, part by part: first to learn what all of them say
/// of new ones, then to watch each.
record Detection(SpendSpill spill, Sensitivity sensitivity) {
  private static final Comparator<Alert> ORDER =
      Comparator.comparing(Alert::at).thenComparing(Alert::series).thenComparing(Alert::rule);

  /// All alerts, by time and series.
  List<Alert> alerts() {
    var fleet = fleet();
    return parts()
        .mapToObj(spill::series)
        .flatMap(List::stream)
        .flatMap(series -> SpendDetector.alerts(series, sensitivity, fleet).stream())
        .sorted(ORDER)
        .toList();
  }

  private static IntStream parts() {
    return IntStream.range(0, SpendSpill.PARTS).parallel();
  }

  private Fleet fleet() {
    return parts()
        .mapToObj(part -> hours(spill.series(part)))
        .reduce(FleetHours::joined)
        .orElseGet(FleetHours::new)
        .done();
  }

  private static FleetHours hours(List<SpendSeries> series) {
    var hours = new FleetHours();
    series.forEach(each -> each.points().forEach(hours::see));
    return hours;
  }

  /// Writes scores.csv, series by series.
  void scores(Path file) throws IOException {
    try (var csv = CsvWriter.builder().build(AlertsCsv.open(file))) {
      csv.writeRecord("series", "start", "score");
      for (int part = 0; part < SpendSpill.PARTS; part++) {
        spill.series(part).forEach(series -> scores(series, csv));
      }
    }
  }

  private static void scores(SpendSeries series, CsvWriter csv) {
    var oddness = new Oddness();
    for (var point : series.points()) {
      csv.writeRecord(
          series.name(),
          Instant.ofEpochSecond(point.start()).toString(),
          String.format(Locale.ROOT, "%.6f", oddness.score(point)));
    }
  }
}

package dev.trimtab.bench.nab;

import dev.trimtab.bench.open.TarFile;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.spend.SpendPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One labelled series; a window is a pair of Unix seconds, both of them rows of it.
record NabSeries(String name, List<SpendPoint> points, List<Window> windows) {
  /// From the first to the last row, both in it.
  record Window(long from, long to) {}

  static List<NabSeries> all() throws SourceUnavailable {
    var texts =
        TarFile.texts(
            "series/nab/nab_data_labels.tar.gz",
            name -> name.endsWith(".csv") || name.equals("labels/combined_windows.json"));
    var windows = JsonMapper.shared().readTree(texts.remove("labels/combined_windows.json"));
    var all = new ArrayList<NabSeries>();
    texts.forEach((file, text) -> {
      var name = file.substring("data/".length());
      all.add(new NabSeries(name, points(text), windows(windows.get(name))));
    });
    return all;
  }

  private static List<SpendPoint> points(String text) {
    var points = new ArrayList<SpendPoint>();
    var lines = text.lines().skip(1).toList();
    for (int i = 0; i < lines.size(); i++) {
      int comma = lines.get(i).indexOf(',');
      long at = instant(lines.get(i).substring(0, comma));
      long next =
          i + 1 < lines.size()
              ? instant(lines.get(i + 1).substring(0, lines.get(i + 1).indexOf(',')))
              : at + 300;
      points.add(
          SpendPoint.of(
              at, Math.max(next, at + 1), Double.parseDouble(lines.get(i).substring(comma + 1))));
    }
    return points;
  }

  private static List<Window> windows(JsonNode node) {
    var windows = new ArrayList<Window>();
    node.forEach(pair ->
        windows.add(
            new Window(instant(pair.get(0).stringValue()), instant(pair.get(1).stringValue()))));
    return windows;
  }

  private static long instant(String text) {
    return Instant.parse(text.substring(0, 19).replace(' ', 'T') + "Z").getEpochSecond();
  }
}

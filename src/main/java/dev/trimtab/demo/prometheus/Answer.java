package dev.trimtab.demo.prometheus;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes series as the result of one query.
final class Answer {
  private final PointWriter out;
  private final Query query;
  private final Window window;
  private byte[][] prefixes = {};

  Answer(PointWriter out, Query query, Window window) {
    this.out = out;
    this.query = query;
    this.window = window;
  }

  void matrix(List<Series> series) throws IOException {
    out.text("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[");
    prefixes = prefixes();
    boolean first = true;
    for (var one : series) {
      if (hasPoint(one)) {
        out.text(first ? "{\"metric\":" : ",{\"metric\":");
        first = false;
        out.labels(kept(one.labels()));
        out.text(",\"values\":[");
        points(one);
        out.text("]}");
      }
    }
    out.text("]}}");
    out.flush();
  }

  void vector(List<Series> series) throws IOException {
    var shown = series.stream().filter(one -> has(one, window.start())).toList();
    out.text("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[");
    if (query.counts() && !shown.isEmpty()) {
      sample(Map.of(), shown.size(), Series.Unit.WHOLE);
    } else if (!query.counts()) {
      for (int i = 0; i < shown.size(); i++) {
        if (i > 0) {
          out.comma();
        }
        var one = shown.get(i);
        sample(kept(one.labels()), value(one, window.start()), one.unit());
      }
    }
    out.text("]}}");
    out.flush();
  }

  private void sample(Map<String, String> labels, long value, Series.Unit unit) throws IOException {
    out.text("{\"metric\":");
    out.labels(labels);
    out.text(",\"value\":");
    out.point(window.start(), value, unit);
    out.text("}");
  }

  private void points(Series series) throws IOException {
    boolean first = true;
    for (long time = window.start(); time <= window.end(); time += window.step()) {
      if (has(series, time)) {
        if (!first) {
          out.comma();
        }
        first = false;
        int at = (int) ((time - window.start()) / window.step());
        out.point(prefixes[at], value(series, time), series.unit());
      }
    }
  }

  // every series has the same times
  private byte[][] prefixes() {
    int count = (int) ((window.end() - window.start()) / window.step()) + 1;
    var rendered = new byte[count][];
    for (int i = 0; i < count; i++) {
      rendered[i] = PointWriter.prefix(window.start() + i * window.step());
    }
    return rendered;
  }

  private boolean hasPoint(Series series) {
    if (window.points(series) == 0 && window.range() <= 300) {
      return false;
    }
    for (long time = window.start(); time <= window.end(); time += window.step()) {
      if (has(series, time)) {
        return true;
      }
    }
    return false;
  }

  private boolean has(Series series, long time) {
    return window.shows(series, time) && (!series.sparse() || value(series, time) > 0);
  }

  // an instant may look back on a series that is over: it has the value of its last interval
  private static long value(Series series, long time) {
    long interval = Math.min(Window.interval(time), series.to() - 1);
    return series.value().applyAsLong(interval);
  }

  private Map<String, String> kept(Map<String, String> labels) {
    if (query.by().isEmpty()) {
      return labels;
    }
    var kept = new LinkedHashMap<>(labels);
    kept.keySet().retainAll(query.by());
    return kept;
  }
}

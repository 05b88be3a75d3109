package dev.trimtab.demo.llm;

import dev.trimtab.demo.seed.Noise;
import dev.trimtab.demo.seed.Period;
import dev.trimtab.demo.seed.Shape;
import dev.trimtab.demo.seed.Table;
import dev.trimtab.demo.seed.Week;
import java.util.List;

/// One caller of one model: what it asks for in any hour. Hours are counted since the epoch.
///
/// @param project project or workspace id
/// @param requests calls in an hour at the crest of its shape
/// @param perRequest tokens of a typical call
/// @param incident its retries run away in the night before the demo's today
/// @param annotated its key's owner is named by a ServiceAccount, and not in the owner map
record LlmStream(
    String provider,
    String project,
    String key,
    String team,
    String namespace,
    String model,
    String tier,
    String context,
    Shape shape,
    int requests,
    Usage perRequest,
    boolean incident,
    boolean annotated) {
  /// Hours for which the retries double: ten in the evening to five in the morning.
  static final int INCIDENT_HOURS = 7;

  static List<LlmStream> all() {
    return Table.read("llm-streams.csv").stream().map(LlmStream::of).toList();
  }

  static List<LlmStream> of(String provider) {
    return all().stream().filter(stream -> stream.provider().equals(provider)).toList();
  }

  /// What it used in an hour; nothing outside the period.
  Usage inHour(long hour, Period period, long seed) {
    if (hour * Period.HOUR < period.first() || hour * Period.HOUR >= period.now()) {
      return Usage.NONE;
    }
    long noise = Noise.of(Noise.of(seed, key + model), hour);
    double level = Week.of(shape).at(hour * Period.HOUR + Period.HOUR / 2);
    double usual = requests * level * (0.9 + 0.2 * Noise.unit(noise));
    long calls = Math.round(usual + runaway(hour, period) * (0.97 + 0.06 * Noise.unit(noise ^ 1)));
    double size = 0.96 + 0.08 * Noise.unit(Noise.mix(noise));
    return new Usage(
        calls,
        Math.round(calls * perRequest.input() * size),
        Math.round(calls * perRequest.cached() * size),
        Math.round(calls * perRequest.written5m() * size),
        Math.round(calls * perRequest.written1h() * size),
        Math.round(calls * perRequest.output() * size));
  }

  Usage between(long firstHour, long endHour, Period period, long seed) {
    var total = Usage.NONE;
    for (long hour = firstHour; hour < endHour; hour++) {
      total = total.plus(inHour(hour, period, seed));
    }
    return total;
  }

  // the mistyped endpoint answers with an error, and every failed call is queued twice
  private double runaway(long hour, Period period) {
    long since = hour - (period.now() / Period.HOUR - 8);
    boolean runs = incident && since >= 0 && since < INCIDENT_HOURS;
    return runs ? requests * Math.scalb(2.0, (int) since) : 0;
  }

  private static LlmStream of(Table.Row row) {
    long cached = row.number("cached");
    long written5m = row.number("write_5m");
    long written1h = row.number("write_1h");
    long fresh = row.number("input") - cached - written5m - written1h;
    return new LlmStream(
        row.text("provider"),
        row.text("project"),
        row.text("key"),
        row.text("team"),
        row.text("namespace"),
        row.text("model"),
        row.text("tier"),
        row.text("context"),
        Shape.valueOf(row.text("shape")),
        row.number("requests"),
        new Usage(1, fresh, cached, written5m, written1h, row.number("output")),
        row.text("trait").equals("incident"),
        row.text("trait").equals("annotated"));
  }
}

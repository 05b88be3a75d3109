package dev.trimtab.bench;

import dev.trimtab.detect.Sensitivity;
import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.PricedBucket;
import dev.trimtab.pipeline.watch.Board;
import dev.trimtab.pipeline.watch.Found;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A pass of the sentinel over many series: detection, from usage that has been read and priced.
record SentinelBench(int keys, int days, double seconds) {
  private static final Instant FIRST = Instant.parse("2026-01-05T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int TEAM = 20;

  List<Figure> run() {
    var board = board();
    long start = System.nanoTime();
    var series = board.series(Map.of());
    int found = Found.in(series, Sensitivity.USUAL).size();
    double took = (System.nanoTime() - start) / 1e9;
    return List.of(
        new Figure(
            "sentinel: %,d series x %d days hourly, %,d incidents"
                .formatted(series.size(), days, found),
            took,
            seconds,
            "s",
            Figure.Goal.AT_MOST));
  }

  private Board board() {
    var random = new Random(1);
    var window = new TimeWindow(FIRST, FIRST.plus(Duration.ofDays(days)));
    var board = new Board(window, Map.of());
    for (int key = 0; key < keys; key++) {
      var scope = LlmScope.of("openai", "m" + key % 10).apiKey("k" + key);
      var owner = new LlmOwned("team-" + key / TEAM, "", "");
      double level = 10 + 5000 * random.nextDouble();
      for (var at = FIRST; at.isBefore(window.end()); at = at.plus(HOUR)) {
        double calls = Math.floor(level * (1 + 0.3 * random.nextDouble()));
        var hour = new TimeWindow(at, at.plus(HOUR));
        board.add(
            "openai/main",
            new PricedBucket(
                scope, owner, hour, calls / 1e4, calls, calls / 100, calls * 1000, calls * 200));
      }
    }
    return board;
  }

  /// Runs by hand: keys, days.
  public static void main(String[] arguments) {
    new SentinelBench(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), 5)
        .run()
        .forEach(figure -> System.out.println(figure.line()));
  }
}

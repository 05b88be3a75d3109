package dev.trimtab.bench;

import dev.trimtab.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// `trimtab detect` over many series.
record DetectBench(int series, int days, double seconds) {
  List<Figure> run() throws IOException {
    var folder = Files.createTempDirectory("trimtab-detect-bench");
    var spend = folder.resolve("spend.csv");
    var alerts = folder.resolve("alerts.csv");
    try {
      SpendLoad.write(spend, series, days);
      long start = System.nanoTime();
      detect(spend, alerts);
      double took = (System.nanoTime() - start) / 1e9;
      return List.of(
          new Figure(
              "detect: %,d series x %d days hourly".formatted(series, days),
              took,
              seconds,
              "s",
              Figure.Goal.AT_MOST));
    } finally {
      Files.deleteIfExists(spend);
      Files.deleteIfExists(alerts);
      Files.deleteIfExists(folder);
    }
  }

  private static void detect(Path spend, Path alerts) {
    var arguments =
        new String[] {"detect", "--series", spend.toString(), "--alerts", alerts.toString()};
    int code =
        Main.run(arguments, Map.of(), InstantSource.system(), new PrintWriter(Writer.nullWriter()));
    if (code != 0) {
      throw new IllegalStateException("detect ended with " + code);
    }
  }

  /// Runs by hand: series, days.
  public static void main(String[] arguments) throws IOException {
    new DetectBench(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), 60)
        .run()
        .forEach(figure -> System.out.println(figure.line()));
  }
}

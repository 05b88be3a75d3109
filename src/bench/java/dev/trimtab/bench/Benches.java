package dev.trimtab.bench;

import dev.trimtab.store.Database;
import dev.trimtab.store.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs every bench, or those that are named; exits with 1 when a target is missed.
public final class Benches {
  private Benches() {}

  private interface OnDatabase {
    List<Figure> measure(Database database) throws SQLException;
  }

  /// Measures, prints and judges.
  ///
  /// @param arguments any of `usage`, `histogram`, `rightsize`, `nightly` and `nightly-large`
  ///   (100,000 containers, which takes a quarter of an hour and is done only when asked for); all
  ///   but the last when empty
  public static void main(String[] arguments) throws IOException, SQLException, RunnerException {
    var names =
        arguments.length == 0
            ? List.of("usage", "histogram", "rightsize", "nightly")
            : List.of(arguments);
    var figures = new ArrayList<Figure>();
    for (var name : names) {
      var measured = measure(name);
      measured.forEach(figure -> System.out.println(figure.line()));
      figures.addAll(measured);
    }
    if (!figures.stream().allMatch(Figure::met)) {
      System.exit(1);
    }
  }

  private static List<Figure> measure(String name)
      throws IOException, SQLException, RunnerException {
    return switch (name) {
      case "usage" -> onDatabase(database -> new UsageBench(database).run());
      case "histogram" -> {
        jmh(HistogramBench.class);
        yield List.of();
      }
      case "rightsize" -> List.of(decision());
      case "nightly" -> onDatabase(database -> NightlyScaleBench.usual(database).run());
      case "nightly-large" -> onDatabase(database -> NightlyScaleBench.large(database).run());
      default ->
          throw new IllegalArgumentException(
              "there is no bench %s; there are usage, histogram, rightsize, nightly and nightly-large"
                  .formatted(name));
    };
  }

  private static Figure decision() throws RunnerException {
    double millis =
        jmh(RightsizeBench.class).stream()
            .mapToDouble(result -> result.getPrimaryResult().getStatistics().getPercentile(50))
            .max()
            .orElseThrow();
    return new Figure(
        "one container's decision on 15 days, median",
        millis * 1000,
        300,
        "us",
        Figure.Goal.AT_MOST);
  }

  private static List<RunResult> jmh(Class<?> bench) throws RunnerException {
    return List.copyOf(new Runner(new OptionsBuilder().include(bench.getName()).build()).run());
  }

  /// On the embedded Postgres with the settings of real runs: fsync and synchronous commits on.
  private static List<Figure> onDatabase(OnDatabase bench) throws IOException, SQLException {
    var folder = Files.createTempDirectory("trimtab-bench");
    try (var database = Database.open(new DatabaseSettings.Embedded(folder))) {
      return bench.measure(database);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

package dev.trimtab.bench;

import dev.trimtab.store.Database;
import dev.trimtab.store.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs every bench; exits with 1 when a target is missed.
public final class Benches {
  private Benches() {}

  /// Measures, prints and judges.
  public static void main(String[] arguments) throws IOException, SQLException, RunnerException {
    boolean met = scale();
    new Runner(new OptionsBuilder().include(HistogramBench.class.getName()).build()).run();
    if (!met) {
      System.exit(1);
    }
  }

  /// On the embedded Postgres with the settings of real runs: fsync and synchronous commits on.
  private static boolean scale() throws IOException, SQLException {
    var folder = Files.createTempDirectory("trimtab-bench");
    try (var database = Database.open(new DatabaseSettings.Embedded(folder))) {
      var figures = new UsageBench(database).run();
      figures.forEach(figure -> System.out.println(figure.line()));
      return figures.stream().allMatch(Figure::met);
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

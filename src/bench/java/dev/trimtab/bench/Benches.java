package dev.trimtab.bench;

import dev.trimtab.bench.nab.NabReplay;
import dev.trimtab.bench.replay.SpotReplay;
import dev.trimtab.bench.runaway.RunawayReplay;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.place.pack.PricingBench;
import dev.trimtab.store.Database;
import dev.trimtab.store.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs every bench, or those that are named; exits with 1 when a target is missed.
public final class Benches {
  /// What the names of databases' folders begin with.
  static final String FOLDER = "trimtab-bench";

  private static final List<String> USUAL = List.of("usage", "histogram", "rightsize", "nightly");

  private static final List<String> ASKED_FOR =
      List.of(
          "nightly-large",
          "spot-replay",
          "pricing",
          "plan-large",
          "plan-night",
          "runaways",
          "nab",
          "detect-large",
          "sentinel");

  private Benches() {}

  private interface OnDatabase {
    List<Figure> measure(Database database) throws SQLException, SourceUnavailable, IOException;
  }

  /// Measures, prints and judges.
  ///
  /// @param arguments any of [#USUAL] and [#ASKED_FOR], which take long or want the open data
  ///   beside the project; the usual ones when all are blank
  public static void main(String[] arguments)
      throws IOException, SQLException, RunnerException, SourceUnavailable {
    var asked = Stream.of(arguments).filter(name -> !name.isBlank()).toList();
    var names = asked.isEmpty() ? USUAL : asked;
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
      throws IOException, SQLException, RunnerException, SourceUnavailable {
    return switch (name) {
      case "usage" -> onDatabase(database -> new UsageBench(database).run());
      case "histogram" -> {
        jmh(HistogramBench.class);
        yield List.of();
      }
      case "rightsize" -> List.of(decision());
      case "nightly" -> onDatabase(database -> NightlyScaleBench.usual(database).run());
      case "nightly-large" -> onDatabase(database -> NightlyScaleBench.large(database).run());
      case "spot-replay" -> spotReplay();
      case "pricing" -> {
        jmh(PricingBench.class);
        yield List.of();
      }
      case "plan-large" -> {
        var figures = new ArrayList<>(new PlanBench(10_000, Duration.ofMinutes(1), 0.25).run());
        figures.addAll(new PlanBench(100_000, Duration.ofMinutes(2), 0.2).run());
        yield figures;
      }
      case "plan-night" ->
          onDatabase(
              database -> new PlanNightBench(database, 10_000, Duration.ofSeconds(20)).run());
      case "runaways" -> RunawayReplay.figures();
      case "nab" ->
          List.of(
              new Figure("NAB, standard profile", NabReplay.ours(), 60, "", Figure.Goal.AT_LEAST),
              new Figure(
                  "NAB's windowed Gaussian (published: 39.6), off by",
                  Math.abs(NabReplay.windowedGaussian() - 39.6),
                  1,
                  "",
                  Figure.Goal.AT_MOST));
      case "sentinel" ->
          onDatabase(
              database -> new SentinelBench(database, new KeyLoad(9_500, false), 56, 5).run());
      case "detect-large" -> new DetectBench(10_000, 120, 60).run();
      default ->
          throw new IllegalArgumentException(
              "there is no bench %s; there are %s, and when asked for %s"
                  .formatted(name, String.join(", ", USUAL), String.join(", ", ASKED_FOR)));
    };
  }

  private static List<Figure> spotReplay() throws SourceUnavailable {
    var verdict = SpotReplay.run();
    return List.of(
        percent("spot: paid above foresight, all origins", verdict.paidAboveForesight(), 4),
        percent("spot: paid above foresight, worst origin", verdict.paidAboveForesightAtWorst(), 4),
        percent("spot: dearer than price-only when chosen", verdict.dearerThanPriceOnly(), 3),
        percent("spot: most of a workload in one pool", verdict.worstLoss(), 27),
        percent("spot: chance of interruption above price-only's", verdict.moreInterruptions(), 0));
  }

  private static Figure percent(String name, double share, double most) {
    return new Figure(name, 100 * share, most, "%", Figure.Goal.AT_MOST);
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
  private static List<Figure> onDatabase(OnDatabase bench)
      throws IOException, SQLException, SourceUnavailable {
    var folder = Files.createTempDirectory(FOLDER);
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

package dev.trimtab.collect.files;

import dev.trimtab.collect.csv.BadRow;
import dev.trimtab.model.Check;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.usage.UsageSample;
import dev.trimtab.units.TimeWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A usage.csv file, loaded whole whatever the window; only rows from the future are refused.
public final class UsageCsvSource implements Source {
  private static final int BATCH = 50_000;

  private final Path file;
  private final UsageCsv csv;

  /// Names the file; nothing is opened yet.
  ///
  /// @param defaultCluster where a row names no cluster
  public UsageCsvSource(Path file, String defaultCluster) {
    this(file, defaultCluster, UsageCsv.USUAL_MOST_BAD_ROWS);
  }

  /// Names the file; nothing is opened yet.
  ///
  /// @param defaultCluster where a row names no cluster
  /// @param mostBadRows largest share of rows that cannot be used, 0..1
  public UsageCsvSource(Path file, String defaultCluster, double mostBadRows) {
    this.file = file;
    this.csv = new UsageCsv("usage-csv/" + file.getFileName(), defaultCluster, mostBadRows);
  }

  @Override
  public String name() {
    return csv.source();
  }

  @Override
  public Reach reach() {
    return new Reach(Duration.ZERO, Duration.ZERO);
  }

  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    var batches = new Batches(window.end(), sink);
    var problems = csv.read(file, batches::add);
    batches.handOver();
    problems.forEach(sink::problem);
    if (batches.latest.isAfter(Instant.MIN)) {
      sink.completeThrough(batches.latest);
    }
  }

  @Override
  public List<Check> check() {
    if (!Files.isReadable(file)) {
      return List.of(
          Check.failed(
              name(),
              file + " cannot be read",
              "Put the file there, or correct usage.files in the configuration"));
    }
    return List.of(Check.ok(name(), file + " can be read"));
  }

  /// Rows of each cluster, since a fact is about one.
  private static final class Batches {
    private final Instant now;
    private final FactSink sink;
    private final Map<String, List<UsageSample>> byCluster = new LinkedHashMap<>();
    private Instant latest = Instant.MIN;

    Batches(Instant now, FactSink sink) {
      this.now = now;
      this.sink = sink;
    }

    void add(UsageSample sample) throws BadRow {
      if (sample.start().isAfter(now)) {
        throw new BadRow(
            "future", "start is " + sample.start() + ", but it is only " + now + " now");
      }
      var cluster = sample.subject().workload().cluster();
      var samples = byCluster.computeIfAbsent(cluster, _ -> new ArrayList<>());
      samples.add(sample);
      if (samples.size() == BATCH) {
        sink.accept(new Fact.Usage(cluster, samples));
        samples.clear();
      }
      if (sample.end().isAfter(latest)) {
        latest = sample.end();
      }
    }

    void handOver() {
      byCluster.forEach((cluster, samples) -> {
        if (!samples.isEmpty()) {
          sink.accept(new Fact.Usage(cluster, samples));
        }
      });
    }
  }
}

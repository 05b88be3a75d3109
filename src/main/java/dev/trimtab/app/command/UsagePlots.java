package dev.trimtab.app.command;

import dev.trimtab.app.plot.Chart;
import dev.trimtab.app.plot.Picture;
import dev.trimtab.app.plot.Screen;
import dev.trimtab.app.plot.TextPlot;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.pipeline.StoredResize;
import dev.trimtab.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Plots of what the containers of some recommendations used.
final class UsagePlots {
  /// The first day shown has only hours of its end.
  private static final Duration LOOKBACK = Duration.ofDays(Chart.DAYS + 1);

  private final Map<ContainerRef, ContainerHistory> histories = new HashMap<>();
  private final Instant asOf;

  UsagePlots(Database database, List<Recommendation> recommendations, Instant asOf) {
    this.asOf = asOf;
    var workloads = recommendations.stream().map(UsagePlots::workload).distinct().toList();
    for (var workload : workloads) {
      database
          .profiles()
          .histories(workload.cluster(), workload.namespace(), workload.name(), asOf, LOOKBACK)
          .forEach(history -> histories.put(history.ref(), history));
    }
  }

  private static WorkloadRef workload(Recommendation r) {
    return new WorkloadRef(r.cluster(), r.namespace(), r.workloadKind(), r.workload());
  }

  /// The charts of a recommendation; none for one about a whole workload, or whose usage is
  /// unknown.
  private List<Chart> charts(Recommendation r) {
    var history = histories.get(new ContainerRef(workload(r), r.container()));
    return history == null
        ? List.of()
        : Chart.of(history, r.kind().equals("resize") ? StoredResize.proposed(r) : null, asOf);
  }

  List<String> lines(Recommendation r, Screen screen) {
    var lines = new ArrayList<String>();
    for (var chart : charts(r)) {
      lines.add("");
      lines.addAll(TextPlot.lines(chart, screen));
    }
    return lines;
  }

  /// Looks whether a picture could be written, before the work that it takes to draw one.
  ///
  /// @throws IllegalArgumentException when it could not
  static void refuseUnwritable(Path file) {
    var folder = file.toAbsolutePath().normalize().getParent();
    var why =
        Files.isDirectory(file)
            ? "it is a folder"
            : folder == null || !Files.isDirectory(folder)
                ? "there is no folder %s".formatted(folder)
                : Files.isWritable(Files.exists(file) ? file : folder)
                    ? ""
                    : "it may not be written";
    if (!why.isEmpty()) {
      throw new IllegalArgumentException("--png: cannot write %s: %s".formatted(file, why));
    }
  }

  /// Writes one picture of all of them.
  ///
  /// @throws IllegalArgumentException when there is nothing to draw, or the file cannot be written
  void write(Path file, String title, List<Recommendation> recommendations) {
    boolean one = recommendations.stream().map(UsagePlots::workload).distinct().count() == 1;
    var containers = new ArrayList<Picture.Container>();
    for (var r : recommendations) {
      var charts = charts(r);
      if (!charts.isEmpty()) {
        containers.add(
            new Picture.Container(one ? r.container() : workload(r) + "/" + r.container(), charts));
      }
    }
    if (containers.isEmpty()) {
      throw new IllegalArgumentException(
          "--png: no usage is known of \"%s\". Maybe trimtab collect first?".formatted(title));
    }
    try {
      Picture.write(
          file,
          one ? workload(recommendations.getFirst()).toString() : title,
          "what it used in the %d days before %s, all pods pooled"
              .formatted(Chart.DAYS, asOf.truncatedTo(ChronoUnit.MINUTES)),
          containers);
    } catch (IOException e) {
      throw new IllegalArgumentException("--png: cannot write %s: %s".formatted(file, e), e);
    }
  }
}

package dev.trimtab.app.command;

import dev.trimtab.collect.files.UsageSpill;
import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.usage.UsageSeries;
import dev.trimtab.rightsize.backtest.Backtest;
import dev.trimtab.rightsize.backtest.Score;
import dev.trimtab.rightsize.policy.Origins;
import dev.trimtab.rightsize.policy.UsageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// Lets right-sizing policies decide over a recorded history, and scores them.
@Command(
    name = "backtest",
    description =
        "Replay right-sizing policies over recorded usage (usage.csv, .gz by its ending) and score them. No database, no network.",
    footer = {
      "",
      "Example: trimtab backtest --usage usage.csv.gz --policy vpa,krr,trimtab --train 14d --step 1d --recommendations out.csv.gz --score score.json"
    })
final class BacktestCommand implements Callable<Integer> {
  @Mixin private final Session session;
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--usage",
      required = true,
      paramLabel = "FILE",
      description =
          "the usage.csv, as docs/formats.md describes it: workload, container, start, end, cpu_usage_avg_cores, memory_usage_max_bytes, …")
  private @Nullable Path usage;

  @Option(
      names = "--policy",
      paramLabel = "NAMES",
      split = ",",
      defaultValue = "vpa,krr,trimtab",
      description =
          "vpa, krr, krr-limit, kruize-cost, kruize-performance, crane, kubecost, autopilot, trimtab@safe, trimtab@balanced (or trimtab), trimtab@lean, or all (default: ${DEFAULT-VALUE})")
  private List<String> policies = List.of();

  @Option(
      names = "--train",
      paramLabel = "LENGTH",
      defaultValue = "14d",
      converter = Length.class,
      description = "history before the first decision (default: ${DEFAULT-VALUE})")
  private Duration train = Duration.ofDays(14);

  @Option(
      names = "--step",
      paramLabel = "LENGTH",
      defaultValue = "1d",
      converter = Length.class,
      description = "time between decisions (default: ${DEFAULT-VALUE})")
  private Duration step = Duration.ofDays(1);

  @Option(
      names = "--recommendations",
      paramLabel = "FILE",
      description = "where every decision goes, CSV, .gz by its ending")
  private @Nullable Path recommendations;

  @Option(names = "--score", paramLabel = "FILE", description = "where the scores go, JSON")
  private @Nullable Path score;

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      converter = Moment.class,
      description = "the first decision (default: the file's first instant and --train)")
  private @Nullable Instant start;

  @Option(
      names = "--end",
      paramLabel = "INSTANT",
      converter = Moment.class,
      description = "no decision at or after it (default: the file's last instant)")
  private @Nullable Instant end;

  @Option(
      names = "--max-bad-rows",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      converter = Share.class,
      description = "the largest share of unusable rows, within [0, 1] (default: ${DEFAULT-VALUE})")
  private double mostBadRows = 0.01;

  BacktestCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    var names = names();
    try (var spill = UsageSpill.of(Objects.requireNonNull(usage), mostBadRows)) {
      warn(spill.problems());
      var source = source(spill);
      var origins = origins(source);
      if (origins.count() == 0) {
        throw new IllegalArgumentException(
            "%s holds %s, and --train %s leaves nothing to decide. Maybe a shorter --train?"
                .formatted(usage, span(source), words(train)));
      }
      var backtest = new Backtest(source, origins);
      var replayed = backtest.replay(names);
      if (recommendations != null) {
        RecommendationsCsv.write(recommendations, replayed, source, origins);
      }
      var scores = backtest.score(replayed);
      if (score != null) {
        // JSON has no NaN: what is unknown is null
        var json = JsonMapper.shared().writeValueAsString(scores).replace("\"NaN\"", "null");
        Files.writeString(score, json + "\n");
      }
      session.print(table(scores));
      return Exit.DONE;
    } catch (SourceUnavailable e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
  }

  private List<String> names() {
    var names = new LinkedHashSet<String>();
    for (var name : policies) {
      if (name.equals("all")) {
        names.addAll(Backtest.names());
      } else if (Backtest.knows(name)) {
        names.add(name);
      } else {
        throw usage(
            "--policy: there is no policy '%s'. There are: %s, trimtab, all"
                .formatted(name, String.join(", ", Backtest.names())));
      }
    }
    return List.copyOf(names);
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private void warn(List<Problem> problems) {
    var err = Objects.requireNonNull(spec).commandLine().getErr();
    problems.forEach(problem ->
        err.printf("%s: %s: %s%n", problem.subject(), problem.reason(), problem.message()));
    err.flush();
  }

  private Origins origins(UsageSource source) {
    if (source.containers().isEmpty()) {
      throw new IllegalArgumentException(usage + " holds no usable row");
    }
    long first = start == null ? source.start() + train.toSeconds() : start.getEpochSecond();
    long last = end == null ? source.end() : end.getEpochSecond();
    return new Origins(source.start(), first, step.toSeconds(), last);
  }

  private static String span(UsageSource source) {
    return words(Duration.ofSeconds(source.end() - source.start())) + " of usage";
  }

  private static String words(Duration length) {
    return length.toDays() > 1 ? length.toDays() + "d" : length.toMinutes() + "m";
  }

  private static UsageSource source(UsageSpill spill) {
    return new UsageSource() {
      @Override
      public List<ContainerRef> containers() {
        return spill.containers();
      }

      @Override
      public long start() {
        return spill.start();
      }

      @Override
      public long end() {
        return spill.end();
      }

      @Override
      public void forEach(Consumer<UsageSeries> consumer) {
        spill.forEach(consumer);
      }
    };
  }

  private static Table table(List<Score> scores) {
    var rows = new ArrayList<List<String>>();
    for (var s : scores) {
      rows.add(
          List.of(
              s.policy(),
              percent(s.cpuSlack()),
              percent(s.cpuOver()),
              percent(s.cpuDeficit()),
              "%,.0f".formatted(s.coreHours()),
              percent(s.memorySlack()),
              percent(s.memoryOverLimit()),
              "%,.0f".formatted(s.gibHours()),
              "%.2f".formatted(s.cpuChanges()),
              "%.2f".formatted(s.memoryChanges()),
              percent(s.coverage())));
    }
    return new Table(
        List.of(
            "policy",
            "CPU slack",
            "intervals over",
            "deficit",
            "core-hours",
            "memory slack",
            "windows over limit",
            "GiB-hours",
            "CPU changes a week",
            "memory changes a week",
            "coverage"),
        rows);
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : "%.2f%%".formatted(100 * share);
  }
}

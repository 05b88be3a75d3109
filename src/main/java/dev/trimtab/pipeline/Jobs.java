package dev.trimtab.pipeline;

import dev.trimtab.model.Source;
import dev.trimtab.model.run.Gap;
import dev.trimtab.model.run.Run;
import dev.trimtab.report.Headline;
import dev.trimtab.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// The jobs: each takes the lock, tells its stages, and ends with a status whatever happens.
public final class Jobs {
  private final Database database;
  private final Stages stages;
  private final InstantSource clock;
  private final Progress progress;
  private final String holder;

  /// What the stages are made of.
  ///
  /// @param send empty where no mail server is configured
  public record Stages(
      CollectionRun collection,
      AllocationRun allocation,
      OptimizationRun optimization,
      ReportRun report,
      Optional<SendRun> send,
      Duration keepSamples,
      Duration keepProfiles) {}

  public Jobs(
      Database database, Stages stages, InstantSource clock, Progress progress, String holder) {
    this.database = database;
    this.stages = stages;
    this.clock = clock;
    this.progress = progress;
    this.holder = holder;
  }

  /// Everything, in order. A source that is down leaves a gap; the rest goes on with what is known.
  public JobResult nightly(Instant asOf, List<List<Source>> sources) {
    return job(
        "nightly",
        asOf,
        (run, gaps) -> {
          gaps.addAll(stages.collection().collect(run, sources));
          optimize(run);
          var lines = report(run, gaps);
          gaps.addAll(send());
          database.profiles().retain(stages.keepSamples(), stages.keepProfiles(), asOf);
          return lines;
        });
  }

  public JobResult collect(Instant asOf, List<List<Source>> sources) {
    return job(
        "collect",
        asOf,
        (run, gaps) -> {
          gaps.addAll(stages.collection().collect(run, sources));
          return List.of("Collected as of " + asOf + ".");
        });
  }

  public JobResult optimize(Instant asOf) {
    return job("optimize", asOf, (run, _) -> List.of("Done: " + optimize(run) + "."));
  }

  public JobResult report(Instant asOf) {
    return job("report", asOf, this::report);
  }

  public JobResult send(Instant asOf) {
    return job(
        "send",
        asOf,
        (_, gaps) -> {
          gaps.addAll(send());
          return List.of("The outbox has been worked through.");
        });
  }

  private String optimize(Run run) {
    staged(
        run,
        "allocate",
        () -> {
          var problems = stages.allocation().allocate(run);
          database.runs().problems(run.id(), problems);
          return problems.isEmpty() ? "" : "%,d problems".formatted(problems.size());
        });
    return staged(run, "optimize", () -> stages.optimization().optimize(run));
  }

  private List<String> report(Run run, List<Gap> gaps) {
    var lines = new ArrayList<String>();
    staged(
        run,
        "report",
        () -> {
          var made = stages.report().report(run, gaps);
          lines.addAll(headline(made.headline()));
          lines.add("Workbook: " + made.workbook().toAbsolutePath());
          return made.workbook().toString();
        });
    return lines;
  }

  private static List<String> headline(Headline h) {
    var lines = new ArrayList<String>();
    lines.add(
        "Spent %s: infrastructure %s, LLM %s. Advice is worth %s a month (nominal)%s."
            .formatted(
                dev.trimtab.report.Amounts.text(h.total()),
                dev.trimtab.report.Amounts.text(h.infra()),
                dev.trimtab.report.Amounts.text(h.llm()),
                dev.trimtab.report.Amounts.text(h.monthlySavings()),
                h.realizable().signum() == 0
                    ? ""
                    : "; on nodes, %s can be saved (realizable)"
                        .formatted(dev.trimtab.report.Amounts.text(h.realizable()))));
    if (!h.topChange().isEmpty()) {
      lines.add("Largest change: " + h.topChange());
    }
    if (h.unpricedTokens() > 0) {
      lines.add(
          "%,d LLM tokens have no known price and are in no total.".formatted(h.unpricedTokens()));
    }
    if (h.failedChecks() > 0) {
      lines.add(
          "%s not tie: see the sheet Reconciliation."
              .formatted(h.failedChecks() == 1 ? "1 check does" : h.failedChecks() + " checks do"));
    }
    return lines;
  }

  private List<Gap> send() {
    return stages.send().map(SendRun::send).orElse(List.of());
  }

  private String staged(Run run, String stage, java.util.function.Supplier<String> work) {
    progress.started(stage);
    database.runs().stageStarted(run.id(), stage);
    var detail = work.get();
    database.runs().stageDone(run.id(), stage, detail);
    progress.done(stage, detail);
    return detail;
  }

  private JobResult job(String name, Instant asOf, BiFunction<Run, List<Gap>, List<String>> work) {
    var run = database.runs().begin(name, asOf, clock.instant(), holder);
    var status = Run.Status.FAILED;
    var gaps = new ArrayList<Gap>();
    try {
      var lines = work.apply(run, gaps);
      status = gaps.isEmpty() ? Run.Status.DONE : Run.Status.GAPS;
      return new JobResult(lines, gaps);
    } finally {
      end(run, gaps, status);
    }
  }

  private void end(Run run, List<Gap> gaps, Run.Status status) {
    try {
      database.runs().gaps(run.id(), gaps);
    } finally {
      database
          .runs()
          .finish(run.id(), status, clock.instant()); // lets go of the lock, come what may
    }
  }
}

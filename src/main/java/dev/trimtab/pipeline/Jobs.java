package dev.trimtab.pipeline;

import dev.trimtab.model.Source;
import dev.trimtab.model.run.Gap;
import dev.trimtab.model.run.Run;
import dev.trimtab.model.spend.AlertNotice;
import dev.trimtab.model.spend.SpendOwner;
import dev.trimtab.model.spend.StoredAlert;
import dev.trimtab.report.Amounts;
import dev.trimtab.report.KeyText;
import dev.trimtab.store.Database;
import dev.trimtab.store.Runs;
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
      Watch watch,
      Duration keepSamples,
      Duration keepProfiles) {}

  /// What the sentinel is made of.
  ///
  /// @param collection under the sentinel's own lock
  public record Watch(CollectionRun collection, Sentinel sentinel, AlertSending sending) {}

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

  /// Reads the LLM sources, looks for runaways, and tells of them. Runs beside all other jobs,
  /// under a lock of its own: what it reads and writes another job may read and write at the same
  /// time. A source that is down leaves a gap; what is known is watched all the same.
  ///
  /// @param sources LLM sources; empty to look at what is stored
  public JobResult sentinel(Instant asOf, List<Source> sources) {
    return job(
        database.sentinelRuns(),
        "sentinel",
        asOf,
        (run, gaps) -> {
          gaps.addAll(stages.watch().collection().collect(run, List.of(sources)));
          var pass = stages.watch().sentinel().watch(asOf);
          var sent = stages.watch().sending().send(asOf);
          gaps.addAll(sent.gaps());
          return watched(pass, sent.count(), asOf);
        });
  }

  private static List<String> watched(Sentinel.Pass pass, int sent, Instant asOf) {
    var lines = new ArrayList<String>();
    lines.add(
        "Watched %,d series as of %s: %,d alerts are open, %,d are new, %,d notices went out."
            .formatted(pass.series(), asOf, pass.open().size(), pass.news().size(), sent));
    pass.open().stream()
        .filter(alert -> alert.parent() == null)
        .forEach(alert -> lines.add("ALERT %d  %s".formatted(alert.id(), words(alert))));
    return lines;
  }

  private static String words(StoredAlert alert) {
    var notice = alert.notice(AlertNotice.Kind.OPENED);
    return "%s (%s)%s: %s since %s, %s above normal, %s an hour where %s is normal; the month is heading for %s. %s"
        .formatted(
            KeyText.series(alert.incident().alert().series()),
            alert.incident().alert().rule(),
            owner(notice.owner()),
            Amounts.text(notice.amountSoFar()),
            alert.incident().alert().firstAt(),
            Amounts.text(notice.excessSoFar()),
            Amounts.text(notice.ratePerHour()),
            Amounts.text(notice.normalPerHour()),
            Amounts.text(notice.projectedMonthEnd()),
            notice.whatToDo());
  }

  private static String owner(SpendOwner owner) {
    return owner.team().isEmpty()
        ? ""
        : owner.isNobody() ? ", " + owner.team() : ", of team " + owner.team();
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
          lines.addAll(HeadlineLines.of(made.headline()));
          lines.add("Workbook: " + made.workbook().toAbsolutePath());
          return made.workbook().toString();
        });
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
    return job(database.runs(), name, asOf, work);
  }

  private JobResult job(
      Runs runs, String name, Instant asOf, BiFunction<Run, List<Gap>, List<String>> work) {
    var run = runs.begin(name, asOf, clock.instant(), holder);
    var status = Run.Status.FAILED;
    var gaps = new ArrayList<Gap>();
    try {
      var lines = work.apply(run, gaps);
      status = gaps.isEmpty() ? Run.Status.DONE : Run.Status.GAPS;
      return new JobResult(lines, gaps);
    } finally {
      end(runs, run, gaps, status);
    }
  }

  private void end(Runs runs, Run run, List<Gap> gaps, Run.Status status) {
    try {
      runs.gaps(run.id(), gaps);
    } finally {
      runs.finish(run.id(), status, clock.instant()); // lets go of the lock, come what may
    }
  }
}

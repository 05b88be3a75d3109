package dev.trimtab.pipeline;

import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.run.Gap;
import dev.trimtab.model.run.Run;
import dev.trimtab.store.Database;
import dev.trimtab.store.Runs;
import dev.trimtab.units.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads every source from its watermark on; a source that is down leaves a gap, not a failed run.
public final class CollectionRun {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionRun.class);
  private static final int AT_ONCE = 4;

  private final Database database;
  private final Runs runs;
  private final Progress progress;

  public CollectionRun(Database database, Progress progress) {
    this(database, database.runs(), progress);
  }

  /// One for jobs under a lock of their own.
  ///
  /// @param runs what the runs were begun with
  public CollectionRun(Database database, Runs runs, Progress progress) {
    this.database = database;
    this.runs = runs;
    this.progress = progress;
  }

  /// Collects in the order of the phases: what a later one needs has been stored by an earlier one.
  ///
  /// @param phases sources that may be read side by side, phase by phase
  public List<Gap> collect(Run run, List<List<Source>> phases) {
    var gaps = new ArrayList<Gap>();
    for (var phase : phases) {
      gaps.addAll(sideBySide(run, phase));
    }
    return gaps;
  }

  private List<Gap> sideBySide(Run run, List<Source> sources) {
    var slots = new Semaphore(AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<List<Gap>>>();
      for (var source : sources) {
        running.add(
            threads.submit(() -> {
              slots.acquire();
              try {
                return collect(run, source);
              } finally {
                slots.release();
              }
            }));
      }
      var gaps = new ArrayList<Gap>();
      for (var each : running) {
        gaps.addAll(each.get());
      }
      return gaps;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while collecting", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException bug) {
        throw bug;
      }
      throw new IllegalStateException("collecting failed: " + e.getMessage(), e);
    }
  }

  private List<Gap> collect(Run run, Source source) {
    var stage = "collect " + source.name();
    progress.started(stage);
    runs.stageStarted(run.id(), stage);
    var sink = new StoringSink(database, run, source.name());
    try {
      source.collect(window(run.asOf(), source), sink);
      runs.stageDone(run.id(), stage, sink.summary());
      progress.done(stage, sink.summary());
      return List.of();
    } catch (SourceUnavailable e) {
      var message = String.valueOf(e.getMessage());
      LOG.warn("{}", message);
      progress.failed(stage, message);
      return List.of(
          new Gap(source.name(), message, database.watermarks().of(source.name()).orElse(null)));
    } finally {
      sink.flushProblems();
    }
  }

  private TimeWindow window(Instant asOf, Source source) {
    var reach = source.reach();
    var start =
        database
            .watermarks()
            .of(source.name())
            .map(through -> through.isBefore(asOf) ? through : asOf)
            .map(through -> through.minus(reach.overlap()))
            .orElseGet(() -> asOf.minus(reach.backfill()));
    return new TimeWindow(start, asOf);
  }
}

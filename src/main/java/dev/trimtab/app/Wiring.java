package dev.trimtab.app;

import dev.trimtab.app.config.Config;
import dev.trimtab.model.Check;
import dev.trimtab.model.Source;
import dev.trimtab.model.spend.AlertChannel;
import dev.trimtab.pipeline.AlertSending;
import dev.trimtab.pipeline.AllocationRun;
import dev.trimtab.pipeline.CollectionRun;
import dev.trimtab.pipeline.Jobs;
import dev.trimtab.pipeline.OptimizationRun;
import dev.trimtab.pipeline.Progress;
import dev.trimtab.pipeline.ReportRun;
import dev.trimtab.pipeline.SendRun;
import dev.trimtab.pipeline.Sentinel;
import dev.trimtab.report.mail.SmtpMailer;
import dev.trimtab.store.Database;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts the parts together as the configuration says. Adding a source is a line in [Sources].
public final class Wiring implements AutoCloseable {
  private final Database database;
  private final Sources sources;
  private final Optional<SmtpMailer> mailer;
  private final List<AlertChannel> channels;
  private final Jobs jobs;

  private Wiring(
      Database database,
      Sources sources,
      Optional<SmtpMailer> mailer,
      List<AlertChannel> channels,
      Jobs jobs) {
    this.database = database;
    this.sources = sources;
    this.mailer = mailer;
    this.channels = channels;
    this.jobs = jobs;
  }

  /// Opens the database and prepares the jobs.
  ///
  /// @throws dev.trimtab.store.DatabaseUnavailable when the database cannot be opened
  public static Wiring of(Config config, InstantSource clock) {
    var settings = new Settings(config);
    var sources = new Sources(config, clock);
    var database = Database.open(settings.database());
    var progress = Terminal.isInteractive() ? new TerminalProgress() : new LogProgress();
    var mailer = settings.smtp().map(SmtpMailer::new);
    var channels = AlertChannels.of(config, mailer, clock);
    var jobs = jobs(database, settings, mailer, channels, clock, progress);
    return new Wiring(database, sources, mailer, channels, jobs);
  }

  private static Jobs jobs(
      Database database,
      Settings settings,
      Optional<SmtpMailer> mailer,
      List<AlertChannel> channels,
      InstantSource clock,
      Progress progress) {
    var watch =
        new Jobs.Watch(
            new CollectionRun(database, database.sentinelRuns(), progress),
            new Sentinel(
                database, settings.sentinel(channels.stream().map(AlertChannel::name).toList())),
            new AlertSending(database, channels));
    var stages =
        new Jobs.Stages(
            new CollectionRun(database, progress),
            new AllocationRun(database, settings.allocation()),
            new OptimizationRun(database, settings.optimization()),
            new ReportRun(database, settings.report()),
            mailer.map(m -> new SendRun(database, m, clock)),
            watch,
            settings.keepSamples(),
            settings.keepProfiles());
    return new Jobs(database, stages, clock, progress, holder());
  }

  private static String holder() {
    try {
      return "process %d on %s"
          .formatted(ProcessHandle.current().pid(), InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      return "process " + ProcessHandle.current().pid();
    }
  }

  public Database database() {
    return database;
  }

  public Jobs jobs() {
    return jobs;
  }

  /// The sources to read, phase by phase.
  ///
  /// @param names full names or beginnings of names; none for all
  /// @throws IllegalArgumentException for a name that fits no source
  public List<List<Source>> sources(List<String> names) {
    return sources.phases(names);
  }

  /// Sources that `serve` samples between nightly runs.
  public List<Source> samplingSources() {
    return sources.sampling();
  }

  /// Sources that the sentinel reads.
  public List<Source> spendingSources() {
    return sources.spending();
  }

  /// Tries everything a run needs.
  public List<Check> checks() {
    var checks = new ArrayList<Check>();
    checks.add(Check.ok("database", database.describe()));
    for (var phase : sources.phases(List.of())) {
      phase.forEach(source -> checks.addAll(source.check()));
    }
    sources.sampling().forEach(source -> checks.addAll(source.check()));
    mailer.ifPresentOrElse(
        m -> checks.add(m.check()),
        () -> checks.add(Check.ok("mail", "no mail.host is set: workbooks stay on disk")));
    channels.forEach(channel -> channel.check().ifPresent(checks::add));
    return checks;
  }

  @Override
  public void close() {
    sources.close();
    database.close();
  }
}

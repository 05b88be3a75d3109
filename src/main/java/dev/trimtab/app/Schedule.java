package dev.trimtab.app;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/// Runs jobs on cron schedules in UTC. The schedule is kept in Postgres, clustered: of several
/// processes on one database one fires each time, and a firing missed while all were down is made
/// up for once.
public final class Schedule implements AutoCloseable {
  private static final String DATA_SOURCE = "trimtab";

  private final Scheduler scheduler;

  /// Prepares a scheduler.
  ///
  /// @param jobs what runs, by name
  /// @param crons Quartz cron expressions, by the same names
  /// @throws IllegalArgumentException for an expression that Quartz does not understand
  public Schedule(DataSource database, Map<String, Runnable> jobs, Map<String, String> crons) {
    DBConnectionManager.getInstance().addConnectionProvider(DATA_SOURCE, new Connections(database));
    try {
      scheduler = new StdSchedulerFactory(properties()).getScheduler();
      scheduler.setJobFactory(
          (bundle, s) -> new Firing(jobOf(jobs, bundle.getJobDetail().getKey())));
      for (var entry : crons.entrySet()) {
        schedule(entry.getKey(), entry.getValue());
      }
    } catch (SchedulerException e) {
      throw new IllegalStateException("cannot set up the schedule: " + e.getMessage(), e);
    }
  }

  public void start() {
    try {
      scheduler.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("cannot start the schedule: " + e.getMessage(), e);
    }
  }

  /// Waits for running jobs to end.
  @Override
  public void close() {
    try {
      scheduler.shutdown(true);
    } catch (SchedulerException e) {
      throw new IllegalStateException("cannot stop the schedule: " + e.getMessage(), e);
    }
  }

  private static Runnable jobOf(Map<String, Runnable> jobs, JobKey key) {
    var job = jobs.get(key.getName());
    // A job of an older version may still stand in the table: it does nothing.
    return job == null ? () -> {} : job;
  }

  private void schedule(String name, String cron) throws SchedulerException {
    var job = JobBuilder.newJob(Firing.class).withIdentity(name).storeDurably().build();
    scheduler.addJob(job, true);
    Trigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(name)
            .forJob(name)
            .withSchedule(schedule(cron).withMisfireHandlingInstructionFireAndProceed())
            .build();
    var known = scheduler.getTrigger(trigger.getKey());
    if (known == null) {
      scheduler.scheduleJob(trigger);
    } else if (!(known instanceof CronTrigger same && same.getCronExpression().equals(cron))) {
      scheduler.rescheduleJob(trigger.getKey(), trigger);
    } // one that stands as it was knows what it has missed; a new one would begin from now on
  }

  private static CronScheduleBuilder schedule(String cron) {
    try {
      return CronScheduleBuilder.cronSchedule(cron).inTimeZone(TimeZone.getTimeZone("UTC"));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "schedule \"%s\" is no Quartz cron expression: %s. Maybe \"0 30 2 * * ?\"?"
              .formatted(cron, e.getMessage()),
          e);
    }
  }

  private static Properties properties() {
    var properties = new Properties();
    properties.putAll(
        Map.ofEntries(
            Map.entry("org.quartz.scheduler.instanceName", "trimtab"),
            Map.entry("org.quartz.scheduler.instanceId", "AUTO"),
            Map.entry("org.quartz.scheduler.skipUpdateCheck", "true"),
            Map.entry("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool"),
            Map.entry("org.quartz.threadPool.threadCount", "3"),
            Map.entry("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX"),
            Map.entry(
                "org.quartz.jobStore.driverDelegateClass",
                "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate"),
            Map.entry("org.quartz.jobStore.dataSource", DATA_SOURCE),
            Map.entry("org.quartz.jobStore.tablePrefix", "trimtab.qrtz_"),
            Map.entry("org.quartz.jobStore.useProperties", "true"),
            Map.entry("org.quartz.jobStore.isClustered", "true")));
    return properties;
  }

  /// A job's one firing; a second of the same name waits for it.
  @DisallowConcurrentExecution
  private static final class Firing implements Job {
    private final Runnable work;

    Firing(Runnable work) {
      this.work = work;
    }

    @Override
    public void execute(JobExecutionContext context) {
      work.run();
    }
  }

  private record Connections(DataSource database) implements ConnectionProvider {
    @Override
    public Connection getConnection() throws SQLException {
      return database.getConnection();
    }

    @Override
    public void initialize() {}

    @Override
    public void shutdown() {}
  }
}

package dev.trimtab.store;

import dev.trimtab.model.Problem;
import dev.trimtab.model.run.Gap;
import dev.trimtab.model.run.Run;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Runs and their stages, and the lock that lets one run at a time work on a database.
public final class Runs implements AutoCloseable {
  /// Any number will do, as long as every Trimtab takes the same.
  private static final long LOCK = 0x7472_696d_7461_62L;

  private static final long SENTINEL_LOCK = LOCK + 1;

  private static final int PATIENCE_SECONDS = 5;

  private final Transactions transactions;
  private final DataSource source;
  private final long number;
  private final String ours;
  private @Nullable Connection lock;

  private Runs(Transactions transactions, DataSource source, long number, String ours) {
    this.transactions = transactions;
    this.source = source;
    this.number = number;
    this.ours = ours;
  }

  /// Of all jobs but the sentinel.
  static Runs usual(Transactions transactions, DataSource source) {
    return new Runs(transactions, source, LOCK, "job <> 'sentinel'");
  }

  /// Of the sentinel, which runs beside all others under a lock of its own: a nightly job that
  /// takes hours holds it up in nothing.
  static Runs sentinel(Transactions transactions, DataSource source) {
    return new Runs(transactions, source, SENTINEL_LOCK, "job = 'sentinel'");
  }

  /// Takes the lock and writes the run down. Unfinished runs of others are marked abandoned: they
  /// hold no lock.
  ///
  /// @param holder process and host, for whoever finds the lock taken
  /// @throws AlreadyRunning with its holder
  public Run begin(String job, Instant asOf, Instant now, String holder) {
    takeLock();
    boolean begun = false;
    try {
      var run = insert(job, asOf, now, holder);
      begun = true;
      return run;
    } finally {
      if (!begun) {
        close(); // or a long-running process would lock itself out
      }
    }
  }

  private Run insert(String job, Instant asOf, Instant now, String holder) {
    return transactions.call(handle -> {
      handle.execute(
          "update trimtab.run set status = 'ABANDONED' where status = 'RUNNING' and " + ours);
      long id =
          handle
              .createUpdate(
                  """
                  insert into trimtab.run (job, as_of, started_at, status, holder)
                  values (:job, :asOf, :now, 'RUNNING', :holder)
                  """)
              .bind("job", job)
              .bind("asOf", asOf)
              .bind("now", now)
              .bind("holder", holder)
              .executeAndReturnGeneratedKeys("id")
              .mapTo(Long.class)
              .one();
      return new Run(id, job, asOf, now, null, Run.Status.RUNNING);
    });
  }

  private synchronized void takeLock() {
    lock = transactions.again(this::lockedConnection);
  }

  private Connection lockedConnection() throws SQLException {
    var connection = source.getConnection();
    boolean taken = false;
    try {
      connection.setAutoCommit(true);
      taken = tryLock(connection);
    } finally {
      if (!taken) {
        connection.close();
      }
    }
    if (!taken) {
      throw new AlreadyRunning(currentHolder());
    }
    return connection;
  }

  private boolean tryLock(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
      statement.setLong(1, number);
      try (var result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  /// A database that restarts lets go of the lock; who does not take it again would go on beside
  /// another run.
  private synchronized void keepLock() {
    if (lock != null && !valid(lock)) {
      close();
      takeLock();
    }
  }

  private static boolean valid(Connection connection) {
    try {
      return connection.isValid(PATIENCE_SECONDS);
    } catch (SQLException _) {
      return false; // a connection that cannot be asked is none
    }
  }

  private String currentHolder() {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select format('run %s (%s) of %s, since %s', id, job, holder,
                              to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
                from trimtab.run where status = 'RUNNING' and
                """
                    + ours
                    + " order by id desc limit 1")
            .mapTo(String.class)
            .findOne()
            .orElse("one that has just begun"));
  }

  /// Writes down that a stage begins, and makes sure that the lock is still held.
  ///
  /// @throws AlreadyRunning when the lock was lost in a restart and another run has it
  public void stageStarted(long run, String stage) {
    keepLock();
    transactions.run(handle ->
        handle.execute(
            "insert into trimtab.stage (run_id, stage) values (?, ?) on conflict do nothing",
            run,
            stage));
  }

  public void stageDone(long run, String stage, String detail) {
    transactions.run(handle ->
        handle.execute(
            "update trimtab.stage set done_at = now(), detail = ? where run_id = ? and stage = ?",
            detail,
            run,
            stage));
  }

  /// Writes problems down, each once a run.
  public void problems(long run, List<Problem> problems) {
    if (problems.isEmpty()) {
      return;
    }
    transactions.run(handle -> {
      var batch =
          handle.prepareBatch(
              """
              insert into trimtab.problem (run_id, source, subject, reason, message)
              values (?, ?, ?, ?, ?) on conflict do nothing
              """);
      for (var p : problems) {
        batch.add(
            run,
            Text.clean(p.source()),
            Text.clean(p.subject()),
            Text.clean(p.reason()),
            Text.clean(p.message()));
      }
      batch.execute();
    });
  }

  public List<Problem> problemsOf(long run) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select source, subject, reason, message from trimtab.problem
                where run_id = :run order by source, reason, subject, message
                """)
            .bind("run", run)
            .map((row, _) ->
                new Problem(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
            .list());
  }

  public void gaps(long run, List<Gap> gaps) {
    transactions.run(handle -> {
      for (var gap : gaps) {
        handle.execute(
            """
            insert into trimtab.gap (run_id, source, message, complete_through) values (?, ?, ?, ?)
            on conflict (run_id, source) do update set message = excluded.message
            """,
            run,
            gap.source(),
            Text.clean(gap.message()),
            gap.completeThrough());
      }
    });
  }

  /// The latest run of a job that got to its end.
  public Optional<Long> latestDone(String job) {
    return transactions.call(handle ->
        handle
            .createQuery(
                "select max(id) from trimtab.run where job = :job and status in ('DONE', 'GAPS')")
            .bind("job", job)
            .mapTo(Long.class)
            .findOne());
  }

  /// Ends a run and lets go of the lock.
  public void finish(long run, Run.Status status, Instant now) {
    try {
      transactions.run(handle ->
          handle.execute(
              "update trimtab.run set status = ?, finished_at = ? where id = ?",
              status.name(),
              now,
              run));
    } finally {
      close();
    }
  }

  @Override
  public synchronized void close() {
    var held = lock;
    lock = null;
    if (held != null) {
      try (held;
          var statement = held.createStatement()) {
        statement.execute("select pg_advisory_unlock_all()");
      } catch (SQLException e) {
        // The connection is gone, and the lock with it.
        return;
      }
    }
  }
}

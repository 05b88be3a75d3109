package dev.trimtab.store;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs work in transactions, again where the database went away in between.
///
/// Everything that is written here may be written twice with the same result, so trying again is
/// safe.
final class Transactions {
  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
  private static final int TRIES = 6;
  private static final Set<String> PASSING = Set.of("40001", "40P01");

  private final Jdbi jdbi;
  private final Pause pause;

  /// Waits; a test's one does not.
  interface Pause {
    void pause(Duration length) throws InterruptedException;
  }

  /// Work on one connection.
  interface Work<T> {
    T with(Handle handle) throws SQLException;
  }

  /// Anything that is asked of the database.
  interface Attempt<T> {
    T make() throws SQLException;
  }

  /// Work without a result.
  interface Task {
    void with(Handle handle) throws SQLException;
  }

  Transactions(Jdbi jdbi, Pause pause) {
    this.jdbi = jdbi;
    this.pause = pause;
  }

  void run(Task task) {
    call(handle -> {
      task.with(handle);
      return Boolean.TRUE;
    });
  }

  /// Commits what the work did and returns its result.
  ///
  /// @throws DatabaseUnavailable when the connection is lost and does not come back
  <T> T call(Work<T> work) {
    return again(() -> jdbi.inTransaction(work::with));
  }

  /// Tries until it works, for as long as trying again may help.
  ///
  /// @throws DatabaseUnavailable when the connection is lost and does not come back
  <T> T again(Attempt<T> attempt) {
    for (int failed = 1; ; failed++) {
      try {
        return attempt.make();
      } catch (JdbiException | SQLException | Copy.LostConnection e) {
        if (!passing(e)) {
          throw e instanceof RuntimeException bug
              ? bug
              : new IllegalStateException(e.getMessage(), e);
        }
        if (failed >= TRIES) {
          throw new DatabaseUnavailable(
              "the database is gone and did not come back after %d tries: %s. What was committed is kept; run again once it is up"
                  .formatted(failed, e.getMessage()),
              e);
        }
        waitFor(failed, e);
      }
    }
  }

  private void waitFor(int failed, Exception e) {
    LOG.warn("the database failed ({}); trying again", e.getMessage());
    try {
      pause.pause(Duration.ofSeconds(1L << Math.min(failed - 1, 4)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DatabaseUnavailable("interrupted while waiting for the database", interrupted);
    }
  }

  /// Whether trying again may help. Class 08 is a connection exception, 57P01 to 57P03 an
  /// administrator's restart, 40001 and 40P01 a transaction that lost against another one.
  static boolean passing(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof Copy.LostConnection
          || at instanceof SQLTransientConnectionException
          || at instanceof SQLNonTransientConnectionException) {
        return true;
      }
      if (at instanceof SQLException sql && sql.getSQLState() != null) {
        var state = sql.getSQLState();
        if (state.startsWith("08") || state.startsWith("57P0") || PASSING.contains(state)) {
          return true;
        }
      }
    }
    return false;
  }
}

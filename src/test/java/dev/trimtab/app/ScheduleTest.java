package dev.trimtab.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.store.Database;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Quartz on a real database; a firing takes as long as it takes.
class ScheduleTest {
  private static final String EVERY_SECOND = "0/1 * * * * ?";
  private static final String NEW_YEAR = "0 0 3 1 1 ?";
  private static final long PATIENCE = 90;

  private final Database database = TestDatabase.open();

  @AfterEach
  void close() {
    database.close();
  }

  private Schedule schedule(String cron, Runnable work) {
    return new Schedule(database.dataSource(), Map.of("sentinel", work), Map.of("sentinel", cron));
  }

  private void missed() throws SQLException {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      int changed =
          statement.executeUpdate(
              "update trimtab.qrtz_triggers set next_fire_time = (extract(epoch from now()) - 7200) * 1000");
      assertThat(changed).isEqualTo(1);
    }
  }

  @Test
  void a_job_runs_on_its_schedule_and_never_beside_itself() throws InterruptedException {
    var fired = new CountDownLatch(2);
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    try (var schedule =
        schedule(
            EVERY_SECOND,
            () -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              fired.countDown();
              running.decrementAndGet();
            })) {
      schedule.start();
      assertThat(fired.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void a_firing_missed_while_nobody_served_is_made_up_for_once()
      throws InterruptedException, SQLException {
    schedule(NEW_YEAR, () -> {}).close();
    missed();
    var fired = new AtomicInteger();
    var first = new CountDownLatch(1);
    try (var schedule =
        schedule(
            NEW_YEAR,
            () -> {
              fired.incrementAndGet();
              first.countDown();
            })) {
      schedule.start();
      assertThat(first.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(fired).hasValue(1);
  }

  @Test
  void a_schedule_that_was_changed_is_the_one_that_counts() throws InterruptedException {
    schedule(NEW_YEAR, () -> {}).close();
    var fired = new CountDownLatch(1);
    try (var schedule = schedule(EVERY_SECOND, fired::countDown)) {
      schedule.start();
      assertThat(fired.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
    }
  }
}

package dev.trimtab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.ChildRun;
import dev.trimtab.fixtures.SmallWorld;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.store.DatabaseSettings;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// The nightly job, killed anywhere and run again, leaves what an undisturbed run leaves.
class KilledRunTest {
  private static final int KILLS = 20;

  /// On one database in a row, so that a run also meets the leavings of several dead ones.
  private static final int KILLS_A_DATABASE = 5;

  private static final long SEED = 20;

  /// Of a run's length, the part in which the JVM starts and nothing can be left half done.
  private static final double JVM_SHARE = 0.1;

  /// What people and programs read. Numbers of rows and runs count how often somebody tried, so
  /// they are no part of it.
  private static final List<String> PUBLIC =
      List.of(
          "finops.costs_daily",
          "finops.token_usage",
          "finops.spot_prices",
          "finops.recommendations",
          "finops.recommendation_history");

  @TempDir private Path directory;
  private int outputs;

  @Test
  void killed_at_20_points_and_run_again_leaves_what_an_undisturbed_run_leaves()
      throws IOException, InterruptedException, SQLException, MessagingException {
    try (var world = SmallWorld.start(directory)) {
      var undisturbed = TestDatabase.fresh();
      var length = runToTheEnd(world, undisturbed);
      var expected = tables(undisturbed);
      expected.forEach((view, rows) -> assertThat(rows).as(view).isNotEmpty());
      assertMailedOnce(world, undisturbed);

      var points = points(length);
      while (!points.isEmpty()) {
        var database = TestDatabase.fresh();
        killInARow(world, database, points);
        runToTheEnd(world, database);
        assertSame(expected, tables(database));
        assertMailedOnce(world, database);
      }
    }
  }

  /// One point in each twentieth of what is left of a run's length once its JVM is up, in random
  /// order; on one database the latest first, because runs get shorter as less is left to do.
  private static ArrayDeque<Duration> points(Duration length) {
    var random = new Random(SEED);
    var points = new ArrayList<Duration>();
    double first = length.toNanos() * JVM_SHARE;
    for (int i = 0; i < KILLS; i++) {
      double share = (i + random.nextDouble()) / KILLS;
      points.add(Duration.ofNanos((long) (first + (length.toNanos() - first) * share)));
    }
    Collections.shuffle(points, random);
    for (int i = 0; i < KILLS; i += KILLS_A_DATABASE) {
      points.subList(i, i + KILLS_A_DATABASE).sort(Comparator.reverseOrder());
    }
    return new ArrayDeque<>(points);
  }

  /// A run that ends before its point comes has met nothing new, so the point is kept for a fresh
  /// database; there, it comes earlier when even that run was quick.
  private void killInARow(
      SmallWorld world, DatabaseSettings.External database, ArrayDeque<Duration> points)
      throws IOException, InterruptedException {
    for (int killed = 0; killed < KILLS_A_DATABASE && !points.isEmpty(); killed++) {
      var point = points.remove();
      var run = start(world, database);
      if (run.endsWithin(point)) {
        assertThat(run.exitCode()).as(run.output()).isZero();
        points.addFirst(killed == 0 ? point.multipliedBy(9).dividedBy(10) : point);
        return;
      }
      run.kill();
    }
  }

  private Duration runToTheEnd(SmallWorld world, DatabaseSettings.External database)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    var run = start(world, database);
    assertThat(run.exitCode()).as(run.output()).isZero();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private ChildRun start(SmallWorld world, DatabaseSettings.External database) throws IOException {
    // a search for as long as time lets does not end the same twice: without time, plans are greedy
    var config =
        world.config(database, root -> ((ObjectNode) root.get("placement")).put("timeLimit", "0s"));
    var arguments =
        List.of("nightly", "--config", config.toString(), "--as-of", world.asOf().toString());
    return ChildRun.start(directory.resolve("output-" + ++outputs), arguments);
  }

  private static Map<String, List<String>> tables(DatabaseSettings.External database)
      throws SQLException {
    var tables = new TreeMap<String, List<String>>();
    for (var view : PUBLIC) {
      tables.put(
          view,
          rows(database, "select (to_jsonb(t) - 'id' - 'run_id')::text from %s t".formatted(view)));
    }
    tables.put(
        "samples",
        rows(
            database,
            "select format('%s samples, %s days', (select count(*) from trimtab.usage), (select count(*) from trimtab.usage_daily))"));
    return tables;
  }

  private static List<String> rows(DatabaseSettings.External database, String sql)
      throws SQLException {
    try (var connection = TestDatabase.connect(database);
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      var rows = new ArrayList<String>();
      while (result.next()) {
        rows.add(result.getString(1));
      }
      Collections.sort(rows);
      return rows;
    }
  }

  private static void assertSame(
      Map<String, List<String>> expected, Map<String, List<String>> actual) {
    expected.forEach((view, rows) -> {
      var got = new ArrayList<>(actual.get(view));
      var missing = new ArrayList<>(rows);
      got.forEach(missing::remove);
      rows.forEach(got::remove);
      assertThat(missing).as("rows that %s lacks", view).isEmpty();
      assertThat(got).as("rows that %s has too many", view).isEmpty();
    });
  }

  /// Each recipient has one mail. SMTP cannot take back what it was given, so a run that dies
  /// between a server's "250" and writing it down leaves nothing better than to repeat the mail:
  /// such a copy carries the same Message-ID, and mail programs show one. There is no copy without
  /// an attempt that died.
  private static void assertMailedOnce(SmallWorld world, DatabaseSettings.External database)
      throws IOException, MessagingException, SQLException {
    var ids = new TreeMap<String, String>();
    var copies = new HashMap<String, Integer>();
    for (var file : world.takeMails()) {
      try (var in = Files.newInputStream(file)) {
        var mail = new MimeMessage(Session.getInstance(new Properties()), in);
        var to = mail.getRecipients(Message.RecipientType.TO)[0].toString();
        assertThat(ids.merge(to, mail.getMessageID(), (a, _) -> a)).isEqualTo(mail.getMessageID());
        copies.merge(mail.getMessageID(), 1, Integer::sum);
      }
    }
    assertThat(ids.keySet()).containsExactlyElementsOf(world.recipients());
    assertThat(copies).hasSize(ids.size());
    var outbox =
        rows(database, "select message_id || ' ' || attempts || ' ' || status from trimtab.outbox");
    assertThat(outbox).hasSize(ids.size());
    for (var row : outbox) {
      var parts = row.split(" ", -1);
      assertThat(parts[2]).isEqualTo("sent");
      assertThat(copies.get(parts[0])).as(row).isBetween(1, Integer.parseInt(parts[1]));
    }
  }
}

package dev.trimtab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.app.command.Exit;
import dev.trimtab.demo.aws.SpotAdvisor;
import dev.trimtab.demo.http.Call;
import dev.trimtab.demo.http.LoopbackServer;
import dev.trimtab.fixtures.InProcess;
import dev.trimtab.fixtures.SmallWorld;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.report.mail.ScriptedSmtp;
import dev.trimtab.store.Database;
import dev.trimtab.store.DatabaseSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// What goes wrong around the nightly job ends in a clear message, and nothing stored is lost.
class NightlyFaultsTest {
  @TempDir private Path directory;
  private final DatabaseSettings.External database = TestDatabase.fresh();
  private SmallWorld world;

  @BeforeEach
  void start() throws IOException {
    world = SmallWorld.start(directory);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void second_run_at_once_fails_and_names_the_first() throws IOException {
    try (var first = Database.open(database)) {
      first.runs().begin("nightly", world.asOf(), world.asOf(), "process 77 on elsewhere");
      var second = run("nightly", world.config(database));
      assertThat(second.exitCode()).isEqualTo(Exit.FAILED);
      assertThat(second.err()).contains("process 77 on elsewhere", "2026-11-10T06:00:00Z");
    }
  }

  @Test
  void mail_server_that_dies_after_data_leaves_the_mails_for_the_next_send()
      throws IOException, SQLException {
    try (var dying = new ScriptedSmtp(Map.of(".", ScriptedSmtp.HANG_UP))) {
      var config =
          world.config(database, root -> ((ObjectNode) root.get("mail")).put("port", dying.port()));
      var run = run("nightly", config);
      assertThat(run.exitCode()).as(run.toString()).isEqualTo(Exit.GAPS);
      for (var recipient : world.recipients()) {
        assertThat(run.out()).contains("GAP  mail/" + recipient);
      }
      assertThat(run.out()).contains("may or may not have arrived", "same Message-ID");
    }
    assertThat(world.takeMails()).isEmpty();
    assertThat(rows("select count(*) from trimtab.outbox where status <> 'sent'"))
        .containsExactly("2");

    var before =
        rows(
            "select message_id || md5(html_body) || md5(attachment) from trimtab.outbox order by id");
    var sent = run("send", world.config(database));
    assertThat(sent.exitCode()).as(sent.toString()).isEqualTo(Exit.DONE);
    assertThat(world.takeMails()).hasSize(2);
    assertThat(rows("select status from trimtab.outbox")).containsOnly("sent");
    assertThat(
            rows(
                "select message_id || md5(html_body) || md5(attachment) from trimtab.outbox order by id"))
        .isEqualTo(before);
  }

  @Test
  void mail_in_doubt_is_repeated_as_it_was_even_when_the_report_has_changed_since()
      throws IOException, SQLException {
    var bodies = "select md5(html_body) || md5(attachment) from trimtab.outbox order by id";
    List<String> before;
    try (var dying = new ScriptedSmtp(Map.of(".", ScriptedSmtp.HANG_UP))) {
      var config =
          world.config(database, root -> ((ObjectNode) root.get("mail")).put("port", dying.port()));
      run("nightly", config);
      before = rows(bodies);
    }
    var renamed =
        world.config(
            database, root -> ((ObjectNode) root.get("report")).put("title", "Another title"));
    assertThat(run("nightly", renamed).exitCode()).isEqualTo(Exit.DONE);
    assertThat(rows(bodies)).isEqualTo(before);
    assertThat(world.takeMails()).hasSize(2);
  }

  @Test
  void database_that_restarts_in_the_middle_is_waited_for() throws IOException, SQLException {
    var terminated = new AtomicInteger();
    try (var advisor = LoopbackServer.start(call -> restartThenAnswer(call, terminated))) {
      var address = advisor.uri().resolve(SpotAdvisor.PATH).toString();
      var config =
          world.config(
              database, root -> ((ObjectNode) root.get("aws")).put("spotAdvisorUrl", address));
      var run = run("nightly", config);
      assertThat(terminated).hasPositiveValue();
      assertThat(run.exitCode()).as(run.toString()).isEqualTo(Exit.DONE);
    }
    assertThat(rows("select status from finops.runs")).containsExactly("DONE");
    assertThat(rows("select 1 from finops.recommendations limit 1")).hasSize(1);
    assertThat(world.takeMails()).hasSize(2);
  }

  /// Ends every connection as `pg_ctl restart -m fast` does, with 57P01, whatever it is at, the
  /// lock's among them.
  private void restartThenAnswer(Call call, AtomicInteger terminated) throws IOException {
    try {
      terminated.addAndGet(
          rows("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
              .size());
    } catch (SQLException e) {
      throw new IOException(e);
    }
    SpotAdvisor.handle(call);
  }

  @Test
  void run_that_lost_its_lock_in_a_restart_takes_it_again() throws SQLException {
    try (var first = Database.open(database);
        var second = Database.open(database)) {
      var run =
          first.runs().begin("nightly", world.asOf(), world.asOf(), "process 77 on elsewhere");
      rows("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'");
      first.runs().stageStarted(run.id(), "report");
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> second.runs().begin("nightly", world.asOf(), world.asOf(), "process 78"))
          .hasMessageContaining("process 77 on elsewhere");
    }
  }

  @Test
  void source_that_is_down_is_a_gap_and_the_rest_is_done() throws IOException, SQLException {
    assertThat(run("collect", world.config(database), "openai").exitCode()).isEqualTo(Exit.DONE);
    var known = rows("select complete_through from trimtab.watermark where source like 'openai%'");
    assertThat(known).hasSize(1);
    var dead = "http://127.0.0.1:" + freePort();
    var config =
        world.config(database, root -> ((ObjectNode) root.at("/llm/providers/0")).put("url", dead));
    var run = run("nightly", config);
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(Exit.GAPS);
    assertThat(run.out()).containsPattern("GAP  openai/main: data as of 2026-11-");
    assertThat(run.out()).doesNotContain("GAP  anthropic");
    assertThat(rows("select status from finops.runs order by id desc limit 1"))
        .containsExactly("GAPS");
    assertThat(rows("select distinct provider from finops.token_usage order by 1"))
        .containsExactly("anthropic", "openai");
    assertThat(rows("select html_body from trimtab.outbox"))
        .hasSize(2)
        .allSatisfy(
            body -> assertThat(body).contains("MISSING: openai/main (complete through 2026-11-"));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void workbook_that_cannot_be_written_fails_the_run_and_keeps_what_is_stored()
      throws IOException, SQLException {
    var file = Files.createFile(directory.resolve("no-folder"));
    var config =
        world.config(
            database, root -> ((ObjectNode) root.get("report")).put("directory", file.toString()));
    var run = run("nightly", config);
    assertThat(run.exitCode()).isEqualTo(Exit.FAILED);
    assertThat(run.err()).contains(file.toString());
    assertThat(rows("select status from finops.runs")).containsExactly("FAILED");
    assertThat(rows("select 1 from finops.recommendations limit 1")).hasSize(1);
    assertThat(rows("select * from trimtab.outbox")).isEmpty();
    assertThat(run("report", world.config(database)).exitCode()).isEqualTo(Exit.DONE);
    assertThat(rows("select status from trimtab.outbox")).containsExactly("waiting", "waiting");
  }

  @Test
  void usage_from_the_future_and_a_price_of_0_are_problems_and_the_rest_is_kept()
      throws IOException, SQLException {
    var usage = directory.resolve("usage.csv");
    Files.writeString(
        usage,
        usage(Instant.parse("2026-11-09T00:00:00Z"), 200)
            + usageLine(Instant.parse("2026-11-12T00:00:00Z")));
    var prices = Files.createDirectories(directory.resolve("prices"));
    Files.writeString(
        prices.resolve("spot.csv"),
        spot(200) + "m5.large,eu-west-1a,2026-11-09T12:00:00Z,0.0000\n");
    var config = world.config(database, root -> filesOnly(root, usage, prices));
    var run = run("nightly", config);
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(Exit.DONE);
    assertThat(rows("select reason || ': ' || message from finops.problems"))
        .anySatisfy(p -> assertThat(p).contains("future", "2026-11-12T00:00:00Z"))
        .anySatisfy(p -> assertThat(p).contains("price is \"0.0000\""));
    assertThat(rows("select count(*) from trimtab.usage")).containsExactly("200");
    assertThat(rows("select count(*) from trimtab.spot_price")).containsExactly("200");
  }

  private static void filesOnly(ObjectNode root, Path usage, Path prices) {
    var cluster = root.putArray("clusters").addObject().put("name", "shop");
    cluster.putObject("kubernetes").put("enabled", false);
    root.putObject("usage").putArray("files").add(usage.toString());
    root.putObject("aws").putArray("files").add(prices.toString());
    root.remove(List.of("llm", "billing"));
  }

  private static String usage(Instant start, int rows) {
    var text = new StringBuilder("workload,container,start,end,cpu_usage_avg_cores\n");
    for (int i = 0; i < rows; i++) {
      text.append(usageLine(start.plusSeconds(300L * i)));
    }
    return text.toString();
  }

  private static String usageLine(Instant start) {
    return "web,app,%s,%s,0.25\n".formatted(start, start.plusSeconds(300));
  }

  private static String spot(int rows) {
    var text = new StringBuilder("instance_type,availability_zone,timestamp,spot_price\n");
    for (int i = 0; i < rows; i++) {
      text.append(
          "m5.large,eu-west-1a,%s,0.0%d\n"
              .formatted(Instant.parse("2026-11-09T00:00:00Z").plusSeconds(60L * i), 300 + i));
    }
    return text.toString();
  }

  private InProcess run(String command, Path config, String... more) {
    var arguments = new ArrayList<>(List.of(command, "--config", config.toString()));
    arguments.addAll(List.of("--as-of", world.asOf().toString()));
    arguments.addAll(List.of(more));
    return InProcess.run(world.asOf(), arguments.toArray(String[]::new));
  }

  private List<String> rows(String sql) throws SQLException {
    try (var connection = TestDatabase.connect(database);
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      var rows = new ArrayList<String>();
      while (result.next()) {
        rows.add(result.getString(1));
      }
      return rows;
    }
  }
}

package dev.trimtab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.run.Run;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseContractTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-22");

  private final DatabaseSettings.External settings = TestDatabase.fresh();
  private final Database database = Database.open(settings);

  @AfterEach
  void close() {
    database.close();
  }

  private String one(String sql) {
    return database.sql().query(sql).rows().getFirst().getFirst();
  }

  @Test
  void every_view_and_column_of_finops_has_a_comment() {
    assertThat(
            database
                .sql()
                .query(
                    """
                    select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
                    where c.relnamespace = 'finops'::regnamespace and a.attnum > 0
                      and (col_description(c.oid, a.attnum) is null or obj_description(c.oid, 'pg_class') is null)
                    """)
                .rows())
        .isEmpty();
  }

  @Test
  void the_reader_reads_every_view_and_nothing_else() throws SQLException {
    var views =
        database.sql().query("select viewname from pg_views where schemaname = 'finops'").rows();
    assertThat(views).hasSizeGreaterThanOrEqualTo(9);
    try (var connection = TestDatabase.connect(settings);
        var statement = connection.createStatement()) {
      statement.execute("set role finops_reader");
      for (var view : views) {
        statement.execute("select * from finops." + view.getFirst());
      }
      assertThatThrownBy(() -> statement.execute("select * from trimtab.run"))
          .hasMessageContaining("permission denied");
    }
    assertThat(
            one(
                """
                select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p', 'v', 'm') and n.nspname not in ('finops', 'pg_catalog', 'information_schema')
                  and has_schema_privilege('finops_reader', n.oid, 'usage')
                  and has_table_privilege('finops_reader', c.oid, 'select')
                """))
        .isEqualTo("0");
  }

  @Test
  void a_read_only_query_cannot_write_by_any_detour() {
    for (var sql :
        List.of(
            "create table t (a int)",
            "commit; create table t (a int)",
            "set transaction read write; create table t (a int)",
            "set transaction read write")) {
      assertThatThrownBy(() -> database.sql().query(sql))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(one("select count(*) from pg_tables where tablename = 't'")).isEqualTo("0");
  }

  @Test
  void a_second_run_is_told_who_holds_the_lock() {
    var run = database.runs().begin("nightly", Facts.NOW, Facts.NOW, "pid 1 on host-a");
    try (var second = Database.open(settings)) {
      assertThatThrownBy(() -> second.runs().begin("collect", Facts.NOW, Facts.NOW, "pid 2"))
          .isInstanceOf(AlreadyRunning.class)
          .hasMessageContaining("run " + run.id())
          .hasMessageContaining("nightly")
          .hasMessageContaining("pid 1 on host-a");
      database.runs().finish(run.id(), Run.Status.DONE, Facts.NOW);
      second.runs().begin("collect", Facts.NOW, Facts.NOW, "pid 2");
    }
  }

  @Test
  void the_lock_is_taken_again_after_the_database_dropped_every_session() throws SQLException {
    var run = database.runs().begin("nightly", Facts.NOW, Facts.NOW, "pid 1");
    dropSessions();
    database.runs().stageStarted(run.id(), "collect");
    assertThat(one("select count(*) from pg_locks where locktype = 'advisory'")).isEqualTo("1");
  }

  @Test
  void work_goes_on_after_the_database_dropped_every_session() throws SQLException {
    database.watermarks().advance("a", Facts.NOW);
    dropSessions();
    database.watermarks().advance("b", Facts.NOW);
    assertThat(database.watermarks().of("b")).contains(Facts.NOW);
  }

  private void dropSessions() throws SQLException {
    try (var connection = TestDatabase.connect(settings);
        var statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
    }
  }

  @Test
  void costs_of_the_same_key_are_added_up_and_saving_again_touches_no_row() {
    var costs = List.of(cost("1.25"), cost("2.50"));
    database.costs().saveInfrastructure(DAY, costs);
    var before = one("select xmin::text from trimtab.cost_daily");
    database.costs().saveInfrastructure(DAY, costs);
    assertThat(one("select xmin::text from trimtab.cost_daily")).isEqualTo(before);
    assertThat(one("select sum(cost)::text from trimtab.cost_daily")).isEqualTo("3.750000000");
  }

  private static DailyCost cost(String amount) {
    return new DailyCost(
        DAY,
        "aws",
        "prod",
        "",
        "",
        "unattributed",
        DailyCost.Kind.IDLE,
        "m5.large",
        BigDecimal.ONE,
        "node-hours",
        Money.usd(amount),
        "on-demand");
  }

  @Test
  void a_password_in_the_url_is_not_shown() {
    assertThat(
            Database.withoutSecrets(
                "jdbc:postgresql://h/db?user=u&password=secret&sslmode=require"))
        .isEqualTo("jdbc:postgresql://h/db?user=u&password=***&sslmode=require");
    assertThat(Database.withoutSecrets("jdbc:postgresql://u:secret@h/db")).doesNotContain("secret");
  }
}

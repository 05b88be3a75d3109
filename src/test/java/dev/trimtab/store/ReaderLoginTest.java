package dev.trimtab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.fixtures.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReaderLoginTest {
  private final DatabaseSettings.External settings = TestDatabase.fresh();
  private final Database database = Database.open(settings);

  @AfterEach
  void close() {
    database.close();
  }

  private Connection reader() throws SQLException {
    return DriverManager.getConnection(settings.jdbcUrl(), "finops_reader", "");
  }

  private List<String> names(String sql) {
    return database.sql().query(sql).rows().stream().map(List::getFirst).toList();
  }

  @Test
  void the_reader_logs_in_and_reads_every_view() throws SQLException {
    var views = names("select viewname from pg_views where schemaname = 'finops'");
    assertThat(views).hasSizeGreaterThanOrEqualTo(9);
    try (var connection = reader();
        var statement = connection.createStatement()) {
      for (var view : views) {
        try (var rows = statement.executeQuery("select * from finops." + view)) {
          assertThat(rows.getMetaData().getColumnCount()).isPositive();
        }
      }
    }
  }

  @Test
  void the_reader_is_refused_every_table_of_ours_and_of_others() throws SQLException {
    try (var owner = TestDatabase.connect(settings);
        var statement = owner.createStatement()) {
      statement.execute("create table public.payroll (salary int)");
    }
    var tables =
        names(
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('trimtab', 'public')");
    assertThat(tables).contains("trimtab.run", "trimtab.flyway_schema_history", "public.payroll");
    try (var connection = reader();
        var statement = connection.createStatement()) {
      for (var table : tables) {
        assertThatThrownBy(() -> statement.execute("select * from " + table))
            .hasMessageContaining("permission denied");
      }
    }
  }

  @Test
  void the_reader_writes_and_creates_nothing_even_when_it_lifts_its_read_only_default()
      throws SQLException {
    var changes =
        List.of(
            "insert into trimtab.watermark values ('a', now())",
            "update finops.runs set status = 'DONE'",
            "delete from finops.alerts",
            "delete from finops.problems",
            "truncate trimtab.usage",
            "create table public.t (a int)",
            "create table finops.t (a int)",
            "create table trimtab.t (a int)",
            "create schema s",
            "drop view finops.runs");
    try (var connection = reader();
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("create temporary table t (a int)"))
          .hasMessageContaining("read-only transaction");
      statement.execute("set default_transaction_read_only = off");
      for (var change : changes) {
        assertThatThrownBy(() -> statement.execute(change))
            .as(change)
            .hasMessageMatching("(?s).*(permission denied|must be owner|cannot (update|delete)).*");
      }
    }
  }

  /// Roles are the server's, so the second database finds the role there.
  @Test
  void a_second_database_of_the_same_server_is_migrated_and_read_too() throws SQLException {
    var other = TestDatabase.fresh();
    Database.open(other).close();
    try (var connection = DriverManager.getConnection(other.jdbcUrl(), "finops_reader", "");
        var statement = connection.createStatement()) {
      statement.execute("select * from finops.recommendations");
    }
  }

  @Test
  void an_owner_who_may_not_alter_roles_still_migrates_with_the_way_out_told() throws SQLException {
    var bare = TestDatabase.fresh();
    var name = bare.jdbcUrl().substring(bare.jdbcUrl().lastIndexOf('/') + 1);
    try (var admin = TestDatabase.connect(bare);
        var statement = admin.createStatement()) {
      statement.execute(
          """
          do $$ begin
            if not exists (select from pg_roles where rolname = 'plain_owner') then
              create role plain_owner login;
            end if;
          end $$
          """);
      statement.execute("alter database " + name + " owner to plain_owner");
    }
    var plain =
        new DatabaseSettings.External(bare.jdbcUrl(), "plain_owner", "", java.util.Map.of());
    try (var migrated = Database.open(plain)) {
      assertThat(migrated.sql().query("select count(*)::text from finops.runs").rows().getFirst())
          .containsExactly("0");
    }
  }
}

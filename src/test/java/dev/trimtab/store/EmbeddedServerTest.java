package dev.trimtab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
  @TempDir Path folder;

  @Test
  void a_server_left_running_is_adopted_and_the_last_user_stops_it() throws SQLException {
    var owner = EmbeddedServer.on(folder);
    var adopted = EmbeddedServer.on(folder);
    assertThat(adopted.jdbcUrl()).isEqualTo(owner.jdbcUrl());
    try (var other = DriverManager.getConnection(owner.jdbcUrl(), "postgres", "")) {
      adopted.close(); // somebody else's session: it must live on
      assertThat(other.isValid(5)).isTrue();
    }
    var last = EmbeddedServer.on(folder);
    last.close();
    assertThatThrownBy(() -> DriverManager.getConnection(last.jdbcUrl(), "postgres", ""))
        .isInstanceOf(SQLException.class);
    owner.close();
    assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();
  }

  @Test
  void a_folder_of_another_version_is_refused_with_both_versions() throws IOException {
    EmbeddedServer.on(folder).close();
    var version = folder.resolve("data/PG_VERSION");
    var ours = Files.readString(version).strip();
    Files.writeString(version, "9\n");
    assertThatThrownBy(() -> EmbeddedServer.on(folder))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("is version " + ours + ",")
        .hasMessageContaining(folder.resolve("data") + " was made by version 9")
        .hasMessageContaining("database.url");
  }

  @Test
  void a_server_that_dies_at_its_start_is_not_waited_for_and_heard() throws IOException {
    EmbeddedServer.on(folder).close();
    Files.delete(folder.resolve("data/global/pg_control"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () ->
            assertThatThrownBy(() -> EmbeddedServer.on(folder))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("pg_control"));
  }
}

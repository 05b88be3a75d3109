package dev.trimtab.store;

import java.nio.file.Path;
import java.util.Map;

/// Which Postgres to use.
public sealed interface DatabaseSettings {
  /// A Postgres of our own, on a data folder that lasts between runs.
  record Embedded(Path directory) implements DatabaseSettings {}

  /// Any Postgres from version 14 on.
  ///
  /// @param properties passed to the driver as they are (`sslmode`, `sslrootcert`, …)
  record External(String jdbcUrl, String user, String password, Map<String, String> properties)
      implements DatabaseSettings {
    public External {
      properties = Map.copyOf(properties);
    }

    @Override
    public String toString() {
      return jdbcUrl + " as " + user;
    }
  }
}

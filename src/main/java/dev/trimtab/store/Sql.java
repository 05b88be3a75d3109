package dev.trimtab.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Queries too long to stand beside their method.
final class Sql {
  static final String HISTORIES = load("histories.sql");
  static final String HISTORY_DAYS = load("history_days.sql");
  static final String HISTORY_NODE_KINDS = load("history_node_kinds.sql");
  static final String BILL_DAYS = load("bill_days.sql");
  static final String BILL_SERVICES = load("bill_services.sql");
  static final String CONTAINER_DAYS = load("container_days.sql");

  private Sql() {}

  private static String load(String name) {
    try (var stream = Sql.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

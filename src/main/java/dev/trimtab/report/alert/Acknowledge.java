package dev.trimtab.report.alert;

/// How a person says that they know.
///
/// @param command for a shell
/// @param sql for a database client
record Acknowledge(String command, String sql) {
  static Acknowledge of(long id) {
    return new Acknowledge(
        "trimtab alerts ack " + id,
        "select finops.acknowledge_alert(%d, 'your name');".formatted(id));
  }
}

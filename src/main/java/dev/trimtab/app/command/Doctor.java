package dev.trimtab.app.command;

import dev.trimtab.app.Wiring;
import dev.trimtab.app.config.Config;
import dev.trimtab.model.Check;
import java.util.ArrayList;
import java.util.List;

/// Tries everything that a run needs, and says how to mend what fails.
final class Doctor {
  private Doctor() {}

  /// Prints one line per check.
  ///
  /// @return [Exit#DONE] when all is well, else [Exit#GAPS]
  static int run(Session session, Config config) {
    try (var wiring = Wiring.of(config, session.clock())) {
      var checks = wiring.checks();
      session.print(table(checks));
      return checks.stream().allMatch(Check::ok) ? Exit.DONE : Exit.GAPS;
    }
  }

  private static Table table(List<Check> checks) {
    var rows = new ArrayList<List<String>>();
    for (var check : checks) {
      rows.add(
          List.of(check.ok() ? "ok" : "FAILED", check.subject(), check.message(), check.fix()));
    }
    return new Table(List.of("result", "check", "seen", "fix"), rows);
  }
}

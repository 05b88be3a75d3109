package dev.trimtab.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Tries permissions, reachability, retention, coverage and mail.
@Command(
    name = "doctor",
    description =
        "Try permissions, reachability, retention, coverage and mail; each failure comes with its fix.",
    footer = {"", "Example: trimtab doctor --config trimtab.yaml"})
final class DoctorCommand implements Callable<Integer> {
  @Mixin private final Session session;

  DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return Doctor.run(session, session.config());
  }
}

package dev.trimtab.app;

import java.io.Console;
import java.util.Optional;

/// Tells people from programs.
final class Terminal {
  private Terminal() {}

  static boolean isInteractive() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}

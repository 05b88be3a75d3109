package dev.trimtab.app;

import java.io.Console;
import java.util.Optional;

/// Tells people from programs.
public final class Terminal {
  private Terminal() {}

  /// Whether a person sits before it: neither what goes in nor what comes out is redirected.
  public static boolean isInteractive() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}

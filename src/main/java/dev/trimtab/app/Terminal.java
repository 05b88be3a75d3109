package dev.trimtab.app;

/// Tells people from programs.
final class Terminal {
  private Terminal() {}

  static boolean isInteractive() {
    return System.console().isTerminal();
  }
}

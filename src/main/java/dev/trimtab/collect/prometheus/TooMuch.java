package dev.trimtab.collect.prometheus;

/// A question was too heavy for the server, or its answer for us: ask for less.
final class TooMuch extends Exception {
  private static final long serialVersionUID = 1L;

  TooMuch(String message, Throwable cause) {
    super(message, cause);
  }

  TooMuch(String message) {
    super(message);
  }
}

package dev.trimtab.model;

/// A source is down or refuses us: its stage is incomplete, the run goes on, the report says so.
public final class SourceUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param message names the source, what was asked, what it answered and the way out; never a
  ///   secret
  public SourceUnavailable(String message) {
    super(message);
  }

  public SourceUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.trimtab.collect.csv;

/// A row cannot be used; the file goes on.
public final class BadRow extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /// Says why.
  ///
  /// @param reason short and stable, to count by
  /// @param message with the value
  public BadRow(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}

package dev.trimtab.model.spend;

/// A notice did not go out, or may not have.
public final class DeliveryFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean worthRetrying;

  /// Why, in words for a person; without secrets.
  ///
  /// @param worthRetrying false where the same again would be refused again
  public DeliveryFailed(String message, boolean worthRetrying) {
    super(message);
    this.worthRetrying = worthRetrying;
  }

  /// The same, by its cause.
  public DeliveryFailed(String message, boolean worthRetrying, Throwable cause) {
    super(message, cause);
    this.worthRetrying = worthRetrying;
  }

  /// Whether a later try may go through.
  public boolean worthRetrying() {
    return worthRetrying;
  }
}

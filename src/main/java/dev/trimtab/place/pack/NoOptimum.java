package dev.trimtab.place.pack;

/// The solver gave up on a linear program: what is known so far holds, and no more comes.
final class NoOptimum extends IllegalStateException {
  private static final long serialVersionUID = 1;

  NoOptimum(String message) {
    super(message);
  }
}

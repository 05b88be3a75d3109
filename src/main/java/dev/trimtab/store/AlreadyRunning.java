package dev.trimtab.store;

/// Another run holds the database's lock.
public final class AlreadyRunning extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AlreadyRunning(String holder) {
    super(
        "another run is at work on this database: %s. Wait for it to end; a killed run lets go of the lock by itself"
            .formatted(holder));
  }
}

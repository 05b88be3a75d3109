package dev.trimtab.rightsize.policy;

import org.jspecify.annotations.Nullable;

/// Decisions by name, container and origin.
public final class Decisions {
  private final @Nullable Decision[][][] all;

  public Decisions(int names, int containers, int origins) {
    all = new @Nullable Decision[names][containers][origins];
  }

  public void put(int name, int container, int origin, Decision decision) {
    all[name][container][origin] = decision;
  }

  public @Nullable Decision get(int name, int container, int origin) {
    return all[name][container][origin];
  }
}

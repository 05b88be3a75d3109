package dev.trimtab.detect.rule;

import dev.trimtab.detect.series.Hour;
import dev.trimtab.detect.series.Memory;
import dev.trimtab.detect.series.Normal;

/// One reason to call somebody. A rule keeps its own few figures of a series.
public interface Rule {
  /// A short, stable name.
  String name();

  /// Judges a step by what was known before it.
  Sign judge(Hour hour, Normal normal);

  /// Takes a step that is no incident's into what is normal.
  default void learn(Hour hour, Normal normal) {}

  /// Whether it sums up, so that it stays high for a while after all is well again.
  default boolean sums() {
    return false;
  }

  /// A day has ended.
  ///
  /// @param usual whether no incident was in it
  default void endDay(boolean usual) {}

  /// An incident is over, or has lasted so long that it is normal now; [#accept()] is told of the
  /// latter, too.
  default void restart() {}

  /// What an incident has brought is normal from now on.
  default void accept() {}

  /// Writes down, or takes back, its figures of the series.
  void keep(Memory memory);

  /// What the signs are counted in, such as `failed requests`; empty where it is money.
  default String unit() {
    return "";
  }

  /// What to look at, for the person who is called.
  String advice();
}

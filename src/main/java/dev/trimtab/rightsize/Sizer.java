package dev.trimtab.rightsize;

import dev.trimtab.rightsize.rule.SizingCase;

/// Says what a container needs by its use alone.
@FunctionalInterface
public interface Sizer {
  /// Measures one container.
  ///
  /// @param subject with at least one day
  Measured measure(SizingCase subject);
}

package dev.trimtab.rightsize.policy;

import java.util.List;

/// A way of sizing, which may look at all containers together but never beyond an origin.
public interface Policy {
  /// Its name, and one for each risk level where it has several.
  List<String> names();

  /// Decides for every container at every origin.
  ///
  /// @return by name (in the order of [#names()]), container and origin; null before a container's
  ///   first row has ended
  Decisions decide(UsageSource usage, Origins origins);
}

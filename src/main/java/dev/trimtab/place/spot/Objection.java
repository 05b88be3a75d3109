package dev.trimtab.place.spot;

/// What a rule has against running a workload on spot capacity.
public sealed interface Objection {
  /// A sentence.
  String words();

  /// None of it may.
  record Never(String words) implements Objection {}

  /// Some replicas should stay on demand, the others may go.
  ///
  /// @param replicas at least one, fewer than there are
  record KeepSome(int replicas, String words) implements Objection {}

  /// Keeps some on demand; all of them where that is as many as there are.
  static Objection keep(int onDemand, int replicas, String words) {
    return onDemand < replicas ? new KeepSome(onDemand, words) : new Never(words);
  }
}

package dev.trimtab.model.finding;

import org.jspecify.annotations.Nullable;

/// Target utilisations that have to change together with requests, so that an autoscaler goes on
/// scaling at the same use. In percent of the request; null where it does not watch the resource or
/// its target stays.
///
/// @param kind `HorizontalPodAutoscaler`, or KEDA's `ScaledObject`: what holds the target, and is
///   to be changed
/// @param name of that object, in the workload's namespace
public record AutoscalerChange(
    String kind, String name, @Nullable Target cpu, @Nullable Target memory) {

  /// A target utilisation, in percent.
  ///
  /// @param container the one container whose request it is a share of; null for the whole pod's
  public record Target(int now, int proposed, @Nullable String container) {
    /// Of the whole pod's request.
    public Target(int now, int proposed) {
      this(now, proposed, null);
    }
  }
}

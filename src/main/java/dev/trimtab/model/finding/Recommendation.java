package dev.trimtab.model.finding;

import dev.trimtab.units.Money;
import org.jspecify.annotations.Nullable;

/// What we advise: a finding with its money, as stored, one open row per target and kind.
///
/// @param container empty for a workload-wide one
/// @param kind `resize`, `keep`, `insufficient-data`, `idle`, `scale`, `move-to-spot`,
///   `stay-on-demand`, or `node-mix`, which is of a cluster as a whole: namespace and workload
///   empty
/// @param current JSON of what is in force
/// @param proposed JSON of what is advised; equal to `current` for a keep
/// @param monthlySavings nominal: requests x list price over 730 hours; negative for an increase;
///   null where unpriced
/// @param realizable what nodes cost less a month for it, by the node plans; null where it is no
///   part of what they tell
/// @param priceBasis what price it was computed at
/// @param evidence JSON
/// @param patch a strategic-merge patch, empty where there is nothing to apply
public record Recommendation(
    String cluster,
    String namespace,
    String workloadKind,
    String workload,
    String container,
    String team,
    String kind,
    String current,
    String proposed,
    @Nullable Money monthlySavings,
    @Nullable Money realizable,
    String priceBasis,
    String reason,
    String evidence,
    String patch) {
  /// One of which no node plan tells.
  public Recommendation(
      String cluster,
      String namespace,
      String workloadKind,
      String workload,
      String container,
      String team,
      String kind,
      String current,
      String proposed,
      @Nullable Money monthlySavings,
      String priceBasis,
      String reason,
      String evidence,
      String patch) {
    this(
        cluster,
        namespace,
        workloadKind,
        workload,
        container,
        team,
        kind,
        current,
        proposed,
        monthlySavings,
        null,
        priceBasis,
        reason,
        evidence,
        patch);
  }
}

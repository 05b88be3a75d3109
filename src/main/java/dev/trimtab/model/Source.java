package dev.trimtab.model;

import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.util.List;

/// One place that facts come from: a cluster's API, a price list, a provider, a file.
public interface Source {
  /// Unique and stable, `kind/scope`: `kubernetes/production`, `aws-spot/us-east-1`. Watermarks go
  /// by it.
  String name();

  /// How much history a first run fetches, and how far a later one reads again for late data.
  Reach reach();

  /// Hands over what is new in `window`, in commits as small as it likes.
  ///
  /// @param window from the watermark (less the overlap; less the backfill on a first run) to the
  ///   run's as-of
  /// @throws SourceUnavailable when it cannot be read further; what was handed over stays
  void collect(TimeWindow window, FactSink sink) throws SourceUnavailable;

  /// Tries reachability, permissions and coverage without storing anything; for `trimtab doctor`.
  default List<Check> check() {
    return List.of();
  }

  /// How far back a source is read.
  ///
  /// @param backfill fetched when nothing was fetched before
  /// @param overlap fetched again each time, for late data
  record Reach(Duration backfill, Duration overlap) {}
}

package dev.trimtab.model.spend;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An alert and what has become of it since.
///
/// @param alert as it was raised
/// @param last the end of the last point that belonged to it
/// @param spent money since the alert's `firstAt`
/// @param expected money, had all been normal
/// @param ratePerHour money per hour over its last three hours; over all of it when it is over
/// @param normalPerHour money per hour, had these been normal
/// @param ended when it was seen to be over; null while it goes on
/// @param learned whether it ended because what it brought lasted so long that it is normal now
public record Incident(
    Alert alert,
    Instant last,
    double spent,
    double expected,
    double ratePerHour,
    double normalPerHour,
    @Nullable Instant ended,
    boolean learned) {
  /// Money beyond what was expected, so far; never negative.
  public double excess() {
    return Math.max(0, spent - expected);
  }
}

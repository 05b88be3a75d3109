package dev.trimtab.model.spend;

import dev.trimtab.units.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One message about an incident, as a channel is to tell it.
///
/// @param id of the stored alert: what is acknowledged
/// @param alert as it was raised
/// @param last the end of the last hour that belonged to it, so far; null where none has followed
/// @param amountSoFar spent since the incident began
/// @param excessSoFar spent beyond what was expected since then; never negative
/// @param ratePerHour over the last three hours of the incident; over all of it when it is over
/// @param normalPerHour had all been normal
/// @param projectedMonthEnd spent in the calendar month (UTC) so far, and the rate until its end
/// @param ended when the incident was seen to be over; null while it goes on
/// @param topKey the key that has spent most since the incident began; empty where unknown
/// @param topModel the same of models, `provider/model`; empty where unknown
/// @param topEndpoint the same of endpoints; empty where unknown
/// @param owner whose spend it is: the top key's, or, where that is unknown, of most of it
/// @param toldTeam the owner's team when the incident was first told: the same in all its messages
/// @param failedShare of requests since the incident began, 0..1; NaN where unknown
/// @param whatToDo one or two sentences for a person on call
public record AlertNotice(
    long id,
    Kind kind,
    Alert alert,
    @Nullable Instant last,
    Money amountSoFar,
    Money excessSoFar,
    Money ratePerHour,
    Money normalPerHour,
    Money projectedMonthEnd,
    @Nullable Instant ended,
    String topKey,
    String topModel,
    String topEndpoint,
    SpendOwner owner,
    String toldTeam,
    double failedShare,
    String whatToDo) {
  /// What the message is about.
  public enum Kind {
    /// It has begun: told once.
    OPENED,
    /// It goes on, and costs much more than when it was last told.
    GREW,
    /// It is over: told once.
    ENDED
  }
}

package dev.trimtab.model.spend;

import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An incident as it is kept.
///
/// @param parent alert of the same cause that is told in its place; null for none
/// @param notices written so far
/// @param toldExcess the excess when the last notice was written; NaN before the first
/// @param toldAt when that was
/// @param toldEnd whether its end has been told
/// @param toldTeam the owner's team when the first notice was written; null before
public record StoredAlert(
    long id,
    Incident incident,
    Findings findings,
    Status status,
    @Nullable Long parent,
    int notices,
    double toldExcess,
    @Nullable Instant toldAt,
    boolean toldEnd,
    @Nullable String toldTeam) {
  /// What has become of it.
  public enum Status {
    OPEN,
    ACKNOWLEDGED,
    /// Its series is mute for now.
    MUTED,
    ENDED
  }

  /// As a channel is to tell it.
  public AlertNotice notice(AlertNotice.Kind kind) {
    return new AlertNotice(
        id,
        kind,
        incident.alert(),
        incident.last(),
        money(incident.spent()),
        money(incident.excess()),
        money(incident.ratePerHour()),
        money(incident.normalPerHour()),
        findings.projectedMonthEnd(),
        kind == AlertNotice.Kind.ENDED ? incident.ended() : null,
        findings.topKey(),
        findings.topModel(),
        findings.topEndpoint(),
        findings.owner(),
        toldTeam == null ? findings.owner().team() : toldTeam,
        findings.failedShare(),
        findings.whatToDo());
  }

  private Money money(double amount) {
    return new Money(
        findings.projectedMonthEnd().currency(),
        BigDecimal.valueOf(amount).setScale(Money.STORED_SCALE, RoundingMode.HALF_UP));
  }
}

package dev.trimtab.model.spend;

import dev.trimtab.units.Money;

/// What is told of an incident beside its own figures.
///
/// @param projectedMonthEnd of the series in the calendar month (UTC): spent so far, and the rate
///   until its end
/// @param topKey key that added most; empty where unknown
/// @param topModel `provider/model` that added most; empty where unknown
/// @param topEndpoint endpoint that added most; empty where unknown
/// @param owner of the top key, or, where it is unknown, of most that was added
/// @param failedShare of requests, 0..1; NaN where unknown
/// @param whatToDo for a person on call
public record Findings(
    Money projectedMonthEnd,
    String topKey,
    String topModel,
    String topEndpoint,
    SpendOwner owner,
    double failedShare,
    String whatToDo) {}

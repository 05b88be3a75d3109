package dev.trimtab.model.spend;

import java.time.Instant;

/// What a person is told, once per incident.
///
/// @param at the end of the last point that was used
/// @param rule a short, stable name such as `overspend` or `failures`
/// @param firstAt the start of the first hour of the incident, as far as it was seen by `at`
/// @param score how far past the rule's threshold, 0..1; a half is at the threshold
/// @param observed what the rule looks at, since `firstAt`: money, failed requests, tokens per
///   request
/// @param expected the same, had all been normal
/// @param excessCost money spent since `firstAt` beyond what was expected; never negative
/// @param message for a person on call: amount, rate, what to look at
public record Alert(
    String series,
    Instant at,
    String rule,
    Instant firstAt,
    double score,
    double observed,
    double expected,
    double excessCost,
    String message) {}

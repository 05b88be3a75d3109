package dev.trimtab.model.spend;

import java.time.Instant;

/// Somebody knows of the incident that a series was in.
///
/// @param at when they said so; nothing before it is seen differently
/// @param newLevel whether they said, too, that what it has come to is wanted, and is normal from
///   then on
public record Acknowledgement(Instant at, boolean newLevel) {}

package dev.trimtab.place;

import java.time.Duration;

/// What may go to spot.
///
/// @param minReplicas fewer never go
/// @param interruptionNotice time between the notice of an interruption and the node's end
public record SpotPolicy(int minReplicas, Duration interruptionNotice) {}

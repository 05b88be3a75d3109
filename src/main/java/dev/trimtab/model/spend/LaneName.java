package dev.trimtab.model.spend;

/// One caller of one model, as one source tells it: the smallest thing whose spend is watched.
/// Empty where the source does not tell.
public record LaneName(
    String source, String provider, SpendOwner owner, String key, String model, String endpoint) {}

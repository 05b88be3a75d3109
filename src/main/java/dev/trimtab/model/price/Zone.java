package dev.trimtab.model.price;

/// A zone by its account-local name and its physical id: `us-east-1a` is `use1-az4` to one account
/// only.
public record Zone(String region, String name, String zoneId) {}

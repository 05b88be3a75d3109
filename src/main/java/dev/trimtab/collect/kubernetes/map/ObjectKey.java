package dev.trimtab.collect.kubernetes.map;

/// Names one object of a cluster.
///
/// @param namespace empty for what lives outside of them
public record ObjectKey(String kind, String namespace, String name) {}

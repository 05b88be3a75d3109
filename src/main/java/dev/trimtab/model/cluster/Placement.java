package dev.trimtab.model.cluster;

/// How many pods of a workload run on one kind of node.
///
/// @param instanceType empty where the node does not tell
/// @param arch such as `amd64`; empty where the node does not tell
public record Placement(String instanceType, String arch, int pods) {}

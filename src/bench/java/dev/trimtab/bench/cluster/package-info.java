/// A large cluster as the store knows it: workloads, pods on nodes, their usage.
@org.jspecify.annotations.NullMarked
package dev.trimtab.bench.cluster;

/// What runs in a cluster, as its API tells it.
@org.jspecify.annotations.NullMarked
package dev.trimtab.model.cluster;

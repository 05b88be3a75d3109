/// From a cluster as it is to the nodes that it should have, and what that is worth. Pure.
@org.jspecify.annotations.NullMarked
package dev.trimtab.place.cluster;

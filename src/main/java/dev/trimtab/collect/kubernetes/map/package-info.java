/// Kubernetes objects in, our own small records out: pure, and the same for a live API and for
/// files.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.kubernetes.map;

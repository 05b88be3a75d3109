/// Clusters as their API, or an export of it, tells them; the only home of the Kubernetes client.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.kubernetes;

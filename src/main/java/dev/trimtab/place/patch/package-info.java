/// A cluster's plan as something to apply: Karpenter's node pools, EKS's node groups, or plain
/// sizes.
@org.jspecify.annotations.NullMarked
package dev.trimtab.place.patch;

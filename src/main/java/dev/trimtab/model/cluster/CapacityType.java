package dev.trimtab.model.cluster;

/// How a node was bought.
public enum CapacityType {
  ON_DEMAND,
  SPOT,
  RESERVED,
  UNKNOWN;

  /// Karpenter's word for it: `on-demand`, `spot`, `reserved`, `unknown`.
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}

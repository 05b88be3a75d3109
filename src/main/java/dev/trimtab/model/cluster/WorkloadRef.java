package dev.trimtab.model.cluster;

/// The top controller of a pod: the object that advice goes to.
///
/// @param kind `Deployment`, `Rollout`, an operator's own kind, or `Pod` for a bare pod
public record WorkloadRef(String cluster, String namespace, String kind, String name) {
  @Override
  public String toString() {
    return cluster + "/" + namespace + "/" + kind + "/" + name;
  }
}

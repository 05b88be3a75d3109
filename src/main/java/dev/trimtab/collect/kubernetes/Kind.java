package dev.trimtab.collect.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/// A kind of object that we list.
///
/// @param group of the API, empty for the core group
/// @param required without it there is no inventory at all
/// @param type that it is read into; the generic one for kinds the client has no type for
record Kind(
    String group,
    String version,
    String plural,
    String kind,
    boolean namespaced,
    boolean required,
    Class<? extends HasMetadata> type) {

  /// Such as `deployments.apps`, as kubectl takes it.
  String resource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /// The rule that a ClusterRole needs for it.
  String rule() {
    return "{apiGroups: [\"%s\"], resources: [%s], verbs: [list]}".formatted(group, plural);
  }

  boolean isGeneric() {
    return type.equals(GenericKubernetesResource.class);
  }

  ResourceDefinitionContext context() {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withPlural(plural)
        .withKind(kind)
        .withNamespaced(namespaced)
        .build();
  }
}

package dev.trimtab.collect.kubernetes;

import dev.trimtab.model.Check;
import dev.trimtab.model.SourceUnavailable;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;

/// Asks a cluster what we may read, kind by kind.
record Permissions(String source, Clients clients) {

  /// @param secretNamespaces where Secrets are to be listed
  List<Check> check(List<Kind> kinds, List<String> secretNamespaces) {
    try (var client = clients.open()) {
      var checks = new ArrayList<Check>();
      checks.add(version(client));
      if (checks.getFirst().ok()) {
        kinds.forEach(kind -> checks.add(mayList(client, kind, "")));
        secretNamespaces.forEach(namespace -> checks.add(mayList(client, Kinds.SECRET, namespace)));
      }
      return List.copyOf(checks);
    } catch (SourceUnavailable e) {
      return List.of(
          Check.failed(
              source + ": client", String.valueOf(e.getMessage()), "correct how it is accessed"));
    }
  }

  private Check version(KubernetesClient client) {
    var subject = source + ": server version";
    try {
      return Check.ok(subject, "Kubernetes " + client.getKubernetesVersion().getGitVersion());
    } catch (KubernetesClientException e) {
      return Check.failed(
          subject, Failures.explain(e), wayOut(e, "read /version (system:public-info-viewer)"));
    }
  }

  private Check mayList(KubernetesClient client, Kind kind, String namespace) {
    boolean everywhere = namespace.isEmpty();
    var subject =
        "%s: list %s%s".formatted(source, kind.resource(), everywhere ? "" : " in " + namespace);
    try {
      var review =
          client.authorization().v1().selfSubjectAccessReview().create(question(kind, namespace));
      if (review.getStatus() != null && Boolean.TRUE.equals(review.getStatus().getAllowed())) {
        return Check.ok(subject, "allowed");
      }
      var role = everywhere ? "the ClusterRole: " : "a Role in " + namespace + ": ";
      return Check.failed(subject, "not allowed", "add to " + role + kind.rule());
    } catch (KubernetesClientException e) {
      return Check.failed(
          subject,
          Failures.explain(e),
          wayOut(e, "create selfsubjectaccessreviews (system:basic-user)"));
    }
  }

  private static String wayOut(KubernetesClientException e, String action) {
    return switch (e.getCode()) {
      case 401 -> "renew the token, and look whether it is this cluster's";
      case 403 -> "let the account " + action;
      default -> "check the address, its port, the network and the token file";
    };
  }

  private static SelfSubjectAccessReview question(Kind kind, String namespace) {
    return new SelfSubjectAccessReviewBuilder()
        .withNewSpec()
        .withNewResourceAttributes()
        .withVerb("list")
        .withNamespace(namespace)
        .withGroup(kind.group())
        .withResource(kind.plural())
        .endResourceAttributes()
        .endSpec()
        .build();
  }
}

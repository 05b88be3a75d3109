package dev.trimtab.collect.kubernetes;

import java.time.Duration;
import java.util.List;

/// One cluster and how to read it.
///
/// @param cluster our name for it
/// @param pageSize objects per page of a list
/// @param timeout of one request, body included
/// @param secretNamespaces namespaces whose Secrets' annotations are read
public record KubernetesSettings(
    String cluster, Access access, int pageSize, Duration timeout, List<String> secretNamespaces) {
  public static final int USUAL_PAGE_SIZE = 500;
  public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(60);

  public KubernetesSettings {
    secretNamespaces = List.copyOf(secretNamespaces);
    if (pageSize < 1) {
      throw new IllegalArgumentException(
          "page size of cluster %s must be at least 1, not %d; %d is usual"
              .formatted(cluster, pageSize, USUAL_PAGE_SIZE));
    }
  }

  /// One that reads no Secrets.
  public KubernetesSettings(String cluster, Access access, int pageSize, Duration timeout) {
    this(cluster, access, pageSize, timeout, List.of());
  }

  public static KubernetesSettings of(String cluster, Access access) {
    return new KubernetesSettings(cluster, access, USUAL_PAGE_SIZE, USUAL_TIMEOUT);
  }
}

package dev.trimtab.collect.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How a cluster's API is reached.
public sealed interface Access {
  /// By a context of a kubeconfig file.
  ///
  /// @param file null for what kubectl would use: `KUBECONFIG`, else `~/.kube/config`
  /// @param context empty for the file's current context
  record Kubeconfig(@Nullable Path file, String context) implements Access {}

  /// By the service account of the pod that we run in.
  record InCluster() implements Access {}

  /// By an address and a bearer token.
  ///
  /// @param token asked for with every request, since mounted tokens rotate; empty for none
  /// @param authority certificates (PEM) that the server's is signed by, null for the JVM's own
  record Url(URI url, Supplier<String> token, @Nullable Path authority) implements Access {

    public static Url withTokenFile(URI url, Path token, @Nullable Path authority) {
      return new Url(url, () -> read(token), authority);
    }

    private static String read(Path token) {
      try {
        return Files.readString(token).strip();
      } catch (IOException e) {
        // as a failed request, so that this cluster is missing and the run goes on
        throw new KubernetesClientException("cannot read the token file " + token, e);
      }
    }

    @Override
    public String toString() {
      return url.toString();
    }
  }
}

package dev.trimtab.collect.kubernetes;

import dev.trimtab.model.SourceUnavailable;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Opens the client of a cluster from what the settings say, and from nothing else.
record Clients(String source, KubernetesSettings settings, Map<String, String> environment) {
  private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  /// Connects lazily: a server that is down shows with the first request.
  KubernetesClient open() throws SourceUnavailable {
    var millis = Math.toIntExact(settings.timeout().toMillis());
    try {
      var config =
          new ConfigBuilder(config(settings.access()))
              .withRequestTimeout(millis)
              .withConnectionTimeout(millis)
              // tried again by Pager, which knows what is worth it and counts
              .withRequestRetryBackoffLimit(0)
              .build();
      return new KubernetesClientBuilder().withConfig(config).build();
    } catch (KubernetesClientException | IllegalArgumentException e) {
      throw new SourceUnavailable(
          "%s: cannot set up the client for %s: %s"
              .formatted(source, settings.access(), e.getMessage()),
          e);
    }
  }

  private Config config(Access access) throws SourceUnavailable {
    return switch (access) {
      case Access.Kubeconfig kubeconfig -> config(kubeconfig);
      case Access.InCluster _ -> config(inCluster());
      case Access.Url url -> config(url);
    };
  }

  private Config config(Access.Kubeconfig kubeconfig) throws SourceUnavailable {
    var file = kubeconfig(kubeconfig.file());
    if (!Files.isReadable(file.toPath())) {
      throw new SourceUnavailable(
          "%s: no readable kubeconfig at %s. Maybe set its path, or the access 'in-cluster'?"
              .formatted(source, file));
    }
    var config = Config.fromKubeconfig(file);
    return kubeconfig.context().isEmpty() ? config : inContext(config, kubeconfig.context(), file);
  }

  private Config inContext(Config config, String context, File file) throws SourceUnavailable {
    var names = config.getContexts().stream().map(c -> c.getName()).toList();
    if (!names.contains(context)) {
      throw new SourceUnavailable(
          "%s: %s has no context '%s'; it has %s".formatted(source, file, context, names));
    }
    return Config.fromKubeconfig(context, file);
  }

  private File kubeconfig(@Nullable Path file) {
    if (file != null) {
      return file.toFile();
    }
    var stated = environment.getOrDefault("KUBECONFIG", "");
    return stated.isEmpty()
        ? Path.of(environment.getOrDefault("HOME", "."), ".kube", "config").toFile()
        : new File(stated.split(File.pathSeparator, 2)[0]);
  }

  private Access.Url inCluster() throws SourceUnavailable {
    var host = environment.get("KUBERNETES_SERVICE_HOST");
    if (host == null) {
      throw new SourceUnavailable(
          source
              + ": access is 'in-cluster', but KUBERNETES_SERVICE_HOST is not set. Maybe this does"
              + " not run in a pod, and a kubeconfig is meant?");
    }
    var port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
    var bracketed = host.contains(":") ? "[" + host + "]" : host;
    return Access.Url.withTokenFile(
        URI.create("https://" + bracketed + ":" + port),
        ACCOUNT.resolve("token"),
        ACCOUNT.resolve("ca.crt"));
  }

  private static Config config(Access.Url url) {
    var config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(url.url().toString())
            .withOauthTokenProvider(url.token()::get);
    var authority = url.authority();
    return (authority == null ? config : config.withCaCertFile(authority.toString())).build();
  }
}

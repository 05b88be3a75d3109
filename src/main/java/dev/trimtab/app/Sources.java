package dev.trimtab.app;

import dev.trimtab.app.config.Config;
import dev.trimtab.collect.kubernetes.Access;
import dev.trimtab.collect.kubernetes.KubernetesApiSource;
import dev.trimtab.collect.kubernetes.KubernetesFilesSource;
import dev.trimtab.collect.kubernetes.KubernetesSettings;
import dev.trimtab.collect.kubernetes.MetricsApiSource;
import dev.trimtab.model.Source;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// The sources that a configuration asks for. Clusters come first: usage wants to know their pods.
final class Sources implements AutoCloseable {
  private final List<Source> clusters = new ArrayList<>();
  private final List<Source> others = new ArrayList<>();
  private final List<Source> sampled = new ArrayList<>();

  Sources(Config config, InstantSource clock) {
    for (var cluster : config.clusters()) {
      kubernetes(cluster);
    }
  }

  private void kubernetes(Config.ClusterConfig cluster) {
    var k = cluster.kubernetes();
    if (!k.enabled()) {
      return;
    }
    if (!k.files().isEmpty()) {
      clusters.add(new KubernetesFilesSource(cluster.name(), Path.of(k.files())));
      return;
    }
    var settings = new KubernetesSettings(cluster.name(), access(k), k.pageSize(), k.timeout());
    clusters.add(new KubernetesApiSource(settings));
    if (k.metricsApi()) {
      sampled.add(new MetricsApiSource(settings));
    }
  }

  private static Access access(Config.KubernetesConfig k) {
    if (!k.url().isEmpty()) {
      var token = k.token().value();
      return new Access.Url(
          URI.create(k.url()), () -> token, k.caFile().isEmpty() ? null : Path.of(k.caFile()));
    }
    return k.inCluster()
        ? new Access.InCluster()
        : new Access.Kubeconfig(
            k.kubeconfig().isEmpty() ? null : Path.of(k.kubeconfig()), k.context());
  }

  /// The sources whose names begin with any of these, phase by phase; none for all.
  List<List<Source>> phases(List<String> names) {
    for (var name : names) {
      if (all().stream().noneMatch(source -> source.name().startsWith(name))) {
        throw new IllegalArgumentException(
            "no source is called \"%s\". There are: %s"
                .formatted(name, String.join(", ", all().stream().map(Source::name).toList())));
      }
    }
    return List.of(chosen(clusters, names), chosen(others, names));
  }

  private List<Source> all() {
    var all = new ArrayList<>(clusters);
    all.addAll(others);
    return all;
  }

  private static List<Source> chosen(List<Source> sources, List<String> names) {
    return sources.stream()
        .filter(source -> names.isEmpty() || names.stream().anyMatch(source.name()::startsWith))
        .toList();
  }

  /// Sources that are sampled between nightly runs.
  List<Source> sampling() {
    return List.copyOf(sampled);
  }

  @Override
  public void close() {}
}

package dev.trimtab.app;

import dev.trimtab.app.config.Config;
import dev.trimtab.collect.billing.FocusCsvSource;
import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Pause;
import dev.trimtab.collect.http.Retry;
import dev.trimtab.collect.kubernetes.Access;
import dev.trimtab.collect.kubernetes.KubernetesApiSource;
import dev.trimtab.collect.kubernetes.KubernetesFilesSource;
import dev.trimtab.collect.kubernetes.KubernetesSettings;
import dev.trimtab.collect.kubernetes.MetricsApiSource;
import dev.trimtab.collect.llm.AnthropicSource;
import dev.trimtab.collect.llm.LlmFilesSource;
import dev.trimtab.collect.llm.OpenAiSource;
import dev.trimtab.collect.llm.ProviderSettings;
import dev.trimtab.model.Source;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// The sources that a configuration asks for. Clusters come first: usage wants to know their pods.
final class Sources implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration LLM_TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http;
  private final InstantSource clock;
  private final List<Source> clusters = new ArrayList<>();
  private final List<Source> others = new ArrayList<>();
  private final List<Source> sampled = new ArrayList<>();

  Sources(Config config, InstantSource clock) {
    http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    this.clock = clock;
    config.clusters().forEach(this::kubernetes);
    config.llm().providers().forEach(this::provider);
    config.llm().files().forEach(file -> others.add(new LlmFilesSource(Path.of(file))));
    config.billing().focus().forEach(file -> others.add(new FocusCsvSource(Path.of(file))));
  }

  private Http http(String source, Duration timeout) {
    return new Http(source, http, timeout, Retry.USUAL, Pause.REAL, clock);
  }

  private void provider(Config.ProviderConfig p) {
    var url = p.url().isEmpty() ? "https://api." + p.provider() + ".com" : p.url();
    var reach = new Source.Reach(p.backfill(), p.overlap());
    var settings = new ProviderSettings(p.name(), URI.create(url), p.adminKey().value(), reach);
    var calls = http(p.provider() + "/" + p.name(), LLM_TIMEOUT);
    others.add(
        switch (p.provider()) {
          case "openai" -> new OpenAiSource(settings, calls, Pause.REAL);
          case "anthropic" -> new AnthropicSource(settings, calls, Pause.REAL);
          default -> throw new IllegalStateException("no source for provider " + p.provider());
        });
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
  public void close() {
    http.close();
  }
}

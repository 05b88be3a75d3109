package dev.trimtab.app;

import dev.trimtab.app.config.Config;
import dev.trimtab.collect.aws.AwsAccess;
import dev.trimtab.collect.aws.AwsCredentials;
import dev.trimtab.collect.aws.AwsPricingSource;
import dev.trimtab.collect.aws.Ec2Settings;
import dev.trimtab.collect.aws.Ec2SpotSource;
import dev.trimtab.collect.aws.Ec2TypesSource;
import dev.trimtab.collect.aws.PricingSettings;
import dev.trimtab.collect.aws.SigV4Signer;
import dev.trimtab.collect.aws.SpotAdvisorSource;
import dev.trimtab.collect.aws.facts.TypeFilter;
import dev.trimtab.collect.aws.files.AwsFilesSource;
import dev.trimtab.collect.billing.FocusCsvSource;
import dev.trimtab.collect.files.UsageCsvSource;
import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Pause;
import dev.trimtab.collect.http.RequestSigner;
import dev.trimtab.collect.http.Retry;
import dev.trimtab.collect.kubernetes.Access;
import dev.trimtab.collect.kubernetes.KubernetesApiSource;
import dev.trimtab.collect.kubernetes.KubernetesFilesSource;
import dev.trimtab.collect.kubernetes.KubernetesSettings;
import dev.trimtab.collect.kubernetes.MetricsApiSource;
import dev.trimtab.collect.llm.files.LlmFilesSource;
import dev.trimtab.collect.prometheus.BusinessMetric;
import dev.trimtab.collect.prometheus.BusinessMetricSource;
import dev.trimtab.collect.prometheus.PrometheusSettings;
import dev.trimtab.collect.prometheus.PrometheusSource;
import dev.trimtab.model.Source;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sources that a configuration asks for. Clusters come first: usage wants to know their pods.
final class Sources implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SPOT_OVERLAP = Duration.ofHours(1);

  /// Metrics are scraped, or computed by rules, late at times.
  private static final Duration COUNTS_OVERLAP = Duration.ofDays(3);

  /// The price list is served from a few regions only.
  private static final String PRICE_LIST_REGION = "us-east-1";

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

  /// Container-intervals in one Prometheus answer: bounds both its work and our memory.
  private static final int MOST_POINTS = 500_000;

  private final HttpClient http;
  private final InstantSource clock;
  private final List<Source> clusters = new ArrayList<>();
  private final List<Source> others = new ArrayList<>();
  private final List<Source> spending = new ArrayList<>();
  private final List<Source> sampled = new ArrayList<>();

  Sources(Config config, InstantSource clock) {
    http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    this.clock = clock;
    config.clusters().forEach(this::kubernetes);
    config.clusters().forEach(cluster -> prometheus(cluster, config));
    config.allocation().businessMetrics().forEach(metric -> business(metric, config));
    var onlyCluster = config.clusters().size() == 1 ? config.clusters().getFirst().name() : "";
    config
        .usage()
        .files()
        .forEach(file -> others.add(new UsageCsvSource(Path.of(file), onlyCluster)));
    config.aws().regions().forEach(region -> aws(region, config.aws()));
    config
        .aws()
        .files()
        .forEach(file ->
            others.add(
                new AwsFilesSource(
                    new AwsFilesSource.Settings(
                        Path.of(file), TypeFilter.of(config.aws().instanceTypes())))));
    var llm = new LlmSources(name -> http(name, REQUEST_TIMEOUT), clock);
    config.llm().providers().forEach(provider -> spending.addAll(llm.of(provider)));
    config
        .aws()
        .bedrockRegions()
        .forEach(region ->
            spending.add(
                llm.bedrock(region, credentials(config.aws()), config.aws().bedrockBackfill())));
    config
        .aws()
        .bedrockLogs()
        .forEach(
            logs -> spending.add(llm.bedrockLogs(logs, credentials(config.aws()), config.aws())));
    config.llm().files().forEach(file -> spending.add(new LlmFilesSource(Path.of(file))));
    others.addAll(spending);
    config.billing().focus().forEach(file -> others.add(new FocusCsvSource(Path.of(file))));
  }

  private Http http(String source, Duration timeout) {
    return new Http(source, http, timeout, Retry.USUAL, Pause.REAL, clock);
  }

  private void prometheus(Config.ClusterConfig cluster, Config config) {
    var p = cluster.prometheus();
    if (p.url().isEmpty()) {
      return;
    }
    others.add(
        new PrometheusSource(
            server(cluster, config), http("prometheus/" + cluster.name(), p.timeout()), clock));
  }

  private static PrometheusSettings server(Config.ClusterConfig cluster, Config config) {
    var p = cluster.prometheus();
    var usage = config.usage();
    return new PrometheusSettings(
        cluster.name(),
        URI.create(p.url()),
        headers(p),
        signer(p, config.aws()),
        p.matcher(),
        usage.interval(),
        new Source.Reach(usage.backfill(), usage.overlap()),
        p.parallelQueries(),
        MOST_POINTS);
  }

  private void business(Config.BusinessMetricConfig m, Config config) {
    var metric =
        new BusinessMetric(
            m.name(),
            m.query(),
            m.team(),
            m.namespace(),
            m.model(),
            new Source.Reach(m.backfill(), COUNTS_OVERLAP));
    config.clusters().stream()
        .filter(cluster -> !cluster.prometheus().url().isEmpty())
        .filter(cluster -> m.cluster().isEmpty() || cluster.name().equals(m.cluster()))
        .findFirst()
        .ifPresent(cluster ->
            others.add(
                new BusinessMetricSource(
                    metric,
                    server(cluster, config),
                    http("business-metric/" + m.name(), cluster.prometheus().timeout()),
                    clock)));
  }

  private static RequestSigner signer(Config.PrometheusConfig p, Config.AwsConfig aws) {
    return p.sigv4Region().isEmpty()
        ? RequestSigner.NONE
        : new SigV4Signer(credentials(aws), "aps", p.sigv4Region(), Clock.systemUTC());
  }

  private static Map<String, String> headers(Config.PrometheusConfig p) {
    var headers = new HashMap<String, String>();
    if (!p.tenant().isEmpty()) {
      headers.put("X-Scope-OrgID", p.tenant());
    }
    if (p.bearerToken().isSet()) {
      headers.put("Authorization", "Bearer " + p.bearerToken().value());
    } else if (!p.username().isEmpty()) {
      var login = (p.username() + ":" + p.password().value()).getBytes(StandardCharsets.UTF_8);
      headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
    return headers;
  }

  private void aws(String region, Config.AwsConfig a) {
    var types = TypeFilter.of(a.instanceTypes());
    var credentials = credentials(a);
    var ec2 =
        new Ec2Settings(
            region,
            types,
            AwsAccess.usual(credentials, uri(a.ec2Endpoint())),
            a.spotBackfill(),
            SPOT_OVERLAP);
    var prices =
        new PricingSettings(
            region,
            types,
            PRICE_LIST_REGION,
            AwsAccess.usual(credentials, uri(a.pricingEndpoint())));
    others.add(new Ec2TypesSource(ec2));
    others.add(new AwsPricingSource(prices));
    others.add(new Ec2SpotSource(ec2));
    var advisor = uri(a.spotAdvisorUrl());
    if (advisor != null) {
      var settings = new SpotAdvisorSource.Settings(region, types, advisor);
      others.add(new SpotAdvisorSource(settings, http("spot-advisor/" + region, REQUEST_TIMEOUT)));
    }
  }

  private static AwsCredentials credentials(Config.AwsConfig a) {
    return a.accessKeyId().isEmpty()
        ? new AwsCredentials.UsualChain()
        : new AwsCredentials.FixedKey(a.accessKeyId(), a.secretAccessKey().value());
  }

  private static @Nullable URI uri(String text) {
    return text.isEmpty() ? null : URI.create(text);
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
    var settings =
        new KubernetesSettings(
            cluster.name(), access(k), k.pageSize(), k.timeout(), k.secretNamespaces());
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

  /// Sources of LLM usage.
  List<Source> spending() {
    return List.copyOf(spending);
  }

  @Override
  public void close() {
    http.close();
  }
}

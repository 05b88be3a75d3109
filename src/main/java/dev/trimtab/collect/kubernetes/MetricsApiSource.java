package dev.trimtab.collect.kubernetes;

import dev.trimtab.collect.http.Pause;
import dev.trimtab.collect.http.Retry;
import dev.trimtab.collect.kubernetes.map.PodUsage;
import dev.trimtab.collect.kubernetes.map.Reading;
import dev.trimtab.model.Check;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.usage.UsageSample;
import dev.trimtab.units.TimeWindow;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a cluster's containers use right now, by its metrics API: for clusters without Prometheus.
///
/// Each collect adds one sample per container, an average over the API's own short window. It knows
/// the pods but not their controllers; the inventory does.
public final class MetricsApiSource implements Source {
  private final KubernetesSettings settings;
  private final Retry retry;
  private final Pause pause;
  private final Map<String, String> environment;

  public MetricsApiSource(KubernetesSettings settings) {
    this(settings, Retry.USUAL, Pause.REAL, System.getenv());
  }

  public MetricsApiSource(
      KubernetesSettings settings, Retry retry, Pause pause, Map<String, String> environment) {
    this.settings = settings;
    this.retry = retry;
    this.pause = pause;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String name() {
    return "metrics-api/" + settings.cluster();
  }

  /// The API keeps no history.
  @Override
  public Reach reach() {
    return new Reach(Duration.ZERO, Duration.ZERO);
  }

  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    var reading = new Reading(name());
    var usage = new PodUsage(settings.cluster(), window.end(), reading);
    var samples = new ArrayList<UsageSample>();
    switch (list(reading, usage, samples)) {
      case READ -> {}
      case ABSENT ->
          reading.problem(
              Kinds.POD_METRICS.resource(),
              "no-metrics-api",
              "this cluster has no metrics API (404). Maybe install metrics-server, or name a Prometheus");
      case FORBIDDEN ->
          throw new SourceUnavailable(name() + ": " + Failures.forbidden(Kinds.POD_METRICS));
    }
    reading.problems().forEach(sink::problem);
    if (!samples.isEmpty()) {
      sink.accept(new Fact.Usage(settings.cluster(), samples));
    }
    sink.completeThrough(window.end());
  }

  @Override
  public List<Check> check() {
    return new Permissions(name(), clients()).check(List.of(Kinds.POD_METRICS), List.of());
  }

  private Pager.Outcome list(Reading reading, PodUsage usage, List<UsageSample> samples)
      throws SourceUnavailable {
    try (var client = clients().open()) {
      var pages =
          new ApiPages(
              client,
              new KubernetesSerialization(),
              (object, why) -> reading.problem(object, "unreadable-object", why));
      return new Pager(
              name(), new Deadline(pages, settings.timeout()), settings.pageSize(), retry, pause)
          .read(
              Kinds.POD_METRICS,
              object -> {
                if (object instanceof PodMetrics pod) {
                  samples.addAll(usage.read(pod));
                }
              },
              samples::clear);
    }
  }

  private Clients clients() {
    return new Clients(name(), settings, environment);
  }
}

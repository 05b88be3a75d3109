package dev.trimtab.collect.prometheus;

import dev.trimtab.model.Check;
import dev.trimtab.model.SourceUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Tries what the collector will need, and says how to mend what is missing.
final class PrometheusDoctor {
  private static final String SCRAPE_KUBELET =
      "Scrape the kubelet's /metrics/cadvisor, and look at prometheus.matcher in the configuration";
  private static final String INSTALL_STATE_METRICS =
      "Install kube-state-metrics and scrape it with honor_labels: true";
  private static final Map<String, String> NEEDED =
      new TreeMap<>(
          Map.of(
              "container_cpu_usage_seconds_total", SCRAPE_KUBELET,
              "container_memory_working_set_bytes", SCRAPE_KUBELET,
              "container_cpu_cfs_periods_total", SCRAPE_KUBELET,
              "kube_pod_owner", INSTALL_STATE_METRICS,
              "kube_replicaset_owner", INSTALL_STATE_METRICS,
              "kube_pod_container_resource_requests", INSTALL_STATE_METRICS,
              "kube_pod_container_status_restarts_total", INSTALL_STATE_METRICS));

  private final String source;
  private final PrometheusSettings settings;
  private final PrometheusApi api;
  private final Queries queries;

  PrometheusDoctor(String source, PrometheusSettings settings, PrometheusApi api) {
    this.source = source;
    this.settings = settings;
    this.api = api;
    this.queries = new Queries(settings.matcher(), settings.interval());
  }

  List<Check> check(Instant now) {
    var checks = new ArrayList<Check>();
    try {
      for (var metric : NEEDED.entrySet()) {
        checks.add(metric(metric.getKey(), metric.getValue(), now));
      }
      checks.add(retention(now));
    } catch (SourceUnavailable | TooMuch e) {
      checks.add(
          Check.failed(
              source + ": " + settings.base(),
              String.valueOf(e.getMessage()),
              "Look at prometheus.url, its credentials and whether the server is ready"));
    }
    return checks;
  }

  private Check metric(String name, String fix, Instant now) throws SourceUnavailable, TooMuch {
    long series = count(name, now);
    var subject = source + ": " + name;
    return series > 0
        ? Check.ok(subject, "%,d series".formatted(series))
        : Check.failed(subject, "no such series now", fix);
  }

  private Check retention(Instant now) throws SourceUnavailable, TooMuch {
    var wanted = settings.reach().backfill();
    var subject = source + ": history";
    return count("container_cpu_usage_seconds_total", now.minus(wanted)) > 0
        ? Check.ok(subject, "reaches back " + wanted.toDays() + " days, as configured")
        : Check.failed(
            subject,
            "nothing %d days ago".formatted(wanted.toDays()),
            "Raise --storage.tsdb.retention.time, or lower usage.backfill");
  }

  private long count(String metric, Instant at) throws SourceUnavailable, TooMuch {
    var found = new double[1];
    api.instant(
        queries.count(metric), at.getEpochSecond(), () -> _ -> (_, value) -> found[0] = value);
    return (long) found[0];
  }
}

package dev.trimtab.collect.prometheus;

import dev.trimtab.model.usage.Gauge;
import java.time.Duration;

/// The PromQL that is asked, for one interval and one choice of series.
///
/// @param matcher added to every selector; empty for none
record Queries(String matcher, Duration interval) {
  /// An exporter's own pod may stand where the pod that it tells of should.
  private static final String BY_EXPORTED =
      "by (namespace, pod, container, exported_namespace, exported_pod, exported_container) ";

  private static final String BY = "by (namespace, pod, container) ";

  /// The same, of these namespaces only.
  Queries inNamespace(String namespace) {
    var only = "namespace=\"" + namespace.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    return new Queries(matcher.isEmpty() ? only : matcher + "," + only, interval);
  }

  String of(Measure measure) {
    return switch (measure) {
      case CPU_AVERAGE -> "sum " + BY + "(rate(" + cpu() + range() + "))";
      case CPU_PEAK -> cpuPeak(Duration.ofMinutes(1));
      case THROTTLED ->
          "sum %1$s(increase(%2$s%4$s)) / sum %1$s(increase(%3$s%4$s)) > 0"
              .formatted(
                  BY,
                  container("container_cpu_cfs_throttled_periods_total"),
                  container("container_cpu_cfs_periods_total"),
                  range());
      case MEMORY_AVERAGE -> "sum " + BY + "(avg_over_time(" + memory() + range() + "))";
      case MEMORY_PEAK -> "max " + BY + "(max_over_time(" + memory() + range() + "))";
      case OOM_EVENTS -> events("sum ", container("container_oom_events_total"));
      case OOM_RESTARTS ->
          "(%s) and on (namespace, pod, container) max %s(%s) > 0"
              .formatted(
                  of(Measure.RESTARTS),
                  BY,
                  selector(
                      "kube_pod_container_status_last_terminated_reason", "reason=\"OOMKilled\""));
      case RESTARTS -> events("max ", selector("kube_pod_container_status_restarts_total", ""));
    };
  }

  /// The highest rate over `window` within the interval, a minute apart. A rate needs two scrapes,
  /// so that a window of one minute is empty where scrapes are a minute apart.
  String cpuPeak(Duration window) {
    // one second short of the interval: both ends would count where ranges are closed, and the
    // last minute of the interval before would be told twice
    return "max_over_time(sum %s(rate(%s[%s]))[%ds:1m])"
        .formatted(BY, cpu(), duration(window), interval.toSeconds() - 1);
  }

  /// The highest value of a gauge within `window` before the evaluation, five minutes apart: by the
  /// names that Micrometer, OpenTelemetry's agent and older clients give it, in this order.
  String gauge(Gauge gauge, Duration window) {
    var now =
        switch (gauge) {
          case JVM_HEAP_USED -> jvm("used", "heap");
          case JVM_HEAP_MAX -> jvm("max", "heap");
          case JVM_NONHEAP_USED -> jvm("used", "nonheap");
          case GPU_UTILISATION ->
              "(avg %1$s(avg_over_time(%2$s[5m]))) or (avg %1$s(avg_over_time(%3$s[5m])) / 100)"
                  .formatted(
                      BY_EXPORTED,
                      selector("DCGM_FI_PROF_GR_ENGINE_ACTIVE", ""),
                      selector("DCGM_FI_DEV_GPU_UTIL", ""));
          case GPU_MEMORY_USED ->
              "sum %s(%s) * 1048576".formatted(BY_EXPORTED, selector("DCGM_FI_DEV_FB_USED", ""));
        };
    // a second short, as for peaks
    return "max_over_time((%s)[%ds:5m])".formatted(now, window.toSeconds() - 1);
  }

  // a pool without a maximum tells -1
  private String jvm(String what, String area) {
    var agent = what.equals("max") ? "limit" : what;
    var type = area.equals("heap") ? "heap" : "non_heap";
    return "(sum %1$s(%2$s >= 0)) or (sum %1$s(%3$s >= 0)) or (sum %1$s(%4$s >= 0))"
        .formatted(
            BY_EXPORTED,
            selector("jvm_memory_" + what + "_bytes", "area=\"" + area + "\""),
            selector("jvm_memory_" + agent + "_bytes", "jvm_memory_type=\"" + type + "\""),
            selector("jvm_memory_bytes_" + what, "area=\"" + area + "\""));
  }

  String requests() {
    return resources("kube_pod_container_resource_requests");
  }

  String limits() {
    return resources("kube_pod_container_resource_limits");
  }

  /// Who owned what at any time in `window` before the evaluation.
  String owners(String metric, String label, Duration window) {
    return "max by (namespace, %s, owner_kind, owner_name) (max_over_time(%s[%s]))"
        .formatted(label, selector(metric, ""), duration(window));
  }

  String nodes(Duration window) {
    return "max by (namespace, pod, node) (max_over_time(%s[%s]))"
        .formatted(selector("kube_pod_info", ""), duration(window));
  }

  String count(String metric) {
    return "count(" + selector(metric, "") + ")";
  }

  String countOfContainers() {
    return "count(" + cpu() + ")";
  }

  String namespaces() {
    return "count by (namespace) (" + cpu() + ")";
  }

  String present(String metric) {
    return "count(" + container(metric) + ")";
  }

  private String cpu() {
    return container("container_cpu_usage_seconds_total");
  }

  private String memory() {
    return container("container_memory_working_set_bytes");
  }

  private String resources(String metric) {
    return "max by (namespace, pod, container, resource) (max_over_time(%s[1h]))"
        .formatted(selector(metric, "resource=~\"cpu|memory\""));
  }

  // The difference of the last values tiles time exactly, where an increase misses what happened
  // between two scrapes on either side of a border; the increase is right across a reset.
  private String events(String aggregate, String counter) {
    return "(%1$s%2$s(%3$s - %3$s offset %4$s) > 0) or (%1$s%2$s(increase(%3$s[%4$s])) > 0)"
        .formatted(aggregate, BY, counter, duration(interval));
  }

  private String range() {
    return "[" + duration(interval) + "]";
  }

  private String container(String metric) {
    return selector(metric, "container!=\"\",container!=\"POD\"");
  }

  private String selector(String metric, String own) {
    var comma = own.isEmpty() || matcher.isEmpty() ? "" : ",";
    return metric + "{" + own + comma + matcher + "}";
  }

  static String duration(Duration length) {
    long seconds = length.toSeconds();
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}

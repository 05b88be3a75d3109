package dev.trimtab.demo.prometheus;

/// The questions that the demo can answer.
enum Metric {
  CPU_AVERAGE(1),
  /// By subquery: five samples are read for each one that is answered.
  CPU_PEAK(5),
  THROTTLED(1),
  /// CFS periods, which only a container with a CPU limit has.
  PERIODS(1),
  MEMORY_AVERAGE(1),
  MEMORY_PEAK(1),
  OOM_KILLS(1),
  RESTARTS(1),
  REQUESTS(1),
  LIMITS(1),
  HEAP_USED(1),
  HEAP_MAX(1),
  NONHEAP_USED(1),
  GPU_BUSY(1),
  GPU_MEMORY_USED(1),
  POD_OWNER(1),
  REPLICASET_OWNER(1),
  JOB_OWNER(1),
  /// Articles published in the day before.
  ARTICLES(1),
  UP(1),
  UNKNOWN(1);

  private final int samplesRead;

  Metric(int samplesRead) {
    this.samplesRead = samplesRead;
  }

  /// Samples that a server loads for one point of the answer.
  int samplesRead() {
    return samplesRead;
  }

  /// The metric that a query names, told from its functions where several share a name.
  static Metric in(String query) {
    if (query.contains("articles_published_total")) {
      return ARTICLES;
    }
    if (query.contains("container_cpu_cfs_throttled_periods_total")) {
      return THROTTLED;
    }
    // the share of throttled periods names both: asked for alone, it is the number of periods
    if (query.contains("container_cpu_cfs_periods_total")) {
      return PERIODS;
    }
    if (query.contains("container_cpu_usage_seconds_total")) {
      return query.contains("max_over_time") ? CPU_PEAK : CPU_AVERAGE;
    }
    if (query.contains("container_memory_working_set_bytes")) {
      return query.contains("max_over_time") ? MEMORY_PEAK : MEMORY_AVERAGE;
    }
    return inEventsAndState(query);
  }

  private static Metric inEventsAndState(String query) {
    // a query for kills may join restarts with their reason: the reason decides
    if (query.contains("container_oom_events_total")
        || query.contains("kube_pod_container_status_last_terminated_reason")) {
      return OOM_KILLS;
    }
    if (query.contains("kube_pod_container_status_restarts_total")) {
      return RESTARTS;
    }
    if (query.contains("kube_pod_container_resource_requests")) {
      return REQUESTS;
    }
    if (query.contains("kube_pod_container_resource_limits")) {
      return LIMITS;
    }
    if (query.contains("DCGM_FI_")) {
      return query.contains("DCGM_FI_DEV_FB_USED") ? GPU_MEMORY_USED : GPU_BUSY;
    }
    return query.contains("jvm_memory_") ? inJvm(query) : inOwners(query);
  }

  private static Metric inJvm(String query) {
    if (query.contains("jvm_memory_max_bytes")) {
      return HEAP_MAX;
    }
    return query.contains("\"nonheap\"") ? NONHEAP_USED : HEAP_USED;
  }

  private static Metric inOwners(String query) {
    if (query.contains("kube_pod_owner")) {
      return POD_OWNER;
    }
    if (query.contains("kube_replicaset_owner")) {
      return REPLICASET_OWNER;
    }
    if (query.contains("kube_job_owner")) {
      return JOB_OWNER;
    }
    return query.strip().equals("up") || query.contains("up{") ? UP : UNKNOWN;
  }
}

package dev.trimtab.bench.open;

import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Requests of 8,152 pods of a production cluster (Alibaba, openb), GPUs left out, made into
/// workloads: the list tells each pod's size but not whose it is.
public final class Pods {
  private static final String FILE = "pods/openb/openb_pod_list_default.csv.gz";
  private static final long MEBI = 1L << 20;

  /// Replicas of workloads in turn; the last takes what is left.
  private static final int[] REPLICAS = {10, 12, 15, 20, 30, 50};

  private Pods() {}

  /// Pods of each size, in the order of the list.
  ///
  /// @throws SourceUnavailable when the open data is not there
  public static Map<Size, Integer> sizes() throws SourceUnavailable {
    var sizes = new LinkedHashMap<Size, Integer>();
    OpenData.read(
        FILE,
        List.of("cpu_milli", "memory_mib"),
        row ->
            sizes.merge(
                new Size(
                    Long.parseLong(row.required("cpu_milli")) * 1000,
                    Long.parseLong(row.required("memory_mib")) * MEBI,
                    0),
                1,
                Integer::sum));
    return sizes;
  }

  /// Workloads of ten replicas or more, of one pod in so many of each size.
  ///
  /// @param oneIn 1 for all pods
  /// @throws SourceUnavailable when the open data is not there
  public static List<Demand> workloads(int oneIn, Demand.Wants wants) throws SourceUnavailable {
    var demands = new ArrayList<Demand>();
    for (var size : sizes().entrySet()) {
      int pods = size.getValue() / oneIn;
      if (pods >= REPLICAS[0]) {
        add(demands, size.getKey(), pods, wants);
      }
    }
    return demands;
  }

  private static void add(List<Demand> demands, Size size, int pods, Demand.Wants wants) {
    int left = pods;
    while (left > 0) {
      int wanted = REPLICAS[demands.size() % REPLICAS.length];
      int replicas = left < wanted + REPLICAS[0] ? left : wanted;
      var name = new WorkloadRef("openb", "openb", "Deployment", "w" + demands.size());
      demands.add(new Demand(name, replicas, size, wants));
      left -= replicas;
    }
  }
}

package dev.trimtab.demo.world;

import dev.trimtab.demo.market.InstanceSpec;
import dev.trimtab.demo.market.SpotMarket.Zone;
import dev.trimtab.demo.seed.Noise;
import dev.trimtab.demo.seed.Period;
import dev.trimtab.demo.seed.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A node of a cluster.
///
/// @param group node pool or managed node group
/// @param provisioner `karpenter` or `eks`
/// @param ordinal its number in the cluster
public record DemoNode(
    String cluster,
    String name,
    String instanceId,
    String group,
    String provisioner,
    InstanceSpec type,
    Zone zone,
    boolean spot,
    int ordinal,
    Instant createdAt) {
  private static final int EVICTION_MIB = 100;

  /// Allocatable millicores, by the kubelet's reserved share.
  public long cpu() {
    double cores = type.vcpus();
    double reserved =
        0.06 * Math.min(cores, 1)
            + 0.01 * Math.clamp(cores - 1, 0, 1)
            + 0.005 * Math.clamp(cores - 2, 0, 2)
            + 0.0025 * Math.max(cores - 4, 0);
    return Math.round(1000 * (cores - reserved));
  }

  /// MiB that the machine has once its hypervisor has taken its part.
  public long memoryCapacity() {
    return Math.round(type.memoryMib() * 0.965);
  }

  /// Allocatable MiB.
  public long memory() {
    return memoryCapacity() - 255 - 11L * type.maxPods() - EVICTION_MIB;
  }

  /// The nodes of a cluster.
  static List<DemoNode> of(String cluster, Period period, long seed) {
    var nodes = new ArrayList<DemoNode>();
    for (var row : Table.read("nodes.csv")) {
      if (row.text("cluster").equals(cluster)) {
        for (int i = 0; i < row.number("count"); i++) {
          nodes.add(node(row, period, seed, nodes.size()));
        }
      }
    }
    return nodes;
  }

  private static DemoNode node(Table.Row row, Period period, long seed, int ordinal) {
    long hash = Noise.of(Noise.of(seed, row.text("cluster") + row.text("group")), ordinal);
    boolean spot = row.text("capacity").equals("spot");
    int ageHours = Noise.between(hash, 20, spot ? 24 * 9 : 24 * 45);
    return new DemoNode(
        row.text("cluster"),
        "ip-10-%d-%d-%d.ec2.internal"
            .formatted(
                Noise.between(Noise.of(hash, 1), 0, 64),
                Noise.between(Noise.of(hash, 2), 0, 256),
                Noise.between(Noise.of(hash, 3), 4, 254)),
        "i-0" + Noise.hex(Noise.of(hash, 4), 16),
        row.text("group"),
        row.text("provisioner"),
        InstanceSpec.named(row.text("type")),
        Zone.inTurn(ordinal),
        spot,
        ordinal,
        period.asOf().minusSeconds(3600L * ageHours + 17L * ordinal));
  }
}

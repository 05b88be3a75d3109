package dev.trimtab.bench.cluster;

import dev.trimtab.bench.open.Catalog;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.place.plan.Size;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Nodes that are bought as pods need them, first fit, of three large types in turn: what a cluster
/// looks like that nobody has planned.
final class Racks {
  static final Cpu AGENT_CPU = Cpu.millis(100);
  static final Memory AGENT_MEMORY = Memory.mebi(128);

  private static final List<String> TYPES = List.of("m7i.48xlarge", "r7i.48xlarge", "m6i.32xlarge");
  private static final int AGENTS = 4;
  private static final int MILLI = 1000;

  private final Instant created;
  private final List<Catalog.Type> types;
  private final List<Rack> racks = new ArrayList<>();

  private static final class Rack {
    private final Catalog.Type type;
    private final String zone;
    private final Set<String> holds = new HashSet<>();
    private Size left;
    private int pods;

    Rack(Catalog.Type type, String zone) {
      this.type = type;
      this.zone = zone;
      this.left =
          type.room()
              .minus(new Size(AGENT_CPU.millis() * MILLI, AGENT_MEMORY.bytes(), 0).times(AGENTS));
      this.pods = type.maxPods() - AGENTS;
    }

    boolean takes(Size size, String workload, boolean alone) {
      return pods > 0 && size.fitsIn(left) && !(alone && holds.contains(workload));
    }

    void take(Size size, String workload) {
      left = left.minus(size);
      pods--;
      holds.add(workload);
    }
  }

  Racks(Instant created) throws SourceUnavailable {
    this.created = created;
    Map<String, Catalog.Type> known = Catalog.read();
    this.types = TYPES.stream().map(name -> Objects.requireNonNull(known.get(name), name)).toList();
  }

  /// Puts a pod somewhere in a zone.
  ///
  /// @param alone not beside another of its workload
  /// @return the node's name
  String put(String workload, Size size, String zone, boolean alone) {
    int at = 0;
    while (at < racks.size()
        && !(racks.get(at).zone.equals(zone) && racks.get(at).takes(size, workload, alone))) {
      at++;
    }
    if (at == racks.size()) {
      racks.add(new Rack(types.get(at % types.size()), zone));
    }
    racks.get(at).take(size, workload);
    return name(at);
  }

  private static String name(int number) {
    return "ip-10-0-%d-%d.ec2.internal".formatted(number / 250, number % 250);
  }

  List<Node> nodes() {
    var nodes = new ArrayList<Node>();
    for (int i = 0; i < racks.size(); i++) {
      nodes.add(node(name(i), racks.get(i)));
    }
    return nodes;
  }

  private Node node(String name, Rack rack) {
    var room = rack.type.room();
    var cpu = Cpu.millis(room.cpuMicros() / MILLI);
    var memory = Memory.bytes(room.memoryBytes());
    return new Node(
        name,
        "aws:///" + rack.zone + "/i-" + name,
        rack.type.name(),
        "us-east-1",
        rack.zone,
        rack.type.arch(),
        CapacityType.ON_DEMAND,
        cpu,
        memory,
        cpu,
        memory,
        0,
        rack.type.maxPods(),
        true,
        created,
        Map.of(
            "node.kubernetes.io/instance-type",
            rack.type.name(),
            "topology.kubernetes.io/zone",
            rack.zone));
  }
}

package dev.trimtab.place.board;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.Daemon;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Small placement problems.
public final class Problems {
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  private Problems() {}

  public static Size size(double cores, double gibi) {
    return new Size((long) (cores * 1e6), (long) (gibi * (1L << 30)), 0);
  }

  public static WorkloadRef ref(String name) {
    return new WorkloadRef("", "shop", "Deployment", name);
  }

  public static Demand demand(String name, int replicas, Size pod, Demand.Wants wants) {
    return new Demand(ref(name), replicas, pod, wants);
  }

  public static Demand.Wants spot(double share) {
    return new Demand.Wants("amd64", true, "", -1, false, share, List.of());
  }

  public static Demand.Wants spread(int skew) {
    return new Demand.Wants("amd64", false, "", skew, false, Double.NaN, List.of());
  }

  public static Demand.Wants onePerNode() {
    return new Demand.Wants("amd64", false, "", -1, true, Double.NaN, List.of());
  }

  public static Demand.Wants tied(String zone) {
    return new Demand.Wants("amd64", false, zone, -1, false, Double.NaN, List.of());
  }

  public static Offer offer(
      String type, String zone, CapacityType capacity, double price, Size room, int available) {
    return new Offer(
        type,
        zone,
        capacity,
        BigDecimal.valueOf(price),
        room,
        20,
        "amd64",
        Double.NaN,
        available,
        Map.of());
  }

  public static Offer onDemand(String zone, int available) {
    return offer("four", zone, CapacityType.ON_DEMAND, 0.2, size(4, 16), available);
  }

  public static Offer spotIn(String zone) {
    return offer("four", zone, CapacityType.SPOT, 0.08, size(4, 16), UNBOUNDED);
  }

  public static PlanProblem problem(List<Demand> demands, Offer... offers) {
    return new PlanProblem(demands, List.of(), List.of(offers));
  }

  /// Anything that the rules can say, small enough to run into its bounds.
  public static PlanProblem random(long seed) {
    var random = new Random(seed);
    var demands = new ArrayList<Demand>();
    for (int i = 0; i < 1 + random.nextInt(12); i++) {
      demands.add(demand("w" + i, random.nextInt(15), pod(random), wants(random)));
    }
    var offers = new ArrayList<Offer>();
    for (int i = 0; i < random.nextInt(14); i++) {
      offers.add(randomOffer(random));
    }
    var daemons =
        random.nextBoolean()
            ? List.<Daemon>of()
            : List.of(new Daemon(ref("agent"), size(0.2, 0.5), wants(random)));
    return new PlanProblem(demands, daemons, offers);
  }

  private static Size pod(Random random) {
    var size = size(random.nextInt(8) * 0.4, random.nextInt(8));
    return new Size(size.cpuMicros(), size.memoryBytes(), random.nextInt(8) == 0 ? 500 : 0);
  }

  private static Demand.Wants wants(Random random) {
    var arches = List.of("amd64", "amd64", "amd64", "any", "arm64");
    var zones = List.of("", "", "", "", "a", "b", "c", "d");
    return new Demand.Wants(
        arches.get(random.nextInt(arches.size())),
        random.nextBoolean(),
        zones.get(random.nextInt(zones.size())),
        random.nextInt(3) == 0 ? random.nextInt(3) : -1,
        random.nextInt(4) == 0,
        random.nextInt(3) == 0 ? random.nextInt(5) / 10.0 : Double.NaN,
        List.of());
  }

  private static Offer randomOffer(Random random) {
    var room = size(1 << random.nextInt(4), 2 << random.nextInt(5));
    int gpus = random.nextInt(4) == 0 ? 1000 : 0;
    return new Offer(
        "t" + random.nextInt(4),
        List.of("a", "b", "c").get(random.nextInt(3)),
        List.of(CapacityType.ON_DEMAND, CapacityType.SPOT, CapacityType.SPOT, CapacityType.RESERVED)
            .get(random.nextInt(4)),
        BigDecimal.valueOf(random.nextInt(40), 2),
        new Size(room.cpuMicros(), room.memoryBytes(), gpus),
        1 + random.nextInt(12),
        random.nextInt(5) == 0 ? "arm64" : "amd64",
        Double.NaN,
        random.nextInt(3) == 0 ? random.nextInt(4) : UNBOUNDED,
        Map.of());
  }
}

package dev.trimtab.place.plan;

import dev.trimtab.model.cluster.CapacityType;
import java.util.LinkedHashMap;
import java.util.List;

/// The offers of a problem that pods can use.
public final class Offers {
  private Offers() {}

  /// One offer a key, with the room and the pod slots that DaemonSets leave, in the order in which
  /// keys first appear.
  ///
  /// Of several offers of one key the cheapest counts, of equally cheap ones the first. Unusable
  /// are a price of zero or less, which is an unknown one unless the node is reserved and so paid
  /// for already, and a node that has no room left for any pod. An offer of which none is available
  /// stays: its zone is one over which pods spread.
  public static List<Offer> usable(PlanProblem problem) {
    var byKey = new LinkedHashMap<Offer.Key, Offer>();
    for (var offer : problem.offers()) {
      if (priced(offer)) {
        byKey.merge(
            offer.key(), offer, (old, now) -> now.price().compareTo(old.price()) < 0 ? now : old);
      }
    }
    return byKey.values().stream()
        .map(offer -> afterDaemons(offer, problem.daemons()))
        .filter(Offers::hasRoom)
        .toList();
  }

  private static boolean priced(Offer offer) {
    int sign = offer.price().signum();
    return sign > 0 || (sign == 0 && offer.capacityType() == CapacityType.RESERVED);
  }

  private static boolean hasRoom(Offer offer) {
    return offer.maxPods() > 0 && Size.ZERO.fitsIn(offer.room());
  }

  private static Offer afterDaemons(Offer offer, List<Daemon> daemons) {
    var room = offer.room();
    int slots = offer.maxPods();
    for (var daemon : daemons) {
      if (daemon.runsOn(offer)) {
        room = room.minus(takenBy(daemon, room));
        slots--;
      }
    }
    return new Offer(
        offer.instanceType(),
        offer.zone(),
        offer.capacityType(),
        offer.price(),
        room,
        slots,
        offer.arch(),
        offer.interruptions(),
        offer.available(),
        offer.labels());
  }

  /// A DaemonSet that wants more GPUs than a node has waits there for ever, and the node is as good
  /// as any; one that wants more CPU or memory than there is makes the node too small.
  private static Size takenBy(Daemon daemon, Size room) {
    var pod = daemon.pod();
    return pod.gpuMillis() <= room.gpuMillis()
        ? pod
        : new Size(pod.cpuMicros(), pod.memoryBytes(), 0);
  }
}

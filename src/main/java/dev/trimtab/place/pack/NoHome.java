package dev.trimtab.place.pack;

import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Size;
import java.util.List;
import java.util.function.Predicate;

/// Why a pod fits no offer at all.
final class NoHome {
  private NoHome() {}

  static String reason(Demand demand, List<Offer> offers) {
    var wants = demand.wants();
    var pod = demand.pod();
    if (offers.isEmpty()) {
      return "there is no usable offering";
    }
    if (none(offers, o -> wants.arch().equals("any") || wants.arch().equals(o.arch()))) {
      return "no offering has arch " + wants.arch();
    }
    if (pod.gpuMillis() > 0 && none(offers, o -> o.room().gpuMillis() >= pod.gpuMillis())) {
      return "no offering has %s GPUs".formatted(pod.gpuMillis() / 1000.0);
    }
    if (!wants.zone().isEmpty() && none(offers, o -> o.zone().equals(wants.zone()))) {
      return "no offering is in zone " + wants.zone();
    }
    if (!wants.spot() && offers.stream().allMatch(Offer::isSpot)) {
      return "every offering is spot, and it may not run on spot";
    }
    if (none(offers, o -> o.maxPods() > 0 && pod.fitsIn(o.room()))) {
      return "no node is large enough for its %s beside what kubelet and DaemonSets keep"
          .formatted(words(pod));
    }
    return "no offering has the size, arch, zone, capacity type and labels that its %s wants together"
        .formatted(words(pod));
  }

  private static boolean none(List<Offer> offers, Predicate<Offer> is) {
    return offers.stream().noneMatch(is);
  }

  private static String words(Size pod) {
    return "%s cores of CPU and %.2f GiB of memory".formatted(pod.cores(), pod.gibi());
  }
}

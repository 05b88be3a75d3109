package dev.trimtab.place.cluster;

import dev.trimtab.place.plan.Offer;
import java.util.HashMap;
import java.util.Map;

/// The labels that every node has, whoever starts it.
final class OfferLabels {
  static final String ARCH = "kubernetes.io/arch";
  static final String ZONE = "topology.kubernetes.io/zone";
  static final String TYPE = "node.kubernetes.io/instance-type";
  static final String CAPACITY = "karpenter.sh/capacity-type";
  static final String OS = "kubernetes.io/os";

  /// Names that came before.
  private static final Map<String, String> FORMER =
      Map.of(
          "beta.kubernetes.io/arch", ARCH,
          "beta.kubernetes.io/os", OS,
          "beta.kubernetes.io/instance-type", TYPE,
          "failure-domain.beta.kubernetes.io/zone", ZONE,
          "failure-domain.beta.kubernetes.io/region", "topology.kubernetes.io/region");

  private OfferLabels() {}

  static String today(String key) {
    return FORMER.getOrDefault(key, key);
  }

  /// The offer with those of them that it does not state.
  static Offer completed(Offer offer) {
    var labels = new HashMap<>(offer.labels());
    labels.putIfAbsent(ARCH, offer.arch());
    labels.putIfAbsent(ZONE, offer.zone());
    labels.putIfAbsent(TYPE, Variants.plain(offer.instanceType()));
    labels.putIfAbsent(CAPACITY, offer.capacityType().label());
    labels.putIfAbsent(OS, "linux");
    return labels.size() == offer.labels().size() ? offer : with(offer, labels);
  }

  private static Offer with(Offer offer, Map<String, String> labels) {
    return new Offer(
        offer.instanceType(),
        offer.zone(),
        offer.capacityType(),
        offer.price(),
        offer.room(),
        offer.maxPods(),
        offer.arch(),
        offer.interruptions(),
        offer.available(),
        labels);
  }
}

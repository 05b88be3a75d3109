package dev.trimtab.place.market;

import dev.trimtab.model.price.InstanceType;
import java.util.Set;

/// How many pods a node of a type takes, as EKS sets kubelet up.
///
/// With an address per pod, as many as its network interfaces have; with prefixes of 16 addresses
/// as many as those give, but at most 110, or 250 above 30 vCPUs (awslabs/amazon-eks-ami,
/// `max-pods-calculator.sh`).
final class MaxPods {
  /// kubelet's own default, where nothing is known of the type's interfaces.
  static final int USUAL = 110;

  private static final int MANY = 250;
  private static final int MANY_VCPUS = 30;
  private static final int PREFIX = 16;
  private static final int ON_THE_HOSTS_ADDRESS = 2;

  /// Families that run on the Xen hypervisor, which has no prefixes (EC2 user guide, instance types
  /// by hypervisor).
  private static final Set<String> XEN =
      Set.of(
          "c1", "c3", "c4", "cc2", "cr1", "d2", "f1", "g2", "g3", "g3s", "h1", "hs1", "i2", "i3",
          "m1", "m2", "m3", "m4", "p2", "p3", "r3", "r4", "t1", "t2", "x1", "x1e");

  private MaxPods() {}

  static int of(InstanceType type, boolean prefixDelegation) {
    var byInterfaces = type.maxPods();
    if (byInterfaces == null) {
      return USUAL;
    }
    if (!prefixDelegation || isXen(type.name())) {
      return byInterfaces;
    }
    int most = type.vcpus() > MANY_VCPUS ? MANY : USUAL;
    return Math.min(most, (byInterfaces - ON_THE_HOSTS_ADDRESS) * PREFIX + ON_THE_HOSTS_ADDRESS);
  }

  private static boolean isXen(String name) {
    int dot = name.indexOf('.');
    return dot > 0 && XEN.contains(name.substring(0, dot)) && !name.endsWith(".metal");
  }
}

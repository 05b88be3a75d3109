package dev.trimtab.rightsize.peer;

import dev.trimtab.rightsize.policy.Alone;
import dev.trimtab.rightsize.policy.Policy;
import java.util.List;

/// The baselines by name.
public final class Peers {
  private Peers() {}

  /// All of them.
  public static List<Policy> all() {
    return List.of(
        new Alone("vpa", Vpa::new),
        new Alone("krr", series -> new Krr(series, false)),
        new Alone("krr-limit", series -> new Krr(series, true)),
        new Alone("kruize-cost", series -> new Kruize(series, 0.60)),
        new Alone("kruize-performance", series -> new Kruize(series, 0.98)),
        new Alone("crane", Crane::new),
        new Alone("kubecost", Kubecost::new),
        new Alone("autopilot", Autopilot::new));
  }
}

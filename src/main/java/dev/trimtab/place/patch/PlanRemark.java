package dev.trimtab.place.patch;

import dev.trimtab.model.patch.Text;
import dev.trimtab.model.plan.ClusterPlan;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// The first line of every file: whose nodes these are, since when, and what they are worth.
final class PlanRemark {
  private PlanRemark() {}

  static String of(ClusterPlan plan) {
    var layout = plan.asRecommended();
    var unplaced = layout.unplaced().stream().mapToInt(ClusterPlan.Unplaced::replicas).sum();
    return "# "
        + Text.oneLine(
            "Cluster %s, plan of %s with recommended requests: %d nodes for %s %s an hour, %s.%s"
                .formatted(
                    plan.cluster(),
                    plan.asOf().truncatedTo(ChronoUnit.SECONDS),
                    layout.nodeCount(),
                    layout.price().amount().setScale(4, RoundingMode.HALF_UP).toPlainString(),
                    layout.price().currency().getCurrencyCode(),
                    gap(layout.gap()),
                    unplaced == 0
                        ? ""
                        : " No place on them for %d %s: see trimtab explain cluster/%s."
                            .formatted(
                                unplaced, unplaced == 1 ? "replica" : "replicas", plan.cluster())))
        + "\n";
  }

  private static String gap(double gap) {
    return Double.isFinite(gap)
        ? String.format(
            Locale.ROOT, "proven to be within %.2f%% of the cheapest possible", 100 * gap)
        : "nothing proven of how far from the cheapest possible";
  }
}

package dev.trimtab.pipeline;

import dev.trimtab.model.finding.Finding;
import dev.trimtab.units.Money;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How many replicas may move to spot and what that saves, before the reasons why.
final class SpotWords {
  private SpotWords() {}

  /// @param savings of a month; null where they are unknown
  static String of(Finding.MoveToSpot move, @Nullable Money savings) {
    return "%s may run on spot%s%s. %s"
        .formatted(replicas(move), money(savings), staying(move), move.reason());
  }

  private static String replicas(Finding.MoveToSpot move) {
    int moving = move.replicas() - move.onDemandReplicas();
    if (move.onDemandReplicas() > 0) {
      return "%d of %d replicas".formatted(moving, move.replicas());
    }
    return switch (moving) {
      case 1 -> "Its 1 replica";
      case 2 -> "Both replicas";
      default -> "All %d replicas".formatted(moving);
    };
  }

  private static String money(@Nullable Money savings) {
    return savings == null || savings.amount().signum() <= 0
        ? ""
        : String.format(
            Locale.ROOT,
            ", which saves about %,.2f %s a month at list prices",
            savings.amount().setScale(2, RoundingMode.HALF_EVEN),
            savings.currency().getCurrencyCode());
  }

  private static String staying(Finding.MoveToSpot move) {
    return switch (move.onDemandReplicas()) {
      case 0 -> "";
      case 1 -> "; 1 stays on demand";
      default -> "; %d stay on demand".formatted(move.onDemandReplicas());
    };
  }
}

package dev.trimtab.app.explain;

import dev.trimtab.model.Problem;
import dev.trimtab.model.plan.ClusterPlan;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a plan saves, by what saves it, and why that is not what requests at list price say.
final class PlanSavings {
  private PlanSavings() {}

  /// @param notes why nodes save more or less than requests do; empty where nobody said
  static List<String> lines(ClusterPlan plan, List<String> notes) {
    var why =
        notes.isEmpty()
            ? nominal(
                Monthly.rounded(plan.nominalMonthly()), Monthly.rounded(plan.realizableMonthly()))
            : notes.stream().map(note -> "- " + note).toList();
    return Stream.concat(all(plan).stream(), why.stream()).toList();
  }

  private static List<String> all(ClusterPlan plan) {
    var why = incomparable(plan);
    if (why.isPresent()) {
      return List.of(
          "What they save cannot be told, since today's nodes cannot be compared with them:",
          "  " + why.get());
    }
    var today = Monthly.of(plan.today());
    var all = today.minus(Monthly.of(plan.asRecommended().price()));
    var realizable = Monthly.rounded(plan.realizableMonthly());
    // the rest, so that the parts add up to the cent
    var byNodes = all.minus(realizable);
    return List.of(
        whole(all, today) + ":",
        "  %s from better nodes for the same requests, %s from recommended requests."
            .formatted(Monthly.amount(byNodes), Monthly.amount(realizable)));
  }

  /// Why a plan's nodes do not do what today's do; empty where they do.
  private static Optional<String> incomparable(ClusterPlan plan) {
    int unplaced =
        plan.asRequested().unplaced().stream().mapToInt(ClusterPlan.Unplaced::replicas).sum();
    if (unplaced > 0) {
      return Optional.of(
          "with today's requests, there is no place for %s on what can be bought."
              .formatted(unplaced == 1 ? "1 pod" : "%,d pods".formatted(unplaced)));
    }
    return plan.problems().stream()
        .filter(problem -> problem.subject().equals("today"))
        .map(Problem::message)
        .findFirst();
  }

  private static String whole(Money all, Money today) {
    if (all.signum() < 0) {
      return "The plan with recommended requests costs %s a month more than today"
          .formatted(Monthly.amount(all.negate()));
    }
    return "The plan with recommended requests saves %s a month%s"
        .formatted(Monthly.amount(all), today.signum() > 0 ? share(all, today) : "");
  }

  private static List<String> nominal(Money nominal, Money realizable) {
    if (nominal.signum() <= 0) {
      return nominal.equals(realizable)
          ? List.of()
          : List.of(
              "Recommended requests come to %s a month more at list price, and on nodes to %s."
                  .formatted(Monthly.amount(nominal.negate()), more(realizable)));
    }
    var worth =
        "Right-sizing is worth %s a month nominally: what recommended requests free, at list price."
            .formatted(Monthly.amount(nominal));
    var difference = nominal.minus(realizable);
    if (difference.signum() == 0) {
      return List.of(worth + " All of it is realizable on nodes.");
    }
    if (difference.signum() < 0) {
      return List.of(
          worth,
          "On nodes it is worth %s, %s more: smaller pods fit cheaper nodes, and with a node goes its room that nobody requested."
              .formatted(Monthly.amount(realizable), Monthly.amount(difference.negate())));
    }
    return List.of(
        worth,
        "On nodes %s. The other %s cannot:"
            .formatted(realized(realizable), Monthly.amount(difference)),
        "  only whole nodes can go, and one on spot or reserved gives back less than list price.");
  }

  private static String realized(Money realizable) {
    return realizable.signum() > 0
        ? "%s of that can be realized".formatted(Monthly.amount(realizable))
        : realizable.signum() == 0
            ? "none of that can be realized"
            : "it costs " + more(realizable);
  }

  private static String more(Money saved) {
    return saved.signum() > 0
        ? Monthly.amount(saved) + " less"
        : Monthly.amount(saved.negate()) + " more";
  }

  private static String share(Money part, Money whole) {
    var percent =
        part.amount()
            .multiply(BigDecimal.valueOf(100))
            .divide(whole.amount(), 0, RoundingMode.HALF_UP);
    return ", %s%% of what today's nodes cost".formatted(percent.toPlainString());
  }
}

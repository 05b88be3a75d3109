package dev.trimtab.place.cluster;

import dev.trimtab.model.Problem;
import dev.trimtab.model.plan.ClusterPlan;
import dev.trimtab.model.plan.ClusterPlan.Layout;
import dev.trimtab.units.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Says what a cluster's plan is worth, and why nodes save more or less than requests do.
public final class MixWords {
  /// A share that is not worth a word.
  private static final double LITTLE = 0.01;

  /// Families of AWS whose CPU is earned over time.
  private static final Set<String> BURSTABLE = Set.of("t2", "t3", "t3a", "t4g");

  private final ClusterPlan plan;
  private final MixFigures figures;

  private MixWords(ClusterPlan plan, MixFigures figures) {
    this.plan = plan;
    this.figures = figures;
  }

  /// What nodes would do, in a few sentences.
  public static String reason(ClusterPlan plan) {
    var words = new ArrayList<String>();
    var now = plan.asRequested();
    if (!plan.comparable()) {
      words.add(
          "%s for %s an hour would hold what runs; today's %s cannot be compared with them: %s."
              .formatted(nodes(now), price(now.price()), nodes(plan.todayNodes()), why(plan)));
    } else if (now.price().equals(plan.today())) {
      words.add(
          "With requests as they are, today's %s for %s an hour are right: no cheaper ones were found, and %s."
              .formatted(nodes(plan.todayNodes()), price(plan.today()), proven(now)));
    } else {
      words.add(
          "%s for %s an hour would do what %s for %s do (%s); %s."
              .formatted(
                  nodes(now),
                  price(now.price()),
                  plan.todayNodes(),
                  price(plan.today()),
                  change(plan.today(), now.price()),
                  proven(now)));
    }
    var then = plan.asRecommended();
    if (!then.price().equals(now.price())) {
      words.add(
          "With recommended requests, %s for %s would (%s); %s."
              .formatted(
                  nodes(then),
                  price(then.price()),
                  change(plan.today(), then.price()),
                  proven(then)));
    }
    return String.join(" ", words);
  }

  private static String why(ClusterPlan plan) {
    int unplaced =
        plan.asRequested().unplaced().stream().mapToInt(ClusterPlan.Unplaced::replicas).sum();
    if (unplaced > 0) {
      return "%,d pods have no place on what can be bought".formatted(unplaced);
    }
    return plan.problems().stream()
        .filter(problem -> problem.subject().equals("today"))
        .map(Problem::message)
        .findFirst()
        .orElse("their price is not known");
  }

  private static String nodes(Layout layout) {
    return nodes(layout.nodeCount());
  }

  private static String nodes(int count) {
    return count == 1 ? "1 node" : "%,d nodes".formatted(count);
  }

  private static String proven(Layout layout) {
    return "proven: nothing cheaper than %s exists".formatted(price(layout.lowerBound()));
  }

  /// Why realizable savings are not the nominal ones, each reason with its figure.
  public static List<String> notes(ClusterPlan plan, MixFigures figures) {
    return new MixWords(plan, figures).notes();
  }

  private List<String> notes() {
    var notes = new ArrayList<String>();
    var before = plan.asRequested().price();
    var after = plan.asRecommended().price();
    notes.add(
        "Recommended requests are worth %s a month nominally (what they free, at list prices of today's nodes) and %s on nodes."
            .formatted(price(plan.nominalMonthly()), price(plan.realizableMonthly())));
    notes.add(
        "Requests: CPU %s, memory %s; nodes: %s (%s to %s an hour)."
            .formatted(
                moved(figures.cpuFall()),
                moved(figures.memoryFall()),
                before.signum() == 0 ? "nothing" : change(before, after),
                price(before),
                price(after)));
    if (before.amount().compareTo(plan.today().amount()) < 0 && plan.today().signum() > 0) {
      notes.add(
          "The plan's nodes cost %s of today's for the same requests, so what a request frees is worth less there."
              .formatted(
                  percent(before.amount().doubleValue() / plan.today().amount().doubleValue())));
    }
    if (figures.daemonCpu() >= LITTLE || figures.daemonMemory() >= LITTLE) {
      notes.add(
          "DaemonSets take %s of the CPU and %s of the memory that nodes have for pods, however small the other pods are."
              .formatted(percent(figures.daemonCpu()), percent(figures.daemonMemory())));
    }
    if (figures.freeCpu() >= LITTLE || figures.freeMemory() >= LITTLE) {
      notes.add(
          "%s of the CPU and %s of the memory stay free: nodes come in sizes, and %s fills them first."
              .formatted(
                  percent(figures.freeCpu()),
                  percent(figures.freeMemory()),
                  figures.freeCpu() < figures.freeMemory() ? "CPU" : "memory"));
    }
    if (figures.spread() > 0 && figures.zones() > 1) {
      notes.add(
          "%s to be spread over zones, which keeps nodes in %d of them."
              .formatted(
                  figures.spread() == 1 ? "1 workload has" : figures.spread() + " workloads have",
                  figures.zones()));
    }
    burstable().ifPresent(notes::add);
    return notes;
  }

  /// What such nodes cost on top of their price depends on what runs, and is in no figure.
  private Optional<String> burstable() {
    var types = new TreeSet<String>();
    int count = 0;
    for (var group : plan.asRecommended().nodes()) {
      var family = group.instanceType().replaceFirst("\\..*", "");
      if (BURSTABLE.contains(family)) {
        types.add(family + ".*");
        count += group.count();
      }
    }
    return count == 0
        ? Optional.empty()
        : Optional.of(
            "%s of the plan %s burstable (%s): CPU beyond a baseline, which is less than what their pods may request, is slowed down or charged for, and that is in no figure here. To plan without them: placement.types.deny: [%s]"
                .formatted(
                    nodes(count),
                    count == 1 ? "is" : "are",
                    String.join(", ", types),
                    types.stream().map("\"%s\""::formatted).collect(Collectors.joining(", "))));
  }

  private static String moved(double fall) {
    return "%+.0f%%".formatted(-100 * fall + 0.0);
  }

  private static String percent(double share) {
    return "%.0f%%".formatted(100 * share);
  }

  private static String change(Money from, Money to) {
    return from.signum() == 0
        ? "new"
        : "%+.0f%%"
            .formatted(100 * (to.amount().doubleValue() / from.amount().doubleValue() - 1) + 0.0);
  }

  /// `1,234.50 USD`: to the cent from one on, finer below.
  private static String price(Money money) {
    double amount = money.amount().doubleValue();
    var format = Math.abs(amount) >= 1 || amount == 0 ? "%,.2f" : "%,.4f";
    return String.format(Locale.ROOT, format, amount) + " " + money.currency().getCurrencyCode();
  }
}

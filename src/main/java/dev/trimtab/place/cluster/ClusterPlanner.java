package dev.trimtab.place.cluster;

import dev.trimtab.model.Problem;
import dev.trimtab.model.plan.ClusterPlan;
import dev.trimtab.model.plan.ClusterPlan.ConstraintCost;
import dev.trimtab.model.plan.ClusterPlan.MigrationStep;
import dev.trimtab.place.board.FirstFit;
import dev.trimtab.place.board.PlanCheck;
import dev.trimtab.place.move.Migration;
import dev.trimtab.place.move.Standing;
import dev.trimtab.place.move.Target;
import dev.trimtab.place.pack.Planner;
import dev.trimtab.place.pack.SafeSearch;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.PlanSettings;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.LongSupplier;

/// Plans a cluster's nodes twice: for the requests of today, and for those that are advised.
///
/// A plan is never dearer than the nodes that stand, if these hold all pods by the rules; and what
/// would do for one set of requests is tried for the other, so that savings are those of requests,
/// not of a search that had more luck once than the other time.
public final class ClusterPlanner {
  /// Part of a plan's time that the nodes of today get, where they are cheaper than the plan.
  private static final int TODAYS_PART = 4;

  /// Part of a plan's time for what rules cost.
  private static final int RULES_PART = 4;

  private static final BigDecimal HOURS_PER_MONTH = new BigDecimal(730);

  private final PlanSettings settings;
  private final LongSupplier nanoTime;
  private final Currency currency;
  private final SafeSearch search;

  public ClusterPlanner(PlanSettings settings, LongSupplier nanoTime, Currency currency) {
    this(
        settings,
        nanoTime,
        currency,
        (problem, within) -> new Planner(within, nanoTime).plan(problem));
  }

  /// One that finds plans in another way.
  ClusterPlanner(
      PlanSettings settings, LongSupplier nanoTime, Currency currency, SafeSearch.Finder search) {
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.currency = currency;
    this.search = new SafeSearch(search);
  }

  /// What is to be planned.
  ///
  /// @param fingerprint of all that the plan rests on: the same again is the same plan, as far as
  ///   time lets every step end
  public record Stated(
      ClusterCase subject,
      PlanProblem requested,
      PlanProblem recommended,
      StandingNodes today,
      Money nominalMonthly,
      List<Problem> problems,
      String fingerprint) {}

  /// States what is to be planned for a cluster.
  ///
  /// @param nominalMonthly what the changes save at list prices of requests
  public Stated stated(
      ClusterCase subject, Changes changes, StandingNodes today, Money nominalMonthly) {
    var before = ClusterDemand.of(subject, Changes.NONE);
    var after = ClusterDemand.of(subject, changes);
    return new Stated(
        subject,
        before.problem(),
        after.problem(),
        today,
        nominalMonthly,
        before.problems(),
        Fingerprint.of(
            subject, before.problem(), after.problem(), today, settings, currency, nominalMonthly));
  }

  /// What came of it, with what it came from.
  ///
  /// @param requested the problem with today's requests
  /// @param recommended the problem with those that are advised
  /// @param plan for the advised requests
  /// @param isWithoutSolver it is first fit's, as there was nothing better
  public record Planned(
      ClusterPlan stored,
      PlanProblem requested,
      PlanProblem recommended,
      NodePlan plan,
      MixFigures figures,
      boolean isWithoutSolver) {}

  /// States and plans in one go.
  public Planned plan(
      ClusterCase subject, Changes changes, StandingNodes today, Money nominalMonthly) {
    return plan(stated(subject, changes, today, nominalMonthly));
  }

  /// Plans one cluster.
  ///
  /// @throws IllegalStateException when a plan breaks a rule, which none does
  public Planned plan(Stated stated) {
    var subject = stated.subject();
    var today = stated.today();
    var problems = new ArrayList<>(stated.problems());
    var planned = planned(stated.requested());
    var asRequested = orToday(planned, stated);
    var asRecommended = asRequested;
    var replanned = planned;
    if (!stated.recommended().equals(stated.requested())) {
      replanned = planned(stated.recommended());
      asRecommended =
          orToday(replanned, stated).orCheaper(asRequested.carriedTo(stated.recommended()));
      asRequested = asRequested.orCheaper(asRecommended.carriedTo(stated.requested()));
    }
    told(asRequested, today, problems);
    var ruleCosts = ruleCosts(stated.recommended(), cluster(asRecommended), problems);
    search.problem("nodes/" + subject.inventory().cluster()).ifPresent(problems::add);
    var result =
        new ClusterPlan(
            subject.inventory().cluster(),
            subject.inventory().asOf(),
            new Money(currency, today.price()),
            today.nodes(),
            Layouts.of(asRequested.plan(), planned.plan().lowerBound(), currency),
            Layouts.of(asRecommended.plan(), replanned.plan().lowerBound(), currency),
            stated.nominalMonthly(),
            realizable(asRequested, asRecommended, problems),
            migration(subject, asRecommended, problems),
            ruleCosts,
            problems);
    return new Planned(
        result,
        stated.requested(),
        stated.recommended(),
        Variants.plain(asRecommended.plan()),
        MixFigures.of(stated.requested(), asRecommended),
        search.isWithoutSolver());
  }

  private List<ConstraintCost> ruleCosts(
      PlanProblem problem, String cluster, List<Problem> problems) {
    if (search.isWithoutSolver()) {
      return List.of(); // which is told
    }
    try {
      return RuleCosts.of(problem, settings.timeLimit().dividedBy(RULES_PART), nanoTime, currency);
    } catch (IllegalStateException e) {
      problems.add(
          new Problem(
              "nodes/" + cluster,
              "constraints",
              "no-costs",
              "what rules cost could not be worked out: " + e.getMessage()));
      return List.of();
    }
  }

  /// Where it is not known which pod is on which node there are no steps.
  private static List<MigrationStep> migration(
      ClusterCase subject, Candidate to, List<Problem> problems) {
    if (subject.pods().isEmpty()) {
      return List.of();
    }
    try {
      return Migration.of(
              Standing.of(subject.inventory(), subject.pods()),
              Target.of(Variants.plain(to.problem()), Variants.plain(to.plan()), Parts::whole))
          .steps();
    } catch (IllegalArgumentException | IllegalStateException e) {
      problems.add(
          new Problem(
              "nodes/" + subject.inventory().cluster(),
              "migration",
              "no-steps",
              "the steps to the plan could not be worked out: " + e.getMessage()));
      return List.of();
    }
  }

  /// Nothing, where the advised requests leave other pods without a place: a plan of fewer pods
  /// saves nothing.
  private Money realizable(Candidate asRequested, Candidate asRecommended, List<Problem> problems) {
    int before = unplaced(asRequested);
    int after = unplaced(asRecommended);
    if (after > before) {
      problems.add(
          new Problem(
              "nodes/" + cluster(asRecommended),
              "recommended",
              "pods-without-a-place",
              "with recommended requests %d pods have no place on what can be bought, %d more than today: nothing is realizable"
                  .formatted(after, after - before)));
      return Money.zero(currency);
    }
    return monthly(asRequested.plan().price().subtract(asRecommended.plan().price()));
  }

  private static int unplaced(Candidate candidate) {
    return candidate.plan().unplaced().stream().mapToInt(NodePlan.Unplaced::replicas).sum();
  }

  /// Of an amount per hour.
  private Money monthly(BigDecimal perHour) {
    return new Money(currency, perHour.multiply(HOURS_PER_MONTH)).stored();
  }

  private Candidate planned(PlanProblem problem) {
    var plan = search.plan(problem, settings);
    var violations = PlanCheck.violations(problem, plan);
    if (!violations.isEmpty()) {
      throw new IllegalStateException(
          "the plan breaks %d rules. First: %s"
              .formatted(violations.size(), violations.getFirst()));
    }
    return new Candidate(problem, plan);
  }

  /// The plan, or today's nodes where they cost less and hold as much by the rules: with each pod
  /// where it is, or packed anew.
  private Candidate orToday(Candidate planned, Stated stated) {
    var today = stated.today();
    boolean better =
        planned.unplaced() == 0 && planned.plan().price().compareTo(today.price()) <= 0;
    if (today.offers().isEmpty() || better) {
      return planned;
    }
    var standing =
        ofToday(planned, TodaysLayout.of(planned.problem(), today, stated.subject().pods()));
    var problem =
        new PlanProblem(planned.problem().demands(), planned.problem().daemons(), today.offers());
    var greedy = new Candidate(problem, FirstFit.tuned(problem));
    standing = ofToday(standing, greedy);
    if (!standing.equals(planned)) {
      return standing;
    }
    var part =
        new PlanSettings(
            settings.risk(), settings.timeLimit().dividedBy(TODAYS_PART), settings.seed());
    return ofToday(standing, new Candidate(problem, search.plan(problem, part)));
  }

  /// Of two, the one on today's nodes if it is better: their variants are one pool.
  private static Candidate ofToday(Candidate best, Candidate standing) {
    return Variants.keepPoolShares(standing.problem(), standing.plan())
        ? best.orCheaper(standing)
        : best;
  }

  private void told(Candidate asRequested, StandingNodes today, List<Problem> problems) {
    var source = "nodes/" + cluster(asRequested);
    if (today.unpriced() > 0) {
      problems.add(
          new Problem(
              source,
              "today",
              "unpriced-nodes",
              "%d of %d nodes have no known price: they are in no sum of today"
                  .formatted(today.unpriced(), today.nodes())));
    } else if (asRequested.plan().price().compareTo(today.price()) > 0) {
      problems.add(
          new Problem(
              source,
              "today",
              "dearer-than-today",
              "today's nodes cost %s %s less an hour than the plan, but no way was found to hold all pods on them by the rules that the API states"
                  .formatted(
                      currency.getCurrencyCode(),
                      asRequested
                          .plan()
                          .price()
                          .subtract(today.price())
                          .setScale(4, RoundingMode.HALF_UP))));
    }
  }

  private static String cluster(Candidate candidate) {
    return candidate.problem().demands().stream()
        .findFirst()
        .map(demand -> demand.workload().cluster())
        .orElse("");
  }
}

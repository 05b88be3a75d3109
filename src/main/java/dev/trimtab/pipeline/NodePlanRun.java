package dev.trimtab.pipeline;

import dev.trimtab.allocate.PriceTimeline;
import dev.trimtab.model.Fact;
import dev.trimtab.model.Problem;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Placement;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.plan.KeptPlan;
import dev.trimtab.model.run.Run;
import dev.trimtab.place.cluster.Attribution;
import dev.trimtab.place.cluster.Changes;
import dev.trimtab.place.cluster.ClusterCase;
import dev.trimtab.place.cluster.ClusterPlanner;
import dev.trimtab.place.cluster.MixWords;
import dev.trimtab.place.cluster.StandingNodes;
import dev.trimtab.place.market.Market;
import dev.trimtab.place.market.MarketSettings;
import dev.trimtab.place.plan.PlanSettings;
import dev.trimtab.store.Database;
import dev.trimtab.store.Recommendations.Realizable;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;

/// Plans every cluster's nodes, and hands what that saves back to the advice that it comes from.
public final class NodePlanRun {
  private static final BigDecimal HOURS_PER_MONTH = new BigDecimal(730);

  private final Database database;
  private final NodePlanSettings settings;
  private final Currency currency;
  private final LongSupplier nanoTime;
  private final List<KeptPlan> plans = new ArrayList<>();
  private final List<Finding.NodeMix> mixes = new ArrayList<>();
  private final List<Realizable> realizable = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  /// How to plan.
  ///
  /// @param plan its time limit holds for each of a cluster's two plans
  /// @param maxPoolShare largest share of a workload's replicas in one spot pool, 0..1; NaN for no
  ///   bound
  public record NodePlanSettings(PlanSettings plan, MarketSettings market, double maxPoolShare) {}

  /// What a night's plans tell.
  record Night(
      List<KeptPlan> plans,
      List<Finding.NodeMix> mixes,
      List<Realizable> realizable,
      List<Problem> problems) {}

  NodePlanRun(
      Database database, NodePlanSettings settings, Currency currency, LongSupplier nanoTime) {
    this.database = database;
    this.settings = settings;
    this.currency = currency;
    this.nanoTime = nanoTime;
  }

  /// What is the same for all clusters.
  private record Around(
      Market market,
      PriceTimeline prices,
      Map<WorkloadRef, List<Container>> injected,
      Map<WorkloadRef, List<Placement>> placements) {}

  /// Plans all clusters; one that cannot be planned is a problem, and the others go on.
  Night plan(Run run, List<ClusterInventory> clusters, Advised advised) {
    var around =
        new Around(
            new Market(prices(run.asOf(), clusters), settings.market()),
            TodaysNodes.prices(database, clusters, run.asOf(), currency),
            database.inventories().injected(),
            database.inventories().placements());
    for (var cluster : clusters) {
      if (!cluster.nodes().isEmpty()) {
        try {
          plan(run.asOf(), cluster, advised, around);
        } catch (ArithmeticException
            | CompletionException
            | IllegalArgumentException
            | IllegalStateException e) {
          problem(cluster, "not-planned", "its nodes could not be planned: " + e.getMessage());
        }
      }
    }
    return new Night(plans, mixes, realizable, problems);
  }

  private void problem(ClusterInventory cluster, String reason, String message) {
    problems.add(new Problem("nodes/" + cluster.cluster(), cluster.cluster(), reason, message));
  }

  private Fact.Prices prices(Instant asOf, List<ClusterInventory> clusters) {
    var regions =
        clusters.stream()
            .flatMap(cluster -> cluster.nodes().stream())
            .map(Node::region)
            .distinct()
            .toList();
    return database.prices().market(regions, settings.market().spotWindow(asOf));
  }

  private void plan(Instant asOf, ClusterInventory cluster, Advised advised, Around around) {
    var offered = around.market().offers(cluster, asOf);
    problems.addAll(offered.problems());
    if (offered.offers().isEmpty()) {
      problem(
          cluster,
          "no-offers",
          "no node is offered where its nodes stand, so none are planned. Maybe add its region to aws.regions, or a price file to aws.files");
      return;
    }
    var subject =
        new ClusterCase(
            cluster,
            around.injected(),
            around.placements(),
            database.inventories().podsByNode(cluster.cluster()),
            advised.grades(),
            offered.offers(),
            settings.maxPoolShare());
    var today =
        StandingNodes.of(cluster, subject.offers(), node -> price(node, around.prices(), asOf));
    var saving = advised.saving(cluster.cluster());
    var nominal =
        saving.stream().map(Advised.Change::nominal).reduce(Money.zero(currency), Money::plus);
    var kept = kept(subject, advised.changes(cluster.cluster()), today, nominal, asOf);
    attribute(kept, saving);
    realizable.addAll(SpotParts.of(kept.plan(), cluster.workloads(), advised.grades()));
  }

  /// The plan that was made of the very same things, else a new one: a search that time ends does
  /// not end twice at the same plan.
  private KeptPlan kept(
      ClusterCase subject, Changes changes, StandingNodes today, Money nominal, Instant asOf) {
    var planner = new ClusterPlanner(settings.plan(), nanoTime, currency);
    var stated = planner.stated(subject, changes, today, nominal);
    var fingerprint = stated.fingerprint();
    return database
        .nodePlans()
        .kept(subject.inventory().cluster(), fingerprint)
        .map(kept -> new KeptPlan(kept.plan().at(asOf), kept.notes(), fingerprint))
        .orElseGet(() -> {
          var planned = planner.plan(stated);
          var plan = planned.stored().at(asOf);
          // a plan without the solver is to be made again when that is there
          return new KeptPlan(
              plan,
              MixWords.notes(plan, planned.figures()),
              planned.isWithoutSolver() ? "" : fingerprint);
        });
  }

  private Optional<BigDecimal> price(Node node, PriceTimeline prices, Instant asOf) {
    var list = prices.onDemand(node.region(), node.instanceType(), asOf);
    var bought =
        node.capacityType() == CapacityType.SPOT
            ? prices.spot(node.located(), node.instanceType(), asOf).or(() -> list)
            : list;
    return bought.filter(money -> money.currency().equals(currency)).map(Money::amount);
  }

  /// All rows of a cluster add up to what nodes cost today less what they cost by the plan; where
  /// these cannot be compared, to what recommended requests save.
  private void attribute(KeptPlan kept, List<Advised.Change> saving) {
    var plan = kept.plan();
    var shared =
        Attribution.of(
            plan.realizableMonthly().amount(),
            saving.stream().map(change -> change.nominal().stored().amount()).toList());
    for (int i = 0; i < saving.size(); i++) {
      var change = saving.get(i);
      realizable.add(
          Realizable.of(
              change.workload(),
              change.container(),
              change.kind(),
              new Money(currency, shared.parts().get(i))));
    }
    var rest = new Money(currency, shared.rest());
    var own =
        plan.today()
            .minus(plan.asRecommended().price())
            .times(HOURS_PER_MONTH)
            .stored()
            .minus(plan.realizableMonthly())
            .plus(rest);
    plans.add(kept);
    mixes.add(
        new Finding.NodeMix(
            plan,
            plan.comparable() ? own : rest.signum() == 0 ? null : rest,
            kept.notes(),
            MixWords.reason(plan)));
  }
}

package dev.trimtab.bench;

import dev.trimtab.bench.cluster.Fleet;
import dev.trimtab.bench.cluster.FleetUsage;
import dev.trimtab.bench.open.PriceList;
import dev.trimtab.model.Fact;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.plan.ClusterPlan;
import dev.trimtab.model.run.Run;
import dev.trimtab.model.usage.UsageSample;
import dev.trimtab.pipeline.NodePlanRun.NodePlanSettings;
import dev.trimtab.pipeline.OptimizationRun;
import dev.trimtab.pipeline.OptimizationRun.OptimizationSettings;
import dev.trimtab.place.SpotPolicy;
import dev.trimtab.place.market.MarketSettings;
import dev.trimtab.place.market.MarketSettings.SpotChoice;
import dev.trimtab.place.market.MarketSettings.Types;
import dev.trimtab.place.patch.EksNodeGroups;
import dev.trimtab.place.patch.KarpenterNodePools;
import dev.trimtab.place.plan.PlanSettings;
import dev.trimtab.place.plan.PlanSettings.Risk;
import dev.trimtab.store.Database;
import dev.trimtab.units.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A night of one large cluster, from rows in the database to rows in the database: the newest day
/// compacted, containers sized, spot decided, nodes planned twice, what that saves handed back to
/// rows, steps and patches written.
///
/// Two weeks of history, one pod of each workload, are compacted before; the newest day, of all
/// pods, is part of what is measured.
///
/// @param pods about so many, those of DaemonSets not among them
/// @param timeLimit for each of the two plans
record PlanNightBench(Database database, int pods, Duration timeLimit) {
  private static final Instant AS_OF = Instant.parse("2026-10-16T00:00:00Z");
  private static final List<String> ZONES = List.of("us-east-1a", "us-east-1b", "us-east-1c");
  private static final int DAYS = 15;
  private static final Duration STEP = Duration.ofMinutes(15);
  private static final double SECONDS = 90;
  private static final double MEBI = 1536;
  private static final double NANOS = 1e9;
  private static final BigDecimal HOURS_PER_MONTH = new BigDecimal(730);

  List<Figure> run() throws SourceUnavailable, IOException {
    fill();
    var run = database.runs().begin("bench", AS_OF, AS_OF, "bench");
    try (var heap = new LiveHeap();
        var footprint = new Footprint()) {
      long start = System.nanoTime();
      var told = new OptimizationRun(database, settings()).optimize(run);
      var plan = database.nodePlans().latest(Fleet.CLUSTER).orElseThrow();
      var karpenter = KarpenterNodePools.of(plan, database.prices().types(), "default");
      var groups = EksNodeGroups.of(plan);
      double seconds = (System.nanoTime() - start) / NANOS;
      System.out.printf(
          "  %s; patches of %,d and %,d characters%n", told, karpenter.length(), groups.length());
      tell(plan);
      attributed(plan, run);
      System.out.printf("  Postgres beside it: %,.0f MiB at most%n", footprint.postgresMebi());
      return List.of(
          most("night of %,d pods: wall time".formatted(pods), seconds, SECONDS, "s"),
          most("night of %,d pods: resident".formatted(pods), footprint.mebi(), MEBI, "MiB"),
          most("night of %,d pods: live heap".formatted(pods), heap.mebi(), MEBI, "MiB"));
    }
  }

  private static Figure most(String name, double measured, double target, String unit) {
    return new Figure(name, measured, target, unit, Figure.Goal.AT_MOST);
  }

  private void fill() throws SourceUnavailable {
    var fleet = Fleet.of(pods, AS_OF);
    System.out.printf(
        "  %,d pods of %,d workloads on %,d nodes%n",
        fleet.pods().size(), fleet.workloads().size(), fleet.nodes().size());
    database.facts().save(PriceList.of(AS_OF, ZONES));
    database.facts().save(new Fact.Inventory(fleet));
    history(fleet);
  }

  private void history(ClusterInventory fleet) {
    var usage = new FleetUsage(fleet, STEP);
    for (int ago = DAYS; ago > 1; ago--) {
      save(usage.ofEach(AS_OF.minus(Duration.ofDays(ago))));
    }
    database.profiles().compact();
    usage.ofAll(AS_OF.minus(Duration.ofDays(1)), this::save);
  }

  private void save(List<UsageSample> samples) {
    database.facts().save(new Fact.Usage(Fleet.CLUSTER, samples));
  }

  /// As the configuration's defaults are, the time limit apart.
  private OptimizationSettings settings() {
    var usual = NightlyScaleBench.SETTINGS;
    return new OptimizationSettings(
        usual.currency(),
        usual.teamLabels(),
        usual.lookback(),
        usual.rightsize(),
        usual.treatments(),
        usual.weights(),
        new SpotPolicy(2, Duration.ofMinutes(2)),
        new NodePlanSettings(
            new PlanSettings(Risk.NEUTRAL, timeLimit, 1),
            new MarketSettings(
                Money.USD,
                Types.ALL,
                SpotChoice.mean(Duration.ofDays(3)),
                false,
                false,
                List.of(),
                List.of()),
            Double.NaN));
  }

  private static void tell(ClusterPlan plan) {
    System.out.printf(
        "  today %,d nodes for %s an hour; as requested %s, as recommended %s, at least %s (gap %.2f%%)%n",
        plan.todayNodes(),
        plan.today(),
        plan.asRequested().price(),
        plan.asRecommended().price(),
        plan.asRecommended().lowerBound(),
        100 * plan.asRecommended().gap());
    System.out.printf(
        "  nominal %s a month, realizable %s; %,d steps, %,d rules priced%n",
        plan.nominalMonthly(),
        plan.realizableMonthly(),
        plan.migration().size(),
        plan.constraints().size());
    plan.problems()
        .forEach(problem -> System.out.printf("  %s: %s%n", problem.reason(), problem.message()));
  }

  /// Rows add up to what the nodes of today cost less what the planned ones do.
  private void attributed(ClusterPlan plan, Run run) {
    var rows =
        database
            .sql()
            .query("select count(*), sum(realizable_monthly_savings) from finops.recommendations")
            .rows()
            .getFirst();
    var parts = new BigDecimal(String.valueOf(rows.get(1)));
    var whole = plan.today().minus(plan.asRecommended().price()).times(HOURS_PER_MONTH).amount();
    System.out.printf(
        "  run %d: %s rows, realizable %s of %s%n", run.id(), rows.get(0), parts, whole);
    if (parts.subtract(whole).abs().compareTo(new BigDecimal("0.01")) > 0) {
      throw new IllegalStateException("the parts do not add up to the whole");
    }
  }
}

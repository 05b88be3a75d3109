package dev.trimtab.bench.replay;

import com.sun.management.OperatingSystemMXBean;
import dev.trimtab.bench.open.Pods;
import dev.trimtab.bench.open.SpotHistory.Pool;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.place.board.PlanCheck;
import dev.trimtab.place.pack.Planner;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.PlanSettings;
import dev.trimtab.units.TimeWindow;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Chooses nodes on the past and pays for them on the weeks that followed, origin after origin.
public final class SpotReplay {
  private static final Instant FIRST = Instant.parse("2021-03-15T00:00:00Z");
  private static final int ORIGINS = 5;
  private static final Duration BETWEEN = Duration.ofDays(14);
  private static final Duration HELD = Duration.ofDays(14);
  private static final Duration PAST = Duration.ofDays(7);

  /// Of processor time, over all cores, so that a busy machine plans as well as an idle one.
  private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

  private static final int ONE_IN = 10;

  private final Market market;
  private final List<Demand> demands;

  private SpotReplay(Market market, List<Demand> demands) {
    this.market = market;
    this.demands = demands;
  }

  /// Replays, and prints a table.
  ///
  /// @throws SourceUnavailable when the open data is not there
  public static Verdict run() throws SourceUnavailable {
    var wants = new Demand.Wants("amd64", true, "", -1, false, Double.NaN, List.of());
    var replay = new SpotReplay(Market.read(), Pods.workloads(ONE_IN, wants));
    System.out.printf(
        "  %,d pods of %d workloads; chosen at %d origins from %s, %d days apart, held for %d days%n",
        replay.demands.stream().mapToInt(Demand::replicas).sum(),
        replay.demands.size(),
        ORIGINS,
        FIRST,
        BETWEEN.toDays(),
        HELD.toDays());
    // the compiler's time is not the planner's
    replay.outcome(Policy.NEUTRAL, new TimeWindow(FIRST, FIRST.plus(HELD)));
    var origins =
        Stream.iterate(FIRST, at -> at.plus(BETWEEN)).limit(ORIGINS).map(replay::origin).toList();
    var verdict = new Verdict(origins);
    verdict.print();
    return verdict;
  }

  private Origin origin(Instant at) {
    var held = new TimeWindow(at, at.plus(HELD));
    return new Origin(at, Policy.ALL.stream().map(policy -> outcome(policy, held)).toList());
  }

  private Outcome outcome(Policy policy, TimeWindow held) {
    var offers =
        market.offers(held.start().minus(PAST), price(policy.basis(), held)).stream()
            .filter(offer -> policy.spot() || !offer.isSpot())
            .toList();
    var problem =
        new PlanProblem(
            demands.stream().map(demand -> shared(demand, policy.share())).toList(),
            List.of(),
            offers);
    var settings = new PlanSettings(policy.risk(), TIME_LIMIT, 1);
    var plan = new Planner(settings, SpotReplay::processorNanos).plan(problem);
    var broken = PlanCheck.violations(problem, plan);
    if (!broken.isEmpty()) {
      throw new IllegalStateException(policy.name() + " breaks a rule: " + broken);
    }
    return Outcome.of(policy, plan, demands, market, held);
  }

  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private Function<Pool, BigDecimal> price(Policy.Basis basis, TimeWindow held) {
    return switch (basis) {
      case NOW -> pool -> market.at(pool, held.start());
      case WEEK -> pool -> market.mean(pool, TimeWindow.ending(held.start(), PAST));
      case FORESIGHT -> pool -> market.mean(pool, held);
    };
  }

  private static Demand shared(Demand demand, double share) {
    var wants = demand.wants();
    return new Demand(
        demand.workload(),
        demand.replicas(),
        demand.pod(),
        new Demand.Wants(
            wants.arch(),
            wants.spot(),
            wants.zone(),
            wants.maxSkew(),
            wants.onePerNode(),
            share,
            wants.rules()));
  }
}

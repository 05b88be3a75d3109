package dev.trimtab.place.pack;

import dev.trimtab.bench.open.Catalog;
import dev.trimtab.bench.open.Pods;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Offers;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.PlanSettings.Risk;
import dev.trimtab.place.plan.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What pricing costs the processor: the best filling of a node, for every type that x86 pods can
/// use in every zone, on-demand and spot, with pods of about a hundred sizes.
///
/// The duals are those that column generation ended with. There nearly every offer is told from its
/// bound to be of no use; times 1.1 they are like an earlier round's, and nearly every one is
/// searched.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class PricingBench {
  private static final List<String> ZONES = List.of("us-east-1a", "us-east-1b", "us-east-1c");

  /// As generation searches.
  private static final Pricing.Effort SEARCH = Pricing.Effort.quick(400);

  private static final long GENERATING = TimeUnit.SECONDS.toNanos(10);

  /// What the final duals are multiplied by.
  @Param({"1", "1.1"})
  public double times;

  private final Instance instance = instance();
  private final int[] offers = offers(instance);
  private final Duals found = found(instance);
  private Pricing pricing = new Pricing(instance);
  private int next;

  /// Reads the open data and generates columns.
  public PricingBench() {
    System.out.printf("%n# %d offers, %d pod sizes%n", offers.length, instance.items());
  }

  private static Instance instance() {
    try {
      return instance(Pods.sizes(), Catalog.offers(ZONES));
    } catch (SourceUnavailable e) {
      // a benchmark's state is made by code that knows no checked exceptions
      throw new IllegalStateException(e);
    }
  }

  private static Instance instance(Map<Size, Integer> pods, List<Offer> offers) {
    var wants = new Demand.Wants("amd64", true, "", -1, false, Double.NaN, List.of());
    var demands =
        pods.entrySet().stream()
            .map(of -> new Demand(name(of.getKey()), of.getValue(), of.getKey(), wants))
            .toList();
    var usable = Offers.usable(new PlanProblem(demands, List.of(), offers));
    return new InstanceBuilder(
            usable, new InterruptionCost(Risk.PRICE_ONLY, usable), InstanceBuilder.Detail.FINE)
        .build(demands);
  }

  private static WorkloadRef name(Size size) {
    return new WorkloadRef("openb", "openb", "Deployment", size.toString());
  }

  /// All that can hold a pod, beaten by others or not.
  private static int[] offers(Instance instance) {
    return Arrays.stream(Pricing.all(instance.offerCount()))
        .filter(offer -> instance.itemsOf(offer).length > 0)
        .toArray();
  }

  private static Duals found(Instance instance) {
    long start = System.nanoTime();
    try (var solution = new Solution(instance, null, 1)) {
      solution.generate(new Deadline(System::nanoTime, start, start + GENERATING));
      return solution.generation.bestDuals();
    }
  }

  private Duals duals() {
    return new Duals(Arrays.stream(found.item).map(value -> value * times).toArray(), Map.of());
  }

  /// One round: all offers, on all cores, nothing remembered of earlier rounds.
  @Benchmark
  public List<?> firstRound() {
    pricing = new Pricing(instance);
    return pricing.price(offers, duals(), SEARCH);
  }

  /// One round with what earlier rounds taught of each offer.
  @Benchmark
  public List<?> laterRound() {
    return pricing.price(offers, duals(), SEARCH);
  }

  /// One offer after another on one core, with what earlier calls taught.
  @Benchmark
  public Object oneOffer() {
    next = (next + 1) % offers.length;
    return pricing.price(offers[next], duals(), SEARCH);
  }
}

package dev.trimtab.place.pack;

import dev.trimtab.place.plan.NodePlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One instance being solved: columns and bound first, then a packing.
final class Solution implements Search {
  private static final Pricing.Effort CEILINGS = Pricing.Effort.quick(100);

  /// Parts of the time after which columns are generated, and rounded to a plan.
  private static final double GENERATING = 0.4;

  private static final double ROUNDING = 0.6;

  /// Share of the time for columns that a first packing may take.
  private static final double STARTING = 0.4;

  /// Shares of the time left: until columns are rounded once more, and for rounding them then.
  private static final double AGAIN = 0.5;

  private static final double REROUNDING = 0.3;

  /// The same for a problem that is solved alone on its core, of the whole time.
  private static final double STARTING_ALONE = 0.1;

  private static final double GENERATING_ALONE = 0.5;
  private static final double ROUNDING_ALONE = 0.65;

  /// Columns that are rounded: at least, and for each item.
  private static final int FEW = 600;

  private static final int FEW_FOR_ITEM = 4;

  /// A gap at which its columns suffice.
  private static final double NEAR_ALONE = 2e-3;

  /// A gap at which rounding is worth more time than columns.
  private static final double NEAR = 1e-4;

  /// A gap that is as good as none.
  private static final double CLOSED = 1e-6;

  private final Instance instance;
  private final @Nullable Instance relaxed;
  private final long seed;
  private final int[] offers;
  private final Pricing pricing;
  final Master master;
  final Generation generation;
  private List<Packing.Node> nodes = List.of();

  /// @param relaxed the same problem without rules that count replicas; null where it has none
  Solution(Instance instance, @Nullable Instance relaxed, long seed) {
    this.instance = instance;
    this.relaxed = relaxed;
    this.seed = seed;
    this.offers = new Dominance(instance).left();
    this.pricing = new Pricing(instance);
    this.master = new Master(instance);
    this.generation = new Generation(instance, offers, pricing, master);
  }

  @Override
  public void learnFrom(Search other, Deadline deadline) {
    generation.tryOut(other.told(instance), deadline);
  }

  /// Prices at these, and takes in what columns they show.
  void tryOut(Duals duals, Deadline deadline) {
    generation.tryOut(duals, deadline);
  }

  @Override
  public Duals told(Instance to) {
    return generation.bestDuals().told(instance, to);
  }

  @Override
  public void prove(Deadline deadline) {
    generate(deadline);
  }

  @Override
  public NodePlan plan(Deadline deadline) {
    generate(deadline.at(GENERATING));
    improve(deadline, deadline.at(ROUNDING));
    return Deal.of(instance, nodes);
  }

  /// Generates columns, while the relaxed problem is solved beside: its duals lead, and its bound
  /// holds.
  void generate(Deadline deadline) {
    if (relaxed == null || deadline.passed()) {
      if (relaxed != null) {
        new Guide(relaxed).lead(instance, generation, deadline); // one round, always the same
      }
      start(deadline.within(STARTING));
      generation.run(deadline, NEAR);
      return;
    }
    var guiding = deadline.within(1);
    var guide = new Guide(relaxed);
    var thread = Thread.ofPlatform().start(() -> guide.lead(instance, generation, guiding));
    try {
      start(deadline.within(STARTING));
      generation.run(deadline, NEAR);
    } finally {
      guiding.cancel();
      join(thread);
    }
  }

  /// A packing's nodes are columns that respect all shares, which columns of one item each do not.
  void start(Deadline deadline) {
    var duals = generation.bestDuals();
    var ceiling = new double[instance.offerCount()];
    pricing.price(offers, duals, CEILINGS).forEach(p -> ceiling[p.offer()] = p.ceiling());
    var even = new double[instance.items()];
    for (int i = 0; i < even.length; i++) {
      even[i] = (double) instance.of(i).total() / instance.of(i).items().length;
    }
    greedy(ZoneSplit.of(instance, even), Candidates.of(instance, offers, ceiling), duals, deadline)
        .nodes()
        .forEach(node -> master.add(Column.of(instance, node.offer(), node.filling())));
  }

  /// Rounds the master's solution, then betters it on one core and raises the bound on the other;
  /// rounds once more when better columns are known, and betters the best so far.
  void improve(Deadline deadline, Deadline rounding) {
    var first = round(none(), rounding, deadline, deadline.within(AGAIN), false);
    nodes = round(first, deadline.within(REROUNDING), deadline, deadline, false).nodes();
  }

  /// Columns, then rounding, then bettering, one after the other: for one of several problems that
  /// are solved side by side.
  void solveAlone(Deadline deadline) {
    start(deadline.within(STARTING_ALONE));
    generation.run(deadline.at(GENERATING_ALONE), NEAR_ALONE);
    nodes = round(none(), deadline.at(ROUNDING_ALONE), deadline, deadline, true).nodes();
  }

  /// @param best known so far
  /// @param whole until which pods without a node get one
  private Packing round(
      Packing best, Deadline rounding, Deadline whole, Deadline deadline, boolean alone) {
    try {
      master.solve();
    } catch (NoOptimum _) {
      return best; // or first fit's plan stands
    }
    var duals = master.duals();
    var split = split();
    var ceiling = new double[instance.offerCount()];
    pricing.price(offers, duals, CEILINGS).forEach(p -> ceiling[p.offer()] = p.ceiling());
    var candidates = Candidates.of(instance, offers, ceiling);
    var packing = better(best, greedy(split, candidates, duals, whole));
    var known = worthiest(duals);
    packing = better(packing, rounded(split, candidates, known, duals, rounding, whole, alone));
    var polish = new Polish(instance, candidates, duals, known);
    return alone ? polishedAlone(packing, polish, deadline) : polished(packing, polish, deadline);
  }

  /// What the program uses as it was solved last, and what else is worth most.
  private List<Column> worthiest(Duals duals) {
    var known = new LinkedHashSet<>(generation.used());
    int most = Math.max(FEW, FEW_FOR_ITEM * instance.items());
    known.addAll(Worth.worthiest(instance, master.columns(), duals, most));
    return new ArrayList<>(known);
  }

  private static Packing better(Packing one, Packing other) {
    return one.betterThan(other) ? one : other;
  }

  private Packing none() {
    var missing = new int[instance.items()];
    for (int i = 0; i < missing.length; i++) {
      missing[i] = instance.of(i).total();
    }
    return Packing.of(instance, List.of(), missing);
  }

  private Packing polishedAlone(Packing packing, Polish polish, Deadline deadline) {
    return polish.run(packing, seed, deadline, generation.bestBound() * (1 + CLOSED));
  }

  /// On one core; on the other the bound is raised first.
  private Packing polished(Packing packing, Polish polish, Deadline deadline) {
    double enough = generation.bestBound() * (1 + CLOSED);
    var proving = deadline.within(1);
    var others =
        CompletableFuture.supplyAsync(
            () -> {
              generation.run(proving, CLOSED);
              return polish.run(packing, seed + 1, proving, enough);
            },
            task -> Thread.ofPlatform().start(task));
    try {
      return better(polish.run(packing, seed, deadline, enough), others.join());
    } finally {
      proving.cancel();
      others.handle((result, failure) -> true).join(); // the solver must not be freed under it
    }
  }

  /// Waits whatever happens: an interrupt is kept for later, as what runs ends by its deadline.
  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private int[] split() {
    var wanted = new double[instance.items()];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = master.inZone(i);
    }
    return ZoneSplit.of(instance, wanted);
  }

  private Packing greedy(int[] split, int[] candidates, Duals duals, Deadline deadline) {
    var remaining = new Remaining(instance, split);
    return completed(remaining, new ArrayList<>(), candidates, duals, deadline);
  }

  /// By a program over few columns, which is solved the faster.
  ///
  /// @param known columns to begin with; those that are made on the way are added
  private Packing rounded(
      int[] split,
      int[] candidates,
      List<Column> known,
      Duals duals,
      Deadline deadline,
      Deadline whole,
      boolean alone) {
    var remaining = new Remaining(instance, split);
    var into = new ArrayList<Packing.Node>();
    try (var few = new Master(instance)) {
      known.forEach(few::add);
      var tailored = new Tailored(instance, candidates);
      new Dive(instance, few, tailored, !alone, null).run(remaining, into, deadline);
      known.addAll(few.columns().subList(known.size(), few.columns().size()));
    }
    return completed(remaining, into, candidates, duals, whole);
  }

  private Packing completed(
      Remaining remaining,
      List<Packing.Node> into,
      int[] candidates,
      Duals duals,
      Deadline deadline) {
    new Completion(instance)
        .fill(
            remaining,
            candidates,
            duals,
            0,
            new SplittableRandom(seed),
            Double.POSITIVE_INFINITY,
            into,
            deadline);
    var missing = new int[instance.items()];
    for (int i = 0; i < missing.length; i++) {
      missing[i] = remaining.left(i);
    }
    return Packing.of(instance, into, missing);
  }

  @Override
  public double bound(NodePlan plan) {
    return generation.bound(Counted.missing(instance, plan));
  }

  List<Packing.Node> nodes() {
    return nodes;
  }

  @Override
  public void close() {
    master.close();
  }
}

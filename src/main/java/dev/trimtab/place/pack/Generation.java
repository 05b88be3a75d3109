package dev.trimtab.place.pack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Column generation: solves the master over a few columns, prices all offers at its duals, adds
/// the columns that help, and remembers the duals that gave the best bound.
///
/// Duals are smoothed towards the best so far (Wentges 1997), the less the longer these are not
/// bettered: fewer rounds, and every round's bound is valid.
final class Generation {
  private static final int SEARCH = 400;

  /// Each four times as thorough as the one before.
  private static final int LEVELS = 6;

  /// Rounds without a higher bound after which one looks deeper, at the master's own duals.
  private static final int STALE = 16;

  /// Most levels that such a round reaches.
  private static final int DEEP = 3;

  private static final int ADDED = 300;
  private static final double SMOOTH = 0.8;

  /// By how much less, after a round that did not raise the bound.
  private static final double LESS = 0.85;

  /// Never less than this: duals of a degenerate master jump about.
  private static final double LEAST = 0.5;

  private static final double CLOSE = 1e-6;

  private final Instance instance;
  private final Pricing pricing;
  private final Master master;
  private final Bound bound;
  private final int[] offers;
  private Duals best;
  private double bestBound;
  private double[] bestCeiling;
  private double cost = Double.POSITIVE_INFINITY;
  private final Queue<Column> told = new ConcurrentLinkedQueue<>();
  private int rounds;
  private int level;
  private int stale;
  private int lift = 1;
  private boolean informed;
  private double smoothing = SMOOTH;

  Generation(Instance instance, int[] offers, Pricing pricing, Master master) {
    this.instance = instance;
    this.offers = offers;
    this.pricing = pricing;
    this.master = master;
    this.bound = new Bound(instance);
    this.bestCeiling = new double[instance.offerCount()];
    this.best = start();
  }

  /// Each item alone on the node that is cheapest for it, as many as fit.
  private Duals start() {
    var worth = new double[instance.items()];
    Arrays.fill(worth, Double.POSITIVE_INFINITY);
    var columns = new Column[instance.items()];
    for (int o : offers) {
      for (int i : instance.itemsOf(o)) {
        int fits = fits(i, o);
        if (fits > 0) {
          var column = Column.of(instance, o, Filling.of(new int[] {i}, new int[] {fits}));
          if (column.cost() / fits < worth[i]) {
            worth[i] = column.cost() / fits;
            columns[i] = column;
          }
        }
      }
    }
    for (int i = 0; i < worth.length; i++) {
      if (columns[i] == null) {
        worth[i] = 0;
      } else {
        master.add(columns[i]);
      }
    }
    return new Duals(worth, Map.of());
  }

  private int fits(int item, int offer) {
    double most = pricing.most(item);
    if (instance.capped(item, offer)) {
      most = Math.min(most, (double) instance.of(item).classCap());
    }
    for (int d = 0; d < Relaxation.DIMENSIONS; d++) {
      double size = instance.size()[item][d];
      if (size > 0) {
        most = Math.min(most, Math.floor(instance.room()[offer][d] / size));
      }
    }
    return (int) most;
  }

  /// Goes on until the bound is this close to the cost, nothing more is found, or time is up.
  ///
  /// Quick searches find columns as long as they do; then ever more thorough ones do, and prove.
  void run(Deadline deadline, double close) {
    try {
      generate(deadline, close);
    } catch (NoOptimum _) {
      // the best bound stays, and so do the columns found
      level = LEVELS;
    }
  }

  private void generate(Deadline deadline, double close) {
    boolean smooth = true;
    // one round at least: without any, nothing is known
    while (rounds == 0 || !deadline.passed()) {
      for (var column = told.poll(); column != null; column = told.poll()) {
        master.add(column);
      }
      cost = master.solve();
      if (bestBound() >= cost * (1 - close)) {
        return;
      }
      var exact = master.duals();
      boolean deep = stale >= STALE;
      var duals = smooth && !deep ? smoothed(exact) : exact;
      var priced = pricing.price(offers, duals, effort(deep, deadline));
      double before = bestBound();
      learn(duals, priced);
      settleDepth(deep, bestBound() > before);
      rounds++;
      if (add(priced, exact)) {
        smooth = true;
        level = Math.max(0, level - 1);
      } else if (smooth) {
        smooth = false;
      } else if (level < LEVELS) {
        level++;
      } else {
        return;
      }
    }
  }

  /// Takes in what is known of a problem with fewer rules; another thread may tell.
  void hear(Duals duals, double[] ceiling) {
    remember(duals, ceiling, bound.of(duals, ceiling, 0));
  }

  /// Learns from duals that another problem left: prices at them, and takes what columns they show.
  void tryOut(Duals duals, Deadline deadline) {
    var priced = pricing.price(offers, duals, effort(false, deadline));
    learn(duals, priced);
    add(priced, duals);
  }

  /// Takes columns in with its next round; another thread may tell.
  void hear(Collection<Column> columns) {
    told.addAll(columns);
  }

  /// Columns that its master uses, as it was solved last.
  List<Column> used() {
    var used = new ArrayList<Column>();
    var amounts = master.amounts();
    for (int at = 0; at < amounts.length; at++) {
      if (amounts[at] > CLOSE) {
        used.add(master.columns().get(at));
      }
    }
    return used;
  }

  private synchronized Duals smoothed(Duals exact) {
    return informed ? best.mixed(exact, smoothing) : exact;
  }

  private Pricing.Effort effort(boolean deep, Deadline deadline) {
    int here = deep ? Math.max(level, Math.min(DEEP, level + lift)) : level;
    return new Pricing.Effort(SEARCH << (2 * here), deadline);
  }

  /// A look deeper that raised no bound makes the next one deeper still; one that did, less deep.
  private void settleDepth(boolean deep, boolean raised) {
    stale = raised || deep ? 0 : stale + 1;
    if (raised) {
      lift = Math.max(1, lift - 1);
    } else if (deep) {
      lift++;
    }
  }

  private void learn(Duals duals, List<Pricing.Priced> priced) {
    var ceiling = new double[instance.offerCount()];
    priced.forEach(p -> ceiling[p.offer()] = p.ceiling());
    double value = bound.of(duals, ceiling, 0);
    remember(duals, ceiling, value);
  }

  private synchronized void remember(Duals duals, double[] ceiling, double value) {
    if (informed && value <= bestBound) {
      smoothing = Math.max(LEAST, smoothing * LESS);
      return;
    }
    informed = true;
    smoothing = SMOOTH;
    bestBound = Math.max(bestBound, value);
    best = duals;
    bestCeiling = ceiling;
  }

  private boolean add(List<Pricing.Priced> priced, Duals exact) {
    var useful =
        priced.stream()
            .filter(p -> !p.filling().isEmpty())
            .map(p -> Column.of(instance, p.offer(), p.filling()))
            .map(column -> new Rated(column, rating(column, exact)))
            .filter(rated -> rated.ratio() > 1 + CLOSE)
            .sorted(Comparator.comparingDouble(Rated::ratio).reversed())
            .limit(ADDED)
            .toList();
    boolean added = false;
    for (var rated : useful) {
      added |= master.add(rated.column());
    }
    return added;
  }

  private record Rated(Column column, double ratio) {}

  /// What the column is worth for what it costs, at the master's own duals.
  private double rating(Column column, Duals duals) {
    var pools = duals.poolsOf(column.offer());
    double worth = -master.countDual(column.offer());
    var filling = column.filling();
    for (int k = 0; k < filling.items.length; k++) {
      int i = filling.items[k];
      double value = duals.item[i];
      if (!pools.isEmpty()) {
        value -= pools.getOrDefault(instance.classOf()[i], 0.0);
      }
      worth += filling.counts[k] * value;
    }
    return column.cost() > 0 ? worth / column.cost() : worth > CLOSE ? Double.POSITIVE_INFINITY : 0;
  }

  synchronized double bestBound() {
    return bestBound;
  }

  /// The bound at the best duals when so many pods need not be placed.
  synchronized double bound(long missing) {
    return informed ? Math.max(0, bound.of(best, bestCeiling, missing)) : 0;
  }

  /// Whether a bound is known.
  synchronized boolean isInformed() {
    return informed;
  }

  synchronized Duals bestDuals() {
    return best;
  }

  synchronized double[] ceilings() {
    return bestCeiling;
  }

  int rounds() {
    return rounds;
  }
}

package dev.trimtab.place.pack;

import java.util.List;
import java.util.SplittableRandom;

/// Betters a packing for as long as time lets: exchanges a few nodes, and plans many anew, in turn.
final class Polish {
  /// Times that both have their turn.
  private static final int TURNS = 5;

  /// Of a turn, the part that goes into exchanging a few.
  private static final double FEW = 0.3;

  /// Columns that are remembered.
  private static final int KNOWN = 1500;

  private final Instance instance;
  private final int[] candidates;
  private final Duals duals;
  private final List<Column> known;

  Polish(Instance instance, int[] candidates, Duals duals, List<Column> columns) {
    this.instance = instance;
    this.candidates = candidates;
    this.duals = duals;
    this.known = Worth.worthiest(instance, columns, duals, KNOWN);
  }

  /// Until time is up, or the cost is below this.
  Packing run(Packing packing, long seed, Deadline deadline, double enough) {
    var best = packing;
    for (int turn = 0; turn < TURNS && best.cost() > enough && !deadline.passed(); turn++) {
      var until = deadline.within(1.0 / (TURNS - turn));
      long number = seed + 1000L * turn;
      var repack = new Repack(instance, candidates, duals, new SplittableRandom(number), best);
      repack.run(until.within(FEW), enough);
      best = Packing.of(instance, repack.nodes(), packing.missing());
      var rebuild = new Rebuild(instance, candidates, duals, known, number, best);
      rebuild.run(until, enough);
      best = Packing.of(instance, rebuild.nodes(), packing.missing());
    }
    return best;
  }
}

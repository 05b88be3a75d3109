package dev.trimtab.place.board;

import dev.trimtab.place.plan.NodePlan.Unplaced;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Finds a place for replicas that a packing has left over, and says of the rest why there is none.
///
/// Afterwards no replica is without a place for which a standing node or a new one has room under
/// all rules. What stands is not moved, except that replicas leave a zone that has too many more
/// than another.
public final class LastResort {
  private final Board board;
  private final Rules rules;
  private final int[] left;
  private final Opening opening;

  private LastResort(Board board) {
    this.board = board;
    this.rules = board.rules();
    this.left = new int[rules.demands().size()];
    this.opening = new Opening(board, left);
  }

  /// Places all replicas of all demands that do not stand yet, where anything can take them.
  public static List<Unplaced> settle(Board board) {
    return new LastResort(board).settle();
  }

  private List<Unplaced> settle() {
    for (int d = 0; d < left.length; d++) {
      level(d); // all of them first: what leaves a zone makes room there
    }
    var order =
        IntStream.range(0, left.length)
            .boxed()
            .sorted(Comparator.comparing(rules::demand, FirstFit.largestFirst()))
            .toList();
    for (int d : order) {
      left[d] = rules.demand(d).replicas() - board.placed(d);
      left[d] -= fillStanding(d, left[d]);
    }
    for (int d : order) {
      place(d);
    }
    return unplaced();
  }

  private List<Unplaced> unplaced() {
    var unplaced = new ArrayList<Unplaced>();
    for (int d = 0; d < left.length; d++) {
      if (left[d] > 0) {
        unplaced.add(new Unplaced(rules.demand(d).workload(), left[d], WhyNot.reason(board, d)));
      }
    }
    return unplaced;
  }

  /// Takes replicas out of the zones with the most until the spread holds.
  private void level(int demand) {
    var over = rules.spreadOver(demand);
    while (over.length > 1) {
      int most = over[0];
      int fewest = over[0];
      for (int zone : over) {
        most = board.inZone(demand, zone) > board.inZone(demand, most) ? zone : most;
        fewest = board.inZone(demand, zone) < board.inZone(demand, fewest) ? zone : fewest;
      }
      if (board.inZone(demand, most) - board.inZone(demand, fewest)
          <= rules.demand(demand).wants().maxSkew()) {
        return;
      }
      takeOneOut(demand, most);
    }
  }

  private void takeOneOut(int demand, int zone) {
    for (var node : board.nodes().reversed()) {
      if (rules.zoneOf(node.offer()) == zone && node.holds(demand)) {
        board.remove(demand, node);
        return;
      }
    }
    throw new IllegalStateException("no node in zone " + rules.zone(zone) + " holds it");
  }

  private void place(int demand) {
    do {
      left[demand] -= fillStanding(demand, left[demand]); // a zone may have room for more again
    } while (left[demand] > 0 && opening.open(demand));
  }

  private int fillStanding(int demand, int wanted) {
    if (wanted == 0 || rules.homes(demand).isEmpty()) {
      return 0;
    }
    int done = 0;
    for (var node : board.nodes()) {
      while (done < wanted && board.canPlace(demand, node)) {
        board.place(demand, node);
        done++;
      }
    }
    return done;
  }
}

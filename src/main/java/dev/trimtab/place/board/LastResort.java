package dev.trimtab.place.board;

import dev.trimtab.place.plan.NodePlan.Unplaced;
import java.util.ArrayList;
import java.util.List;

/// Finds a place for replicas that a packing has left over, one by one, and says of the rest why
/// there is none.
///
/// Afterwards no replica is without a place for which a standing node or a new one has room under
/// all rules. What stands is not moved, except that replicas leave a zone that has too many more
/// than another.
public final class LastResort {
  private final Board board;
  private final Rules rules;

  private LastResort(Board board) {
    this.board = board;
    this.rules = board.rules();
  }

  /// Places all replicas of all demands that do not stand yet, where anything can take them.
  public static List<Unplaced> settle(Board board) {
    return new LastResort(board).settle();
  }

  private List<Unplaced> settle() {
    var unplaced = new ArrayList<Unplaced>();
    for (int d = 0; d < rules.demands().size(); d++) {
      level(d); // all of them first: what leaves a zone makes room there
    }
    for (int d = 0; d < rules.demands().size(); d++) {
      int left = rules.demand(d).replicas() - board.placed(d);
      left -= place(d, left);
      if (left > 0) {
        unplaced.add(new Unplaced(rules.demand(d).workload(), left, WhyNot.reason(board, d)));
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

  private int place(int demand, int wanted) {
    int done = 0;
    while (done < wanted) {
      int now = fillStanding(demand, wanted - done);
      if (now == 0) {
        now = openOne(demand, wanted - done);
      }
      if (now == 0) {
        return done;
      }
      done += now;
    }
    return done;
  }

  private int fillStanding(int demand, int wanted) {
    if (rules.homes(demand).isEmpty()) {
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

  /// Opens the node that is cheapest for each of the replicas that it would take.
  private int openOne(int demand, int wanted) {
    double least = Double.POSITIVE_INFINITY;
    int best = -1;
    var homes = rules.homes(demand);
    for (int o = homes.nextSetBit(0); o >= 0; o = homes.nextSetBit(o + 1)) {
      if (board.canPlaceOnNew(demand, o)) {
        double each =
            rules.offer(o).price().doubleValue() / Math.min(wanted, Fit.most(board, demand, o));
        if (each < least) {
          least = each;
          best = o;
        }
      }
    }
    if (best < 0) {
      return 0;
    }
    board.place(demand, board.open(best));
    return 1;
  }
}

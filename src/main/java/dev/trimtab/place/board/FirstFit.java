package dev.trimtab.place.board;

import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.PlanProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// First fit in Karpenter's manner: pods by CPU, then memory, the largest first; each goes to the
/// first node to be that some offer could still hold with it, else to a new one. Prices are not
/// looked at until all are packed: then each node becomes the cheapest offer that holds its pods.
///
/// Unlike Karpenter's, the plan keeps every rule, shares of pools and what can be had among them.
public final class FirstFit {
  /// Cores; the largest is as good as none.
  private static final List<Double> LIMITS =
      List.of(4.0, 8.0, 16.0, 32.0, 48.0, 64.0, 96.0, Double.POSITIVE_INFINITY);

  private final Rules rules;
  private final double mostCores;
  private final List<Claim> claims = new ArrayList<>();
  // first claim that has not yet turned down a pod of the same size and homes: claims only fill up
  private final Map<Integer, Integer> firstOpen = new HashMap<>();
  private final Map<Fresh, int[]> fresh = new HashMap<>();

  private FirstFit(Rules rules, double mostCores) {
    this.rules = rules;
    this.mostCores = mostCores;
  }

  private record Fresh(int kind, int zone) {}

  /// Nodes of any size.
  public static NodePlan plan(PlanProblem problem) {
    return plan(Rules.of(problem), Double.POSITIVE_INFINITY);
  }

  /// No node has more cores for pods than the limit, except for pods that fit no smaller one.
  public static NodePlan plan(Rules rules, double mostCores) {
    return new FirstFit(rules, mostCores).plan();
  }

  /// The cheapest of the plans under eight limits on a node's size, of those that place the most
  /// pods.
  public static NodePlan tuned(PlanProblem problem) {
    return tuned(Rules.of(problem));
  }

  /// The same.
  public static NodePlan tuned(Rules rules) {
    return LIMITS.parallelStream()
        .map(limit -> plan(rules, limit))
        .min(Comparator.comparingInt(FirstFit::unplaced).thenComparing(NodePlan::price))
        .orElseThrow();
  }

  private static int unplaced(NodePlan plan) {
    return plan.unplaced().stream().mapToInt(NodePlan.Unplaced::replicas).sum();
  }

  private NodePlan plan() {
    IntStream.range(0, rules.demands().size())
        .boxed()
        .sorted(Comparator.comparing(rules::demand, largestFirst()))
        .forEach(this::pack);
    var board = new Board(rules);
    for (var claim : claims) {
      launch(claim, board);
    }
    return board.plan(LastResort.settle(board));
  }

  /// By CPU, then memory.
  static Comparator<Demand> largestFirst() {
    return Comparator.<Demand>comparingLong(d -> d.pod().cpuMicros())
        .thenComparingLong(d -> d.pod().memoryBytes())
        .reversed();
  }

  private void pack(int demand) {
    if (rules.homes(demand).isEmpty()) {
      return;
    }
    if (rules.spreadOver(demand).length > 1) {
      packSpread(demand);
    } else {
      packAnywhere(demand);
    }
  }

  private void packAnywhere(int demand) {
    var wants = rules.demand(demand).wants();
    int left = rules.demand(demand).replicas();
    int at = firstOpen(demand);
    while (left > 0) {
      if (at == claims.size() && !open(demand, Claim.ANY_ZONE)) {
        return;
      }
      int some = claims.get(at).most(demand, Claim.ANY_ZONE, left);
      if (some > 0) {
        claims.get(at).add(demand, Claim.ANY_ZONE, some);
        left -= some;
      }
      at += left > 0 ? 1 : 0;
    }
    if (!wants.onePerNode() && Double.isNaN(wants.maxPoolShare())) {
      firstOpen.put(rules.kind(demand), at);
    }
  }

  private int firstOpen(int demand) {
    return firstOpen.getOrDefault(rules.kind(demand), 0);
  }

  /// Each replica goes to the first node that is in a zone which may have one more, there to the
  /// zone that has the fewest.
  private void packSpread(int demand) {
    var over = rules.spreadOver(demand);
    int skew = rules.demand(demand).wants().maxSkew();
    var at = new int[over.length];
    Arrays.fill(at, firstOpen(demand));
    var has = new int[over.length];
    for (int r = 0; r < rules.demand(demand).replicas(); r++) {
      int best = -1;
      for (int z : order(has)) {
        if (mayHaveMore(has, z, skew)) {
          at[z] = firstWithRoom(demand, over[z], at[z]);
          if (at[z] < claims.size() && (best < 0 || at[z] < at[best])) {
            best = z;
          }
        }
      }
      if (best < 0) {
        best = openSpread(demand, over, has, skew);
        if (best < 0) {
          return;
        }
        at[best] = claims.size() - 1;
      }
      claims.get(at[best]).add(demand, over[best], 1);
      has[best]++;
    }
  }

  private static int[] order(int[] has) {
    return IntStream.range(0, has.length)
        .boxed()
        .sorted(Comparator.comparingInt(z -> has[z]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static boolean mayHaveMore(int[] has, int zone, int skew) {
    int fewest = Integer.MAX_VALUE;
    for (int z = 0; z < has.length; z++) {
      fewest = Math.min(fewest, has[z] + (z == zone ? 1 : 0));
    }
    return has[zone] + 1 - fewest <= skew;
  }

  private int firstWithRoom(int demand, int zone, int from) {
    int at = from;
    while (at < claims.size() && claims.get(at).most(demand, zone, 1) == 0) {
      at++;
    }
    return at;
  }

  private int openSpread(int demand, int[] over, int[] has, int skew) {
    for (int z : order(has)) {
      if (mayHaveMore(has, z, skew) && open(demand, over[z])) {
        return z;
      }
    }
    return -1;
  }

  /// Adds an empty claim that could hold a pod of the demand, if there is any.
  private boolean open(int demand, int zone) {
    var there =
        fresh.computeIfAbsent(
            new Fresh(rules.kind(demand), zone), _ -> obtainable(rules.homes(demand), zone));
    if (there.length == 0) {
      return false;
    }
    claims.add(new Claim(rules, there));
    return true;
  }

  private int[] obtainable(BitSet homes, int zone) {
    var all =
        IntStream.range(0, rules.offers().size())
            .map(rules::byPrice)
            .filter(o -> homes.get(o) && rules.offer(o).available() > 0)
            .filter(o -> zone == Claim.ANY_ZONE || rules.zoneOf(o) == zone)
            .toArray();
    return all.length == 0 ? all : withinLimit(all);
  }

  private int[] withinLimit(int[] offers) {
    for (double cores = mostCores; ; cores *= 2) {
      double most = cores;
      var within =
          IntStream.of(offers).filter(o -> rules.offer(o).room().cores() <= most).toArray();
      if (within.length > 0) {
        return within;
      }
    }
  }

  /// Takes the cheapest offer that holds all and keeps shares of pools; failing that, the cheapest
  /// that can be had, for as many as it may hold.
  private void launch(Claim claim, Board board) {
    int possible = -1;
    for (int i = 0; i < claim.offers(); i++) {
      int offer = claim.offer(i);
      if (board.canOpen(offer)) {
        if (claim.pods().entrySet().stream()
            .allMatch(e -> board.poolRoom(e.getKey(), offer) >= e.getValue())) {
          launch(claim, board, offer);
          return;
        }
        possible = possible < 0 ? offer : possible;
      }
    }
    if (possible >= 0) {
      launch(claim, board, possible);
    }
  }

  private static void launch(Claim claim, Board board, int offer) {
    var node = board.open(offer);
    claim
        .pods()
        .forEach((demand, count) -> {
          int some = Math.min(count, board.poolRoom(demand, offer));
          if (some > 0) {
            board.place(demand, node, some);
          }
        });
  }
}

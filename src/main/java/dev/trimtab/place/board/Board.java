package dev.trimtab.place.board;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.NodePlan.PlannedNode;
import dev.trimtab.place.plan.NodePlan.Unplaced;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.PlanProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A plan in the making: nodes, what runs on each, and the counts that rules look at.
///
/// Every question is answered in constant time. [#place] and [#open] trust their caller to have
/// asked, since a finished plan may be put on the board in any order.
public final class Board {
  private final Rules rules;
  private final List<Node> nodes = new ArrayList<>();
  private final int[] used;
  private final int[] placed;
  private final int[][] inZone;
  private final List<Map<Integer, Integer>> inPool;

  public Board(Rules rules) {
    this.rules = rules;
    used = new int[rules.offers().size()];
    int demands = rules.demands().size();
    placed = new int[demands];
    inZone = new int[demands][rules.zoneCount()];
    inPool = new ArrayList<>(Collections.nCopies(demands, Map.of()));
  }

  /// A plan put on a board.
  ///
  /// @throws IllegalArgumentException when it names an offer or a workload that the problem does
  ///   not have
  public static Board of(PlanProblem problem, NodePlan plan) {
    var board = new Board(Rules.of(problem));
    var offers = new HashMap<Offer.Key, Integer>();
    for (int o = 0; o < board.used.length; o++) {
      offers.put(board.rules.offer(o).key(), o);
    }
    var demands = new HashMap<WorkloadRef, Integer>();
    for (int d = 0; d < board.placed.length; d++) {
      demands.put(board.rules.demand(d).workload(), d);
    }
    for (var planned : plan.nodes()) {
      int offer = known(offers, planned.offer().key(), "usable offer");
      for (int i = 0; i < planned.count(); i++) {
        var node = board.open(offer);
        planned
            .pods()
            .forEach((workload, count) ->
                board.place(known(demands, workload, "workload"), node, count));
      }
    }
    return board;
  }

  private static <K> int known(Map<K, Integer> positions, K key, String what) {
    var position = positions.get(key);
    if (position == null) {
      throw new IllegalArgumentException("the problem has no " + what + " " + key);
    }
    return position;
  }

  public Rules rules() {
    return rules;
  }

  public List<Node> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /// Replicas that stand on nodes.
  public int placed(int demand) {
    return placed[demand];
  }

  /// Nodes of an offer.
  public int used(int offer) {
    return used[offer];
  }

  int inZone(int demand, int zone) {
    return inZone[demand][zone];
  }

  public boolean canOpen(int offer) {
    return used[offer] < rules.offer(offer).available();
  }

  /// Whether one more replica may stand on this node beside all that does.
  public boolean canPlace(int demand, Node node) {
    var wants = rules.demand(demand).wants();
    return node.hasRoom(rules.demand(demand).pod())
        && !(wants.onePerNode() && node.holds(demand))
        && obstacle(demand, node.offer()) == Obstacle.NONE;
  }

  /// Whether one more replica may stand on a fresh node of this offer.
  public boolean canPlaceOnNew(int demand, int offer) {
    return obstacle(demand, offer) == Obstacle.NONE && canOpen(offer);
  }

  /// What keeps one more replica off all nodes of an offer, however empty.
  Obstacle obstacle(int demand, int offer) {
    if (!rules.homes(demand).get(offer)) {
      return Obstacle.NO_HOME;
    }
    if (!spreadAllows(demand, rules.zoneOf(offer))) {
      return Obstacle.SKEW;
    }
    return poolRoom(demand, offer) > 0 ? Obstacle.NONE : Obstacle.POOL_SHARE;
  }

  private boolean spreadAllows(int demand, int zone) {
    var over = rules.spreadOver(demand);
    if (over.length < 2) {
      return true;
    }
    int fewest = Integer.MAX_VALUE;
    for (int z : over) {
      fewest = Math.min(fewest, inZone[demand][z] + (z == zone ? 1 : 0));
    }
    return inZone[demand][zone] + 1 - fewest <= rules.demand(demand).wants().maxSkew();
  }

  /// Replicas that the offer's pool may still take.
  int poolRoom(int demand, int offer) {
    return rules.capped(demand, offer)
        ? rules.demand(demand).poolCap() - inPool.get(demand).getOrDefault(offer, 0)
        : Integer.MAX_VALUE;
  }

  public Node open(int offer) {
    var node = new Node(rules, offer);
    nodes.add(node);
    used[offer]++;
    return node;
  }

  public void place(int demand, Node node) {
    place(demand, node, 1);
  }

  public void place(int demand, Node node, int count) {
    node.add(demand, rules.demand(demand).pod(), count);
    count(demand, node.offer(), count);
  }

  /// Takes one replica off a node.
  ///
  /// @throws IllegalStateException when it holds none
  public void remove(int demand, Node node) {
    node.remove(demand, rules.demand(demand).pod());
    count(demand, node.offer(), -1);
  }

  private void count(int demand, int offer, int change) {
    placed[demand] += change;
    inZone[demand][rules.zoneOf(offer)] += change;
    if (rules.capped(demand, offer)) {
      if (inPool.get(demand).isEmpty()) {
        inPool.set(demand, new HashMap<>());
      }
      inPool.get(demand).merge(offer, change, Integer::sum);
    }
  }

  private record Contents(int offer, Map<Integer, Integer> pods) {}

  /// The plan that stands here, nothing proven of it. Nodes with the same contents are one entry,
  /// and empty ones none.
  public NodePlan plan(List<Unplaced> unplaced) {
    var counts = new LinkedHashMap<Contents, Integer>();
    for (var node : nodes) {
      if (!node.pods().isEmpty()) {
        counts.merge(new Contents(node.offer(), node.pods()), 1, Integer::sum);
      }
    }
    var planned = new ArrayList<PlannedNode>();
    counts.forEach((contents, count) -> planned.add(planned(contents, count)));
    double price =
        planned.stream().mapToDouble(n -> n.offer().price().doubleValue() * n.count()).sum();
    return new NodePlan(planned, unplaced, price, 0, 0);
  }

  private PlannedNode planned(Contents contents, int count) {
    var pods = new HashMap<WorkloadRef, Integer>();
    contents
        .pods()
        .forEach((demand, replicas) ->
            pods.merge(rules.demand(demand).workload(), replicas, Integer::sum));
    return new PlannedNode(rules.offer(contents.offer()), count, pods);
  }
}

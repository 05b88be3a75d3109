package dev.trimtab.place.pack;

import dev.trimtab.model.cluster.WorkloadRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// Columns of a problem without rules that count replicas, made into columns of the one with them:
/// a class's pods are dealt out to the classes that the rules split it into, in several ways.
final class Refined {
  /// Ways to deal a column out.
  private static final int WAYS = 4;

  private final Instance from;
  private final Instance to;
  private final Pricing limits;
  private final List<int[]> parts = new ArrayList<>();
  private final List<Map<Integer, Integer>> itemOfClass = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);

  Refined(Instance from, Instance to) {
    this.from = from;
    this.to = to;
    this.limits = new Pricing(to);
    var classOf = new HashMap<WorkloadRef, Integer>();
    for (int c = 0; c < to.classes().size(); c++) {
      for (var demand : to.classes().get(c).demands()) {
        classOf.put(demand.workload(), c);
      }
    }
    for (var of : from.classes()) {
      Set<Integer> there = new LinkedHashSet<>();
      for (var demand : of.demands()) {
        var part = classOf.get(demand.workload());
        if (part != null) {
          there.add(part);
        }
      }
      parts.add(there.stream().mapToInt(Integer::intValue).toArray());
    }
    for (var items : to.itemsOfGroup()) {
      var of = new HashMap<Integer, Integer>();
      for (int item : items) {
        of.put(to.classOf()[item], item);
      }
      itemOfClass.add(of);
    }
  }

  List<Column> of(Collection<Column> columns) {
    var refined = new ArrayList<Column>();
    for (var column : columns) {
      for (int way = 0; way < WAYS; way++) {
        refined.add(refine(column));
      }
    }
    return refined;
  }

  private Column refine(Column column) {
    var counts = new HashMap<Integer, Integer>();
    var filling = column.filling();
    for (int k = 0; k < filling.items.length; k++) {
      deal(filling.counts[k], parts.get(from.classOf()[filling.items[k]]), column.offer(), counts);
    }
    var items = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
    var many = counts.values().stream().mapToInt(Integer::intValue).toArray();
    return Column.of(to, column.offer(), Filling.of(items, many));
  }

  /// The larger a part, the likelier it comes first; each takes what it may.
  private void deal(int pods, int[] among, int offer, Map<Integer, Integer> counts) {
    int left = pods;
    var open = among.clone();
    for (int n = open.length; n > 0 && left > 0; n--) {
      int at = pick(open, n);
      left -= put(open[at], offer, left, counts);
      open[at] = open[n - 1];
    }
  }

  private int pick(int[] open, int n) {
    long sum = 0;
    for (int k = 0; k < n; k++) {
      sum += to.classes().get(open[k]).total();
    }
    long turn = random.nextLong(Math.max(1, sum));
    for (int k = 0; k < n; k++) {
      turn -= to.classes().get(open[k]).total();
      if (turn < 0) {
        return k;
      }
    }
    return n - 1;
  }

  private int put(int of, int offer, int wanted, Map<Integer, Integer> counts) {
    var item = itemOfClass.get(to.group()[offer]).get(of);
    if (item == null) {
      return 0;
    }
    long most = limits.most(item);
    if (to.capped(item, offer)) {
      most = Math.min(most, to.of(item).classCap());
    }
    int some = (int) Math.min(wanted, most);
    if (some > 0) {
      counts.merge(item, some, Integer::sum);
    }
    return some;
  }
}

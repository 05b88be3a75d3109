package dev.trimtab.place.pack;

import dev.trimtab.place.plan.Demand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Carries columns from one instance over to another that differs in one demand, which has a rule
/// less there: what was a column is one still, and its parts may be told apart.
///
/// Where the changed demand shared a class with others, its pods are now an item of their own, and
/// a column becomes two: one with as many of the others as may be, and one with as many of its own.
final class Carried {
  private final Instance from;
  private final Instance to;
  private final Pricing limits;
  private final int changed;
  private final int[] stayed;
  private final int lifted;
  private final List<Map<Integer, Integer>> itemOfClass = new ArrayList<>();

  /// @param before a demand of the one, which is `after` in the other
  Carried(Instance from, Instance to, Demand before, Demand after) {
    this.from = from;
    this.to = to;
    this.limits = new Pricing(to);
    var classOf = new HashMap<Demand, Integer>();
    for (int c = 0; c < to.classes().size(); c++) {
      for (var demand : to.classes().get(c).demands()) {
        classOf.put(demand, c);
      }
    }
    this.lifted = classOf.getOrDefault(after, -1);
    this.stayed = new int[from.classes().size()];
    int home = -1;
    for (int c = 0; c < stayed.length; c++) {
      stayed[c] = -1;
      for (var demand : from.classes().get(c).demands()) {
        if (demand.equals(before)) {
          home = c;
        } else {
          stayed[c] = classOf.getOrDefault(demand, -1);
        }
      }
    }
    this.changed = home;
    for (var items : to.itemsOfGroup()) {
      var of = new HashMap<Integer, Integer>();
      for (int item : items) {
        of.put(to.classOf()[item], item);
      }
      itemOfClass.add(of);
    }
  }

  /// One column or two; none where nothing of it is left.
  List<Column> carry(Column column) {
    var others = carry(column, false);
    return touches(column) ? List.of(others, carry(column, true)) : List.of(others);
  }

  private boolean touches(Column column) {
    for (int item : column.filling().items) {
      if (from.classOf()[item] == changed) {
        return true;
      }
    }
    return false;
  }

  private Column carry(Column column, boolean ownFirst) {
    var counts = new HashMap<Integer, Integer>();
    int offer = column.offer();
    var filling = column.filling();
    for (int k = 0; k < filling.items.length; k++) {
      int of = from.classOf()[filling.items[k]];
      int left = filling.counts[k];
      if (of == changed) {
        left -= ownFirst ? put(counts, offer, lifted, left) : 0;
        left -= put(counts, offer, stayed[of], left);
        put(counts, offer, lifted, left);
      } else {
        put(counts, offer, stayed[of], left);
      }
    }
    var items = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
    var many = counts.values().stream().mapToInt(Integer::intValue).toArray();
    return Column.of(to, offer, Filling.of(items, many));
  }

  /// Adds as many of a class as may be on a node, and says how many those are.
  private int put(Map<Integer, Integer> counts, int offer, int of, int wanted) {
    var item = of < 0 ? null : itemOfClass.get(to.group()[offer]).get(of);
    if (item == null || wanted == 0) {
      return 0;
    }
    long most = limits.most(item);
    if (to.capped(item, offer)) {
      most = Math.min(most, to.of(item).classCap());
    }
    int now = (int) Math.min(wanted, most - counts.getOrDefault(item, 0));
    if (now > 0) {
      counts.merge(item, now, Integer::sum);
    }
    return Math.max(0, now);
  }
}

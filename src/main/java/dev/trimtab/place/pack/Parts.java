package dev.trimtab.place.pack;

import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.LabelRule;
import dev.trimtab.place.plan.Size;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Splits a problem's workloads into parts that are planned one after the other.
///
/// Workloads that may run on the same kinds of nodes stay together, as they share nodes most; among
/// them every part gets pods of all proportions of memory to CPU, so that it fills nodes as well as
/// the whole would. Classes are never split.
final class Parts {
  private Parts() {}

  /// What decides on which nodes a pod may run, its zone and size apart.
  private record Kind(String arch, boolean spot, List<LabelRule> rules) {
    static Kind of(PodClass of) {
      var wants = of.demands().getFirst().wants();
      return new Kind(wants.arch(), wants.spot(), wants.rules());
    }
  }

  /// Classes of one size and kind, or a part of them.
  private record Unit(List<PodClass> classes, int items) {
    static Unit of(List<PodClass> classes) {
      return new Unit(classes, classes.stream().mapToInt(c -> c.items().length).sum());
    }

    double proportion() {
      var pod = classes.getFirst().demands().getFirst().pod();
      return pod.memoryBytes() / Math.max(1.0, (double) pod.cpuMicros());
    }
  }

  /// @param most items in a part, about
  static List<List<Demand>> of(Instance instance, int most) {
    var kinds = new LinkedHashMap<Kind, Map<Size, List<PodClass>>>();
    for (var of : instance.classes()) {
      kinds
          .computeIfAbsent(Kind.of(of), k -> new LinkedHashMap<>())
          .computeIfAbsent(of.demands().getFirst().pod(), k -> new ArrayList<>())
          .add(of);
    }
    var parts = new ArrayList<List<Demand>>();
    var few = new ArrayList<Unit>();
    for (var bySize : kinds.values()) {
      var units = units(bySize.values(), most);
      if (items(units) * 2 < most) {
        few.addAll(units);
      } else {
        parts.addAll(dealt(units, most));
      }
    }
    parts.addAll(dealt(few, most));
    return parts;
  }

  private static List<Unit> units(Collection<List<PodClass>> bySize, int most) {
    var units = new ArrayList<Unit>();
    for (var classes : bySize) {
      var some = new ArrayList<PodClass>();
      int items = 0;
      for (var of : classes) {
        if (items + of.items().length > most && !some.isEmpty()) {
          units.add(Unit.of(List.copyOf(some)));
          some.clear();
          items = 0;
        }
        some.add(of);
        items += of.items().length;
      }
      units.add(Unit.of(List.copyOf(some)));
    }
    return units;
  }

  private static int items(List<Unit> units) {
    return units.stream().mapToInt(Unit::items).sum();
  }

  /// By proportion, each to the part that has least so far.
  private static List<List<Demand>> dealt(List<Unit> units, int most) {
    int count = Math.ceilDiv(items(units), most);
    var parts = new ArrayList<List<Demand>>();
    var items = new int[count];
    for (int p = 0; p < count; p++) {
      parts.add(new ArrayList<>());
    }
    units.stream()
        .sorted(Comparator.comparingDouble(Unit::proportion))
        .forEach(unit -> {
          int least = 0;
          for (int p = 1; p < count; p++) {
            least = items[p] < items[least] ? p : least;
          }
          items[least] += unit.items();
          for (var of : unit.classes()) {
            parts.get(least).addAll(of.demands());
          }
        });
    return parts;
  }
}

package dev.trimtab.place.board;

import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.Offer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Says which of a workload's wishes no one offering meets together: the fewest that contradict one
/// another, and which of them alone to give up.
public final class NoHome {
  /// Contradictions that are named.
  private static final int NAMED = 3;

  private final List<Offer> offers;
  private final List<Wish> wishes;
  private final List<BitSet> met;

  private NoHome(Demand demand, List<Offer> offers) {
    this.offers = offers;
    this.wishes = Wish.of(demand, offers);
    this.met = wishes.stream().map(this::meeting).toList();
  }

  /// Why no fresh node of any offer could hold a pod of the demand.
  ///
  /// @param offers usable ones, DaemonSets taken off
  public static String reason(Demand demand, List<Offer> offers) {
    return offers.isEmpty()
        ? "there is no usable offering: none has a known price and room beside its DaemonSets"
        : new NoHome(demand, offers).reason();
  }

  private BitSet meeting(Wish wish) {
    var result = new BitSet(offers.size());
    for (int o = 0; o < offers.size(); o++) {
      result.set(o, wish.met().test(offers.get(o)));
    }
    return result;
  }

  private String reason() {
    for (int size = 1; size <= wishes.size(); size++) {
      var sets = new ArrayList<BitSet>();
      contradictions(0, size, new BitSet(), sets);
      if (!sets.isEmpty()) {
        return sets.stream().limit(NAMED).map(this::words).collect(Collectors.joining("; "))
            + wayOut();
      }
    }
    throw new IllegalStateException("some offering meets all wishes");
  }

  private void contradictions(int from, int size, BitSet chosen, List<BitSet> into) {
    if (size == 0) {
      if (meetingAll(chosen).isEmpty()) {
        into.add((BitSet) chosen.clone());
      }
      return;
    }
    for (int w = from; w <= wishes.size() - size; w++) {
      chosen.set(w);
      contradictions(w + 1, size - 1, chosen, into);
      chosen.clear(w);
    }
  }

  private BitSet meetingAll(BitSet chosen) {
    var left = new BitSet(offers.size());
    left.set(0, offers.size());
    chosen.stream().forEach(w -> left.and(met.get(w)));
    return left;
  }

  private String words(BitSet contradiction) {
    if (contradiction.cardinality() == 1) {
      return wishes.get(contradiction.nextSetBit(0)).alone();
    }
    var parts = contradiction.stream().mapToObj(w -> wishes.get(w).words()).toList();
    int last = parts.size() - 1;
    return "it %s and %s, and no offering meets %s"
        .formatted(
            String.join(", ", parts.subList(0, last)),
            parts.get(last),
            parts.size() == 2 ? "both" : "all of that");
  }

  /// What would hold it if one wish were given up; of sizes there is no giving up.
  private String wayOut() {
    return IntStream.range(0, wishes.size())
        .filter(w -> !wishes.get(w).name().isEmpty())
        .mapToObj(this::without)
        .filter(words -> !words.isEmpty())
        .map(words -> "; " + words)
        .collect(Collectors.joining());
  }

  private String without(int wish) {
    var others = new BitSet();
    others.set(0, wishes.size());
    others.clear(wish);
    return meetingAll(others).stream()
        .mapToObj(offers::get)
        .min(Comparator.comparing(Offer::price))
        .map(offer -> "but for its %s, %s would do".formatted(wishes.get(wish).name(), offer.key()))
        .orElse("");
  }
}

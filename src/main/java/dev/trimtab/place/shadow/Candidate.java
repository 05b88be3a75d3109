package dev.trimtab.place.shadow;

import dev.trimtab.place.pack.LinearCost;
import dev.trimtab.place.plan.Demand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A constraint that may be worth lifting.
///
/// @param lifted the demand without it
/// @param estimate about what that would save per hour
record Candidate(Lift lift, Demand demand, Demand lifted, double estimate) {
  /// As many as are looked at of each kind.
  private static final int EACH = 8;

  /// In the order in which to look at them: the most promising of every kind, then the second of
  /// every kind, and so on, since one dear kind must not keep the others from being told.
  static List<Candidate> ranked(List<Demand> demands, LinearCost linear) {
    var counted = demands.stream().filter(linear::counts).toList();
    var byKind = new ArrayList<List<Candidate>>();
    for (var lift : Lift.values()) {
      byKind.add(ofKind(lift, counted, linear));
    }
    var ranked = new ArrayList<Candidate>();
    for (int rank = 0; rank < EACH; rank++) {
      for (var kind : byKind) {
        if (rank < kind.size()) {
          ranked.add(kind.get(rank));
        }
      }
    }
    return ranked;
  }

  private static List<Candidate> ofKind(Lift lift, List<Demand> demands, LinearCost linear) {
    return demands.stream()
        .flatMap(demand ->
            lift.from(demand).stream()
                .map(
                    lifted -> new Candidate(lift, demand, lifted, linear.estimate(demand, lifted))))
        .sorted(Comparator.comparingDouble(Candidate::estimate).reversed())
        .limit(EACH)
        .toList();
  }
}

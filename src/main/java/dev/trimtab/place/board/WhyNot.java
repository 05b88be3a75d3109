package dev.trimtab.place.board;

import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Says in words why a replica has no place.
final class WhyNot {
  private static final int NAMED = 3;

  private WhyNot() {}

  static String reason(Board board, int demand) {
    var rules = board.rules();
    return rules.homes(demand).isEmpty()
        ? noHome(rules.demand(demand), rules.offers())
        : allTaken(board, demand);
  }

  /// No fresh node of any offer could hold it.
  private static String noHome(Demand demand, List<Offer> offers) {
    var wants = demand.wants();
    var pod = demand.pod();
    if (offers.isEmpty()) {
      return "there is no usable offering";
    }
    if (none(offers, o -> wants.arch().equals("any") || wants.arch().equals(o.arch()))) {
      return "no offering has arch " + wants.arch();
    }
    if (pod.gpuMillis() > 0 && none(offers, o -> o.room().gpuMillis() >= pod.gpuMillis())) {
      return "no offering has a GPU count of %s or more".formatted(pod.gpuMillis() / 1000.0);
    }
    if (!wants.zone().isEmpty() && none(offers, o -> o.zone().equals(wants.zone()))) {
      return "it is tied to zone " + wants.zone() + ", and no offering is there";
    }
    if (!wants.spot() && offers.stream().allMatch(Offer::isSpot)) {
      return "every offering is spot, and it may not run on spot";
    }
    if (none(offers, o -> pod.fitsIn(o.room()))) {
      return "no node is large enough for %s beside what kubelet and DaemonSets keep"
          .formatted(words(pod));
    }
    return "no one offering meets all that it wants: %s".formatted(words(demand));
  }

  private static boolean none(List<Offer> offers, Predicate<Offer> is) {
    return offers.stream().noneMatch(is);
  }

  private static String words(Size pod) {
    return "%s cores of CPU and %.2f GiB of memory".formatted(pod.cores(), pod.gibi());
  }

  private static String words(Demand demand) {
    var wants = demand.wants();
    var words = new ArrayList<String>();
    words.add(words(demand.pod()));
    if (demand.pod().gpuMillis() > 0) {
      words.add("GPU count " + demand.pod().gpuMillis() / 1000.0);
    }
    words.add("arch " + wants.arch());
    words.add(wants.spot() ? "any capacity type" : "not spot");
    if (!wants.zone().isEmpty()) {
      words.add("zone " + wants.zone());
    }
    wants
        .rules()
        .forEach(rule ->
            words.add("label %s %s %s".formatted(rule.key(), rule.operator(), rule.values())));
    return String.join(", ", words);
  }

  /// Every offer that could hold it is closed to it by what stands.
  private static String allTaken(Board board, int demand) {
    var rules = board.rules();
    var spreads = new TreeSet<String>();
    var pools = new TreeSet<String>();
    var gone = new TreeSet<String>();
    rules.homes(demand).stream()
        .forEach(o -> {
          var obstacle = board.obstacle(demand, o);
          if (obstacle == Obstacle.SKEW) {
            spreads.add(rules.offer(o).zone());
          } else if (obstacle == Obstacle.POOL_SHARE) {
            pools.add(rules.offer(o).key().toString());
          } else if (!board.canOpen(o)) {
            gone.add(rules.offer(o).key() + " (" + rules.offer(o).available() + ")");
          }
        });
    var wants = rules.demand(demand).wants();
    var words = new ArrayList<String>();
    if (!gone.isEmpty()) {
      words.add(
          "all available nodes of %s are in use and %s"
              .formatted(
                  listed(gone),
                  wants.onePerNode() ? "hold one each, or are full" : "have no room"));
    }
    if (!spreads.isEmpty()) {
      words.add(
          "one more in zone %s would break its spread (at most %d apart)"
              .formatted(listed(spreads), wants.maxSkew()));
    }
    if (!pools.isEmpty()) {
      words.add(
          "spot pool %s holds its share of %d already"
              .formatted(listed(pools), rules.demand(demand).poolCap()));
    }
    return String.join("; ", words);
  }

  private static String listed(Set<String> names) {
    var first = String.join(", ", names.stream().limit(NAMED).toList());
    return names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first;
  }
}

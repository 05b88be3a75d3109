package dev.trimtab.place.board;

import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Says in words why a replica has no place.
final class WhyNot {
  private static final int NAMED = 3;

  private final Board board;
  private final Rules rules;
  private final int demand;
  private final Demand of;
  private final Set<String> gone = new TreeSet<>();
  private final Set<String> pools = new TreeSet<>();
  private final Set<Integer> ahead = new TreeSet<>();
  private long available;

  private WhyNot(Board board, int demand) {
    this.board = board;
    this.rules = board.rules();
    this.demand = demand;
    this.of = rules.demand(demand);
  }

  static String reason(Board board, int demand) {
    var rules = board.rules();
    return rules.homes(demand).isEmpty()
        ? NoHome.reason(rules.demand(demand), rules.offers())
        : new WhyNot(board, demand).reason();
  }

  /// Every offer that could hold it is closed to it by what stands.
  private String reason() {
    rules.homes(demand).stream().forEach(this::look);
    var words = new ArrayList<String>();
    boolean oneEach = of.wants().onePerNode();
    if (oneEach && available < of.replicas()) {
      words.add(
          "one per node, it wants %d nodes with room for %s, of which %d can be had%s"
              .formatted(of.replicas(), words(of.pod()), available, where()));
    }
    if (!gone.isEmpty()) {
      words.add(
          "all available nodes of %s are in use and %s"
              .formatted(listed(gone), oneEach ? "hold one each, or are full" : "have no room"));
    }
    if (!ahead.isEmpty()) {
      words.add(spread());
    }
    if (!pools.isEmpty()) {
      words.add(
          "spot pool %s holds its share of %d already".formatted(listed(pools), of.poolCap()));
    }
    return String.join("; ", words);
  }

  private void look(int offer) {
    var known = rules.offer(offer);
    available += known.available();
    var obstacle = board.obstacle(demand, offer);
    if (obstacle == Obstacle.SKEW) {
      ahead.add(rules.zoneOf(offer));
    } else if (obstacle == Obstacle.POOL_SHARE) {
      pools.add(known.key().toString());
    } else if (!board.canOpen(offer)) {
      gone.add(known.key() + " (" + known.available() + ")");
    }
  }

  private String where() {
    return of.wants().zone().isEmpty() ? "" : " in zone " + of.wants().zone();
  }

  /// Which zone holds the others back, or that none can take an odd one.
  private String spread() {
    var over = rules.spreadOver(demand);
    int skew = of.wants().maxSkew();
    var behind = Arrays.stream(over).filter(zone -> !ahead.contains(zone)).toArray();
    if (behind.length == 0) {
      return "it is spread over zones %s with at most %d apart, and %d replicas cannot be"
          .formatted(zones(over), skew, of.replicas());
    }
    return "one more in zone %s would break its spread (at most %d apart), since zone %s takes no more"
        .formatted(zones(ahead.stream().mapToInt(zone -> zone).toArray()), skew, zones(behind));
  }

  private String zones(int[] positions) {
    return listed(
        IntStream.of(positions)
            .mapToObj(rules::zone)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String words(Size pod) {
    return "%s cores of CPU and %.2f GiB of memory".formatted(pod.cores(), pod.gibi());
  }

  private static String listed(Set<String> names) {
    List<String> first = names.stream().limit(NAMED).toList();
    var words = String.join(", ", first);
    return names.size() > NAMED ? words + " and " + (names.size() - NAMED) + " more" : words;
  }
}

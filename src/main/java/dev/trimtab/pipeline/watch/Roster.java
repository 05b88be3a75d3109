package dev.trimtab.pipeline.watch;

import dev.trimtab.model.spend.LaneName;
import dev.trimtab.pipeline.watch.SeriesName.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lanes by number, and the series that each is part of: `llm total`, `llm provider/openai`, `llm
/// team/content`, `llm key/k1`, `llm model/openai/gpt-5`, and `compute namespace/production/shop`.
public final class Roster {
  private static final String COMPUTE = "compute ";

  private final Map<LaneName, Integer> numbers = new HashMap<>();
  private final ArrayList<@Nullable LaneName> names = new ArrayList<>();
  private final ArrayList<List<SeriesName>> series = new ArrayList<>();
  private final Map<SeriesName, SeriesName> shared = new HashMap<>();
  private final BitSet stored = new BitSet();

  /// One of lanes that are stored.
  public Roster(Map<Integer, LaneName> lanes) {
    lanes.forEach((number, name) -> {
      put(number, name);
      stored.set(number);
    });
  }

  /// The source of a cluster's compute.
  static String compute(String cluster) {
    return COMPUTE + cluster;
  }

  private void put(int number, LaneName name) {
    while (names.size() <= number) {
      names.add(null);
      series.add(List.of());
    }
    names.set(number, name);
    numbers.put(name, number);
    series.set(number, seriesOf(name));
  }

  /// The lane's number; the next that is free where it is new.
  int of(LaneName name) {
    var known = numbers.get(name);
    if (known != null) {
      return known;
    }
    int number = names.size();
    put(number, name);
    return number;
  }

  /// One more than the largest number.
  int size() {
    return names.size();
  }

  LaneName name(int lane) {
    var name = names.get(lane);
    if (name == null) {
      throw new IllegalStateException("no lane has the number " + lane);
    }
    return name;
  }

  List<SeriesName> series(int lane) {
    return series.get(lane);
  }

  /// Lanes of those numbers that are not stored yet.
  Map<Integer, LaneName> notStored(BitSet lanes) {
    var fresh = new HashMap<Integer, LaneName>();
    lanes.stream().filter(lane -> !stored.get(lane)).forEach(lane -> fresh.put(lane, name(lane)));
    return fresh;
  }

  /// Takes lanes for stored.
  public void stored(Collection<Integer> lanes) {
    lanes.forEach(stored::set);
  }

  /// The lanes of some series, by their names.
  Map<String, BitSet> lanes(Collection<String> wanted) {
    var lanes = new HashMap<String, BitSet>();
    wanted.forEach(name -> lanes.put(name, new BitSet()));
    for (int lane = 0; lane < series.size(); lane++) {
      for (var each : series.get(lane)) {
        var set = lanes.get(each.name());
        if (set != null) {
          set.set(lane);
        }
      }
    }
    return lanes;
  }

  private List<SeriesName> seriesOf(LaneName lane) {
    if (lane.source().startsWith(COMPUTE)) {
      var cluster = lane.source().substring(COMPUTE.length());
      return List.of(shared(Kind.NAMESPACE, "compute namespace/" + cluster + "/" + lane.model()));
    }
    var of = new ArrayList<SeriesName>();
    of.add(shared(Kind.TOTAL, "llm total"));
    of.add(shared(Kind.PROVIDER, "llm provider/" + lane.provider()));
    of.add(shared(Kind.TEAM, "llm team/" + lane.owner().team()));
    of.add(shared(Kind.MODEL, "llm model/" + lane.provider() + "/" + lane.model()));
    if (!lane.key().isEmpty()) {
      of.add(shared(Kind.KEY, "llm key/" + lane.key()));
    }
    return List.copyOf(of);
  }

  private SeriesName shared(Kind kind, String name) {
    return shared.computeIfAbsent(new SeriesName(name, kind), each -> each);
  }
}

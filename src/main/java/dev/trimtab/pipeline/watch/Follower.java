package dev.trimtab.pipeline.watch;

import dev.trimtab.detect.FleetHours;
import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.SpendDetector;
import dev.trimtab.detect.series.Memory;
import dev.trimtab.model.spend.Acknowledgement;
import dev.trimtab.pipeline.watch.SeriesName.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.IntStream;

/// Follows all series of one length of step, block by block.
public final class Follower {
  private static final int SERIES_IN_A_PART = 400;

  private final long stepSeconds;
  private final Watching watching;
  private final FleetHours fleet = new FleetHours();
  private final Map<String, Followed> series = new TreeMap<>();

  /// What series are watched by.
  ///
  /// @param budgets by series, per month
  /// @param acknowledged by series, in order of time
  public record Watching(
      Sensitivity sensitivity,
      Map<String, Double> budgets,
      Map<String, List<Acknowledgement>> acknowledged) {
    public Watching {
      budgets = Map.copyOf(budgets);
      acknowledged = Map.copyOf(acknowledged);
    }
  }

  Follower(long stepSeconds, Watching watching) {
    this.stepSeconds = stepSeconds;
    this.watching = watching;
  }

  /// Goes on through a block that begins where the last one ended.
  void follow(Block block) {
    var slices = block.slices();
    slices.keySet().forEach(name -> series.computeIfAbsent(name.name(), _ -> begun(name)));
    var all = List.copyOf(series.values());
    all.forEach(each -> each.enter(slices.get(each.series()), block));
    fleet.add(
        all.parallelStream()
            .collect(
                Collector.of(
                    FleetHours::new,
                    (hours, each) -> each.points(block, hours::see),
                    FleetHours::joined)));
    var _ = fleet.done();
    all.parallelStream().forEach(each -> each.follow(block));
  }

  private Followed begun(SeriesName name) {
    var detector =
        new SpendDetector(
            name.name(),
            watching.sensitivity(),
            fleet,
            watching.acknowledged().getOrDefault(name.name(), List.of()));
    return new Followed(
        name, watching.budgets().getOrDefault(name.name(), Double.NaN), detector, stepSeconds);
  }

  /// All series, by name.
  Collection<Followed> series() {
    return series.values();
  }

  boolean knows(String name) {
    return series.containsKey(name);
  }

  /// All that is known, in parts.
  List<byte[]> written() {
    var parts = new ArrayList<byte[]>();
    var head = Memory.writing();
    fleet.keep(head);
    parts.add(head.written());
    var all = List.copyOf(series.values());
    int count = Math.ceilDiv(all.size(), SERIES_IN_A_PART);
    parts.addAll(
        IntStream.range(0, count)
            .parallel()
            .mapToObj(part ->
                written(
                    all.subList(
                        part * SERIES_IN_A_PART,
                        Math.min(all.size(), (part + 1) * SERIES_IN_A_PART))))
            .toList());
    return parts;
  }

  private static byte[] written(List<Followed> some) {
    var memory = Memory.writing();
    int _ = memory.of(some.size());
    for (var each : some) {
      var _ = memory.of(each.name());
      var _ = memory.of(each.kind().name());
      each.keep(memory);
    }
    return memory.written();
  }

  /// Takes back what [#written] has written, into one that knows nothing yet.
  void read(List<byte[]> parts) {
    fleet.keep(Memory.reading(ByteBuffer.wrap(parts.getFirst())));
    var _ = fleet.done();
    var read = parts.subList(1, parts.size()).parallelStream().map(this::read).toList();
    read.forEach(series::putAll);
  }

  private Map<String, Followed> read(byte[] part) {
    var memory = Memory.reading(ByteBuffer.wrap(part));
    int count = memory.of(0);
    var some = new HashMap<String, Followed>();
    for (int i = 0; i < count; i++) {
      var name = memory.of("");
      var each = begun(new SeriesName(name, Kind.valueOf(memory.of(""))));
      each.keep(memory);
      some.put(name, each);
    }
    return some;
  }
}

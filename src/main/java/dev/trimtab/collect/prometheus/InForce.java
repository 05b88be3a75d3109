package dev.trimtab.collect.prometheus;

import dev.trimtab.model.cluster.Resources;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Requests and limits by container and hour.
final class InForce {
  static final java.time.Duration STEP = java.time.Duration.ofHours(1);
  private static final double MOST = 1e17;

  private final Grid grid;
  private final Map<ContainerKey, Amounts> amounts = new HashMap<>();
  private final Map<Resources, Resources> shared = new HashMap<>();

  /// CPU and memory, requested and as a limit, in the order of [#series]. Samples come in the order
  /// of time and many to an hour, so what was last made is kept.
  private static final class Amounts {
    private final double[][] rows = new double[4][];
    private int last = -1;
    private Resources made = Resources.NONE;
  }

  InForce(Grid grid) {
    this.grid = grid;
  }

  AnswerReader.PointHandler series(Map<String, String> labels, boolean limits) {
    var resource = labels.getOrDefault("resource", "");
    int kind = (resource.equals("cpu") ? 0 : 2) + (limits ? 1 : 0);
    var key =
        new ContainerKey(
            labels.getOrDefault("namespace", ""),
            labels.getOrDefault("pod", ""),
            labels.getOrDefault("container", ""));
    double[] row;
    synchronized (amounts) {
      var rows = amounts.computeIfAbsent(key, _ -> new Amounts()).rows;
      if (rows[kind] == null) {
        rows[kind] = new double[grid.count()];
        Arrays.fill(rows[kind], Double.NaN);
      }
      row = rows[kind];
    }
    return (at, value) -> {
      int index = grid.index(at);
      if (index >= 0 && value >= 0 && value < MOST) {
        row[index] = value;
      }
    };
  }

  /// Null where kube-state-metrics tells nothing of the container.
  @Nullable Resources at(ContainerKey key, long unixSeconds) {
    var of = amounts.get(key);
    if (of == null) {
      return null;
    }
    long hours = Math.floorDiv(unixSeconds - grid.first(), grid.step()) + 1;
    int index = Math.clamp(hours, 0, grid.count() - 1);
    if (of.last != index) {
      of.made = shared.computeIfAbsent(made(of.rows, index), same -> same);
      of.last = index;
    }
    return of.made;
  }

  private static Resources made(double[][] rows, int index) {
    return new Resources(
        cpu(rows[0], index),
        cpu(rows[1], index),
        memory(rows[2], index),
        memory(rows[3], index),
        0);
  }

  private static @Nullable Cpu cpu(double @Nullable [] row, int index) {
    return row == null || Double.isNaN(row[index]) ? null : Cpu.ofCores(row[index]);
  }

  private static @Nullable Memory memory(double @Nullable [] row, int index) {
    return row == null || Double.isNaN(row[index])
        ? null
        : Memory.bytes((long) Math.ceil(row[index]));
  }
}

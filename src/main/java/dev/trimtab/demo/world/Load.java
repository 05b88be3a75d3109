package dev.trimtab.demo.world;

import dev.trimtab.demo.seed.Drift;
import dev.trimtab.demo.seed.Noise;
import dev.trimtab.demo.seed.Shape;
import dev.trimtab.demo.seed.Week;

/// What one container of one pod uses, as a function of time. Intervals are 5-minute steps since
/// the epoch. Not for use by several threads at once: it remembers where on its slow curve it was.
public final class Load {
  private static final long MIB = 1L << 20;
  private static final int SIX_HOURS = 72;

  private final ContainerSpec spec;
  private final Week week;
  private final boolean ooms;
  private final boolean leaks;
  private final boolean slowStart;
  private final long key;
  private final long from;
  private final double scale;
  private final int leakPeriod;
  private final Drift cpuDrift;
  private final Drift memoryDrift;

  /// Describes one container.
  ///
  /// @param key identity of the pod and container, mixed with the seed
  /// @param from its first interval
  /// @param scale traffic of this cluster as a share of production's
  public Load(WorkloadSpec workload, ContainerSpec spec, long key, long from, double scale) {
    this.spec = spec;
    this.week = Week.of(spec.shape());
    this.key = key;
    this.from = from;
    boolean main = spec.role() == ContainerSpec.Role.MAIN;
    this.ooms = main && workload.is("oom");
    this.leaks = main && workload.is("leak");
    this.slowStart = main && workload.is("jvm");
    this.cpuDrift = new Drift(key ^ 11, SIX_HOURS);
    this.memoryDrift = new Drift(key ^ 41, SIX_HOURS);
    double own = 0.88 + 0.24 * Noise.unit(Noise.of(key, -1));
    this.scale = scale * own;
    this.leakPeriod = Noise.between(Noise.of(key, -2), 860, 1400);
  }

  /// Mean CPU over the interval, in millionths of a core.
  public long cpuAverage(long interval) {
    return Math.round(1000 * Math.min(demand(interval), cpuCap() * 0.97));
  }

  /// The highest minute of the interval, in millionths of a core.
  public long cpuPeak(long interval) {
    return Math.round(1000 * Math.min(wantedPeak(interval), cpuCap()));
  }

  /// Share of CFS periods throttled, in millionths; 0 where there is no limit.
  public long throttled(long interval) {
    double cap = 0.92 * cpuCap();
    double wanted = wantedPeak(interval);
    return wanted <= cap ? 0 : Math.round(900_000 * (wanted - cap) / wanted);
  }

  /// Mean working set, in bytes.
  public long memoryAverage(long interval) {
    double share = 0.96 + 0.03 * Noise.unit(Noise.of(key ^ 31, interval));
    return Math.round(MIB * Math.min(workingSet(interval), memoryCap()) * share);
  }

  /// Peak working set, in bytes. A kill for memory happens at the limit.
  public long memoryPeak(long interval) {
    double wanted = oomKills(interval) > 0 ? memoryCap() : workingSet(interval);
    return Math.round(MIB * Math.min(wanted, memoryCap()));
  }

  /// Kills for memory in the interval; each restarts the container.
  public long oomKills(long interval) {
    if (leaks) {
      return Math.floorMod(interval - from, (long) leakPeriod) == leakPeriod - 1 ? 1 : 0;
    }
    if (!ooms || spec.memoryLimit() == 0) {
      return 0;
    }
    long block = Noise.of(key ^ 77, Math.floorDiv(interval, SIX_HOURS));
    boolean bad = Noise.unit(block) < 0.05;
    return bad && Math.floorMod(interval, SIX_HOURS) == Math.floorMod(block, SIX_HOURS) ? 1 : 0;
  }

  // millicores that the container would use if nothing held it back
  private double demand(long interval) {
    double level = week.at(interval);
    double base = spec.idle() + (spec.peak() - spec.idle()) * level * scale;
    double drift = 1 + 0.12 * cpuDrift.at(interval);
    long hash = Noise.of(key, interval);
    double jitter = 0.93 + 0.14 * Noise.unit(hash);
    return base * drift * jitter * burst(hash, interval);
  }

  private double burst(long hash, long interval) {
    if (slowStart && interval - from < 2) {
      return 3;
    }
    int odds = (int) (hash & 1023);
    if (spec.shape() == Shape.SPIKY) {
      return odds < 40 ? 3.2 : 1;
    }
    return odds < 5 ? 1.5 : 1;
  }

  private double wantedPeak(long interval) {
    double excess = Noise.unit(Noise.of(key ^ 23, interval));
    return demand(interval) * (1.08 + 0.7 * excess * excess);
  }

  // MiB
  private double workingSet(long interval) {
    if (leaks) {
      double age = (double) Math.floorMod(interval - from, (long) leakPeriod) / leakPeriod;
      return spec.memory() + (memoryCap() - spec.memory()) * age;
    }
    double room = spec.memoryPeak() - spec.memory();
    double level = 0.75 * week.at(interval) * Math.min(1, scale + 0.3);
    double drift = 0.25 * (0.5 + 0.5 * memoryDrift.at(interval));
    return spec.memory() + room * (level + drift);
  }

  private double cpuCap() {
    return spec.cpuLimit() == 0 ? Double.MAX_VALUE : spec.cpuLimit();
  }

  private double memoryCap() {
    return spec.memoryLimit() == 0 ? Double.MAX_VALUE : spec.memoryLimit();
  }
}

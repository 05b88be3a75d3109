package dev.trimtab.demo.world;

import dev.trimtab.demo.seed.Noise;
import dev.trimtab.demo.seed.Period;
import java.util.ArrayList;
import java.util.List;

/// Tells which pods a workload has had: roll-outs, runs of jobs, replicas that come and go.
final class Timeline {
  private static final int EXTRA_REPLICAS = 2;

  private final Period period;
  private final WorkloadSpec workload;
  private final long key;

  Timeline(Period period, WorkloadSpec workload, long clusterKey) {
    this.period = period;
    this.workload = workload;
    this.key = Noise.of(clusterKey, workload.key());
  }

  /// The pods, oldest first within a replica.
  ///
  /// @param replicas pods at a time
  List<PodLife> pods(int replicas) {
    return switch (workload.kind()) {
      case "Deployment", "Rollout" -> rolled(replicas);
      case "CronJob" -> runs();
      case "Job" -> List.of(job());
      case "DaemonSet" -> standing(replicas, slot -> "-" + Noise.letters(Noise.of(key, slot), 5));
      case "Pod" -> standing(replicas, slot -> replicas == 1 ? "" : "-" + slot);
      case "Cluster" -> standing(replicas, slot -> "-" + (slot + 1));
      default -> standing(replicas, slot -> "-" + slot);
    };
  }

  /// Names of the ReplicaSets there have been, oldest first.
  List<String> replicaSets() {
    var names = new ArrayList<String>();
    long[] starts = revisions();
    for (int revision = 0; revision < starts.length; revision++) {
      names.add(replicaSet(revision));
    }
    return names;
  }

  private List<PodLife> rolled(int replicas) {
    var pods = new ArrayList<PodLife>();
    long[] starts = revisions();
    for (int slot = 0; slot < replicas; slot++) {
      for (int revision = 0; revision < starts.length; revision++) {
        boolean last = revision == starts.length - 1;
        long to = last ? PodLife.RUNNING : starts[revision + 1] + slot / 3;
        pods.add(replica(revision, slot, starts[revision] + slot / 3, to));
      }
    }
    if (workload.is("hpa")) {
      pods.addAll(scaledOut(starts));
    }
    return pods;
  }

  // busy-hour replicas of an autoscaled workload: ten in the morning to ten at night
  private List<PodLife> scaledOut(long[] starts) {
    var pods = new ArrayList<PodLife>();
    long midnight = Math.floorDiv(period.first(), (long) Period.DAY) * Period.DAY;
    for (long day = midnight; day < period.now(); day += Period.DAY) {
      for (int extra = 0; extra < EXTRA_REPLICAS; extra++) {
        long from = day + (10L + extra) * Period.HOUR;
        long to = day + 22L * Period.HOUR - extra * 6L;
        if (to < period.now() && from > starts[0]) {
          pods.add(
              replica(revisionAt(starts, from), 1000 + (int) (day - midnight) + extra, from, to));
        }
      }
    }
    return pods;
  }

  private PodLife replica(int revision, int slot, long from, long to) {
    var owner = replicaSet(revision);
    var name = owner + "-" + Noise.letters(Noise.of(key + revision, slot), 5);
    return new PodLife(workload, name, slot, "ReplicaSet", owner, from, to);
  }

  private String replicaSet(int revision) {
    return workload.name() + "-" + Noise.letters(Noise.of(key ^ 5, revision), 10);
  }

  // first intervals of the revisions: the first began before the history, the last is running
  private long[] revisions() {
    if (workload.is("young")) {
      return new long[] {period.now() - 30L * Period.HOUR};
    }
    int every = Period.DAY * Noise.between(Noise.of(key, 2), 6, 19);
    long age = Noise.between(Noise.of(key, 3), 7 * Period.HOUR, every);
    long last = period.now() - age;
    int before = (int) Math.ceilDiv(Math.max(0, last - period.first()), (long) every);
    long[] starts = new long[before + 1];
    for (int i = 0; i <= before; i++) {
      starts[i] = last - (long) every * (before - i);
    }
    return starts;
  }

  private static int revisionAt(long[] starts, long interval) {
    int revision = 0;
    while (revision + 1 < starts.length && starts[revision + 1] <= interval) {
      revision++;
    }
    return revision;
  }

  private List<PodLife> runs() {
    var pods = new ArrayList<PodLife>();
    long midnight = Math.floorDiv(period.first(), (long) Period.DAY) * Period.DAY;
    long every = workload.is("hourly") ? Period.HOUR : Period.DAY;
    for (long slot = midnight; slot < period.now(); slot += every) {
      long from = slot + offset();
      boolean sunday = Math.floorMod(slot / Period.DAY + 3, 7L) == 6;
      long to = from + length(from);
      if (from >= period.first() && to <= period.now() && (!workload.is("weekly") || sunday)) {
        var job = workload.name() + "-" + from * Period.STEP / 60;
        var name = job + "-" + Noise.letters(Noise.of(key, from), 5);
        pods.add(new PodLife(workload, name, 0, "Job", job, from, to));
      }
    }
    return pods;
  }

  private long offset() {
    if (workload.is("hourly")) {
      return 3;
    }
    int hour = workload.is("daily04") ? 4 : workload.is("daily02") ? 2 : 1;
    return (long) hour * Period.HOUR;
  }

  private long length(long from) {
    long hash = Noise.of(key ^ 9, from);
    if (workload.is("hourly")) {
      return Noise.between(hash, 1, 3);
    }
    return workload.is("weekly") ? Noise.between(hash, 30, 48) : Noise.between(hash, 6, 15);
  }

  private PodLife job() {
    var name = workload.name() + "-" + Noise.letters(Noise.of(key, 1), 5);
    long now = period.now();
    return workload.is("incident")
        ? pod(name, now - 8L * Period.HOUR - 4, PodLife.RUNNING)
        : pod(name, now - 3L * Period.DAY, now - 3L * Period.DAY + 9);
  }

  private PodLife pod(String name, long from, long to) {
    return new PodLife(workload, name, 0, "Job", workload.name(), from, to);
  }

  private List<PodLife> standing(int replicas, java.util.function.IntFunction<String> suffix) {
    var pods = new ArrayList<PodLife>();
    boolean bare = workload.kindIs("Pod");
    for (int slot = 0; slot < replicas; slot++) {
      long age = Noise.between(Noise.of(key ^ 13, slot), 30, 90) * (long) Period.DAY;
      var name = workload.name() + suffix.apply(slot);
      var owner = bare ? "" : workload.kind();
      pods.add(
          new PodLife(
              workload, name, slot, owner, workload.name(), period.now() - age, PodLife.RUNNING));
    }
    return pods;
  }
}

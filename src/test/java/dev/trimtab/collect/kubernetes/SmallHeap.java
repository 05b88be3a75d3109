package dev.trimtab.collect.kubernetes;

import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.units.TimeWindow;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/// Collects one cluster and prints how many pods, workloads and MiB (live, after a collection) that
/// were; run in a JVM of its own.
final class SmallHeap {
  private SmallHeap() {}

  public static void main(String[] arguments) throws SourceUnavailable {
    var settings =
        KubernetesSettings.of("big", new Access.Url(URI.create(arguments[0]), () -> "", null));
    var recorder = new Recorder();
    new KubernetesApiSource(settings)
        .collect(
            TimeWindow.ending(Instant.parse("2026-11-02T00:00:00Z"), Duration.ofDays(1)), recorder);
    System.gc();
    var runtime = Runtime.getRuntime();
    System.out.printf(
        "pods %d workloads %d live %d MiB%n",
        recorder.inventory().pods().size(),
        recorder.inventory().workloads().size(),
        (runtime.totalMemory() - runtime.freeMemory()) >> 20);
  }
}

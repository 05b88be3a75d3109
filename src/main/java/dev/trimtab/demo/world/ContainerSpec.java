package dev.trimtab.demo.world;

import dev.trimtab.demo.seed.Shape;
import dev.trimtab.demo.seed.Table;

/// A container as somebody once wrote it down, beside what it really uses.
///
/// @param role how it runs in its pod
/// @param cpuRequest millicores, 0 for none, as are the other three
/// @param memoryRequest MiB
/// @param idle millicores at rest
/// @param peak millicores at the crest of its shape
/// @param memory MiB at rest
/// @param memoryPeak MiB at the crest
public record ContainerSpec(
    String name,
    Role role,
    int cpuRequest,
    int cpuLimit,
    int memoryRequest,
    int memoryLimit,
    Shape shape,
    int idle,
    int peak,
    int memory,
    int memoryPeak) {

  /// How a container runs in its pod.
  public enum Role {
    MAIN,
    SIDECAR,
    /// An init container that keeps running (`restartPolicy: Always`).
    NATIVE,
    INIT,
    /// Put into every pod by a webhook; the owner's template knows nothing of it.
    INJECTED
  }

  public boolean longRunning() {
    return role != Role.INIT;
  }

  /// The same with so many times its use.
  ContainerSpec using(double share) {
    return new ContainerSpec(
        name,
        role,
        cpuRequest,
        cpuLimit,
        memoryRequest,
        memoryLimit,
        shape,
        (int) Math.round(idle * share),
        (int) Math.round(peak * share),
        (int) Math.round(memory * share),
        (int) Math.round(memoryPeak * share));
  }

  static ContainerSpec of(Table.Row row) {
    return new ContainerSpec(
        row.text("container"),
        Role.valueOf(row.text("role").toUpperCase(java.util.Locale.ROOT)),
        row.number("cpu_request"),
        row.number("cpu_limit"),
        row.number("memory_request"),
        row.number("memory_limit"),
        Shape.valueOf(row.text("shape")),
        row.number("idle"),
        row.number("peak"),
        row.number("memory"),
        row.number("memory_peak"));
  }
}

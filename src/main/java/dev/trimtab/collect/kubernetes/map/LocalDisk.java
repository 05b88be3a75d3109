package dev.trimtab.collect.kubernetes.map;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whether a pod keeps data on its node's disk, which is lost when it moves.
///
/// A `hostPath` counts when some container may write to it and it is not one of the system's own
/// folders (sockets, devices, logs, kernel modules), which every node has. An `emptyDir` is scratch
/// by its definition and does not count. A local PersistentVolume counts too, and is found by its
/// claim.
final class LocalDisk {
  private static final List<String> SYSTEM =
      List.of(
          "/run",
          "/var/run",
          "/sys",
          "/proc",
          "/dev",
          "/etc",
          "/boot",
          "/usr",
          "/lib",
          "/lib64",
          "/var/log",
          "/var/lib/kubelet",
          "/var/lib/cni",
          "/opt/cni",
          "/var/lib/docker",
          "/var/lib/containerd",
          "/var/lib/containers");

  private LocalDisk() {}

  static boolean isUsedBy(PodSpec spec) {
    return spec.getVolumes().stream()
        .anyMatch(volume -> holdsData(volume.getHostPath()) && isWritten(volume, spec));
  }

  private static boolean holdsData(@Nullable HostPathVolumeSource host) {
    if (host == null || host.getPath() == null || host.getPath().equals("/")) {
      return false;
    }
    var path = host.getPath() + "/";
    return SYSTEM.stream().noneMatch(system -> path.startsWith(system + "/"));
  }

  private static boolean isWritten(Volume volume, PodSpec spec) {
    return Stream.concat(spec.getContainers().stream(), spec.getInitContainers().stream())
        .flatMap((Container container) -> container.getVolumeMounts().stream())
        .filter((VolumeMount mount) -> volume.getName().equals(mount.getName()))
        .anyMatch(mount -> !Boolean.TRUE.equals(mount.getReadOnly()));
  }
}

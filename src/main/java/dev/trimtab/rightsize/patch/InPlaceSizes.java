package dev.trimtab.rightsize.patch;

import dev.trimtab.model.cluster.Container.Role;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.patch.Text;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What of resizes a running pod may be given, by the rules of `pods/resize` (kubernetes.io,
/// "Resize CPU and Memory Resources assigned to Containers", limitations of 1.33 to 1.35): nothing
/// that is set is taken away, memory limits come down from 1.34 on, init containers stay, and so
/// does the class of quality of service.
///
/// @param sizes what may be; empty when nothing may
/// @param notes what may not be, and why
record InPlaceSizes(List<Size> sizes, List<String> notes) {
  InPlaceSizes {
    sizes = List.copyOf(sizes);
    notes = List.copyOf(notes);
  }

  /// A container and what it is to ask for.
  record Size(Finding.Resize resize, Resources to) {}

  /// @param beside what the pod's other containers ask for
  static InPlaceSizes of(
      List<Finding.Resize> resizes, List<Resources> beside, ServerVersion version) {
    var notes = new ArrayList<String>();
    var sizes = new ArrayList<Size>();
    var fixed = new ArrayList<>(beside);
    for (var resize : resizes) {
      if (resize.role() == Role.APP || resize.role() == Role.SIDECAR) {
        sizes.add(new Size(resize, allowed(resize, version, notes)));
      } else {
        fixed.add(resize.current());
        notes.add(
            resize.role() == Role.INIT
                ? "Init container %s cannot be resized in place.".formatted(name(resize))
                : "Container %s is injected: its size comes with the next rollout (trimtab patch)."
                    .formatted(name(resize)));
      }
    }
    return ofSameClass(sizes, fixed, notes);
  }

  private static InPlaceSizes ofSameClass(
      List<Size> sizes, List<Resources> fixed, List<String> notes) {
    var before = qos(fixed, sizes.stream().map(size -> size.resize().current()));
    var after = qos(fixed, sizes.stream().map(Size::to));
    if (after == before) {
      return new InPlaceSizes(changing(sizes), notes);
    }
    var cpuOnly = sizes.stream().map(InPlaceSizes::cpuOnly).toList();
    if (qos(fixed, cpuOnly.stream().map(Size::to)) == before && !changing(cpuOnly).isEmpty()) {
      notes.add(
          "Memory stays as it is: the pods would turn from %s to %s, which Kubernetes refuses."
              .formatted(before, after));
      return new InPlaceSizes(changing(cpuOnly), notes);
    }
    notes.add(
        "The pods' quality of service would turn from %s to %s, which Kubernetes refuses in place."
            .formatted(before, after));
    return new InPlaceSizes(List.of(), notes);
  }

  private static Qos qos(List<Resources> fixed, Stream<Resources> sizes) {
    return Qos.of(Stream.concat(fixed.stream(), sizes).toList());
  }

  private static List<Size> changing(List<Size> sizes) {
    return sizes.stream().filter(size -> !size.to().equals(size.resize().current())).toList();
  }

  private static Size cpuOnly(Size size) {
    var from = size.resize().current();
    var to = size.to();
    return new Size(
        size.resize(),
        new Resources(
            to.cpuRequest(), to.cpuLimit(), from.memoryRequest(), from.memoryLimit(), to.gpus()));
  }

  private static Resources allowed(
      Finding.Resize resize, ServerVersion version, List<String> notes) {
    var from = resize.current();
    var to = resize.proposed();
    return new Resources(
        to.cpuRequest() == null ? from.cpuRequest() : to.cpuRequest(),
        cpuLimit(resize, notes),
        to.memoryRequest() == null ? from.memoryRequest() : to.memoryRequest(),
        memoryLimit(resize, version, notes),
        from.gpus());
  }

  private static @Nullable Cpu cpuLimit(Finding.Resize resize, List<String> notes) {
    var from = resize.current().cpuLimit();
    var to = resize.proposed().cpuLimit();
    if (to != null || from == null) {
      return to;
    }
    notes.add(
        "The CPU limit of container %s cannot be taken away in place: it goes with the next rollout."
            .formatted(name(resize)));
    var request = resize.proposed().cpuRequest();
    return request == null ? from : from.atLeast(request);
  }

  private static @Nullable Memory memoryLimit(
      Finding.Resize resize, ServerVersion version, List<String> notes) {
    var from = resize.current().memoryLimit();
    var to = resize.proposed().memoryLimit();
    if (from == null) {
      return to;
    }
    if (to == null) {
      notes.add(
          "The memory limit of container %s cannot be taken away in place: it goes with the next rollout."
              .formatted(name(resize)));
      var request = resize.proposed().memoryRequest();
      return request == null ? from : from.atLeast(request);
    }
    if (to.compareTo(from) < 0 && !version.isAtLeast(ServerVersion.LOWERS_MEMORY_LIMITS)) {
      notes.add(
          "The memory limit of container %s stays at %s: Kubernetes %s lowers it to %s only where its resizePolicy for memory is RestartContainer; %s does without."
              .formatted(name(resize), from, version, to, ServerVersion.LOWERS_MEMORY_LIMITS));
      return from;
    }
    if (to.compareTo(from) < 0) {
      notes.add(
          "The memory limit of container %s comes down only while its use is below %s; the kubelet looks first, but promises nothing."
              .formatted(name(resize), to));
    }
    return to;
  }

  private static String name(Finding.Resize resize) {
    return Text.oneLine(resize.container().container());
  }
}

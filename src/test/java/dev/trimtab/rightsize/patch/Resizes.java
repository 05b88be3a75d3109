package dev.trimtab.rightsize.patch;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.model.cluster.Container.Role;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.AutoscalerChange;
import dev.trimtab.model.finding.Evidence;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Builds a resize: of container `app` of Deployment `shop/web`, from 500m/1000m and 512Mi/1024Mi
/// to 120m/240m and 300Mi/600Mi.
final class Resizes {
  private String kind = "Deployment";
  private String container = "app";
  private Role role = Role.APP;
  private Resources from = Facts.HALF_CORE;
  private Resources to = of(120, 240, 300, 600);
  private @Nullable AutoscalerChange autoscaler;

  static Resizes resize() {
    return new Resizes();
  }

  /// Millicores and mebibytes; null is not set.
  static Resources of(
      @Nullable Integer cpu,
      @Nullable Integer cpuLimit,
      @Nullable Integer memory,
      @Nullable Integer memoryLimit) {
    return new Resources(
        cpu == null ? null : Cpu.millis(cpu),
        cpuLimit == null ? null : Cpu.millis(cpuLimit),
        memory == null ? null : Memory.mebi(memory),
        memoryLimit == null ? null : Memory.mebi(memoryLimit),
        0);
  }

  Resizes in(String workloadKind) {
    kind = workloadKind;
    return this;
  }

  Resizes named(String name, Role as) {
    container = name;
    role = as;
    return this;
  }

  Resizes from(Resources resources) {
    from = resources;
    return this;
  }

  Resizes to(Resources resources) {
    to = resources;
    return this;
  }

  Resizes with(AutoscalerChange change) {
    autoscaler = change;
    return this;
  }

  Finding.Resize build() {
    return new Finding.Resize(
        new ContainerRef(new WorkloadRef("prod", "shop", kind, "web"), container),
        role,
        from,
        to,
        2,
        autoscaler,
        new Evidence(TimeWindow.ending(Facts.NOW, Duration.ofDays(7)), 1, Map.of(), List.of()),
        "");
  }
}

package dev.trimtab.pipeline;

import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.AutoscalerChange;
import dev.trimtab.model.finding.Evidence;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.rightsize.ResizePatch;
import dev.trimtab.rightsize.patch.Running;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import dev.trimtab.units.TimeWindow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a stored resize back, so that it can be written as any kind of patch.
public final class StoredResize {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MEBI = "Mi";

  /// A patch depends on neither replicas nor evidence.
  private static final Evidence NOT_READ =
      new Evidence(new TimeWindow(Instant.EPOCH, Instant.EPOCH), 0, Map.of(), List.of());

  private StoredResize() {}

  /// The patch of recommendations of kind `resize` for one workload.
  ///
  /// @param resizes at least one
  /// @param beside those of kind `keep` or `insufficient-data`: what its other containers ask for
  /// @param version of the cluster's API server, empty where unknown
  public static String patch(
      List<Recommendation> resizes,
      ResizePatch.Format format,
      List<Recommendation> beside,
      String version) {
    var others = beside.stream().map(other -> resources(JSON.readTree(other.current()))).toList();
    return ResizePatch.of(
        format, resizes.stream().map(StoredResize::finding).toList(), new Running(version, others));
  }

  /// What a recommendation of kind `resize` proposes.
  public static Resources proposed(Recommendation resize) {
    return resources(JSON.readTree(resize.proposed()));
  }

  static Finding.Resize finding(Recommendation r) {
    var workload = new WorkloadRef(r.cluster(), r.namespace(), r.workloadKind(), r.workload());
    var evidence = JSON.readTree(r.evidence());
    return new Finding.Resize(
        new ContainerRef(workload, r.container()),
        role(r, evidence),
        resources(JSON.readTree(r.current())),
        resources(JSON.readTree(r.proposed())),
        1,
        autoscaler(evidence.path("autoscaler")),
        NOT_READ,
        r.reason());
  }

  private static Container.Role role(Recommendation r, JsonNode evidence) {
    if (evidence.has("role")) {
      return Container.Role.valueOf(evidence.get("role").asString().toUpperCase(Locale.ROOT));
    }
    // a row from before the evidence told: its patch had to know
    return r.patch().contains("initContainers:") ? Container.Role.SIDECAR : Container.Role.APP;
  }

  private static @Nullable AutoscalerChange autoscaler(JsonNode json) {
    return json.isMissingNode()
        ? null
        : new AutoscalerChange(
            json.path("kind").asString(),
            json.path("name").asString(),
            target(json.path("cpuPercent")),
            target(json.path("memoryPercent")));
  }

  private static AutoscalerChange.@Nullable Target target(JsonNode json) {
    return json.isMissingNode()
        ? null
        : new AutoscalerChange.Target(
            json.path("now").asInt(),
            json.path("proposed").asInt(),
            json.has("container") ? json.get("container").asString() : null);
  }

  private static Resources resources(JsonNode json) {
    var requests = json.path("requests");
    var limits = json.path("limits");
    return new Resources(
        requests.has("cpu") ? cpu(requests.get("cpu").asString()) : null,
        limits.has("cpu") ? cpu(limits.get("cpu").asString()) : null,
        requests.has("memory") ? memory(requests.get("memory").asString()) : null,
        limits.has("memory") ? memory(limits.get("memory").asString()) : null,
        0);
  }

  /// As {@link Cpu} writes itself: thousandths of a core.
  private static Cpu cpu(String text) {
    return Cpu.millis(Long.parseLong(text.substring(0, text.length() - 1)));
  }

  /// As {@link Memory} writes itself: mebibytes, or bytes where it is no whole number of them.
  private static Memory memory(String text) {
    return text.endsWith(MEBI)
        ? Memory.mebi(Long.parseLong(text.substring(0, text.length() - MEBI.length())))
        : Memory.bytes(Long.parseLong(text));
  }
}

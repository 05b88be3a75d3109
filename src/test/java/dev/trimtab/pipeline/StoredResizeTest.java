package dev.trimtab.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.cluster.Container.Role;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.AutoscalerChange;
import dev.trimtab.model.finding.Evidence;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.rightsize.ResizePatch;
import dev.trimtab.rightsize.ResizePatch.Format;
import dev.trimtab.rightsize.patch.Running;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import dev.trimtab.units.TimeWindow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class StoredResizeTest {
  private static final String CURRENT =
      """
      {"limits": {"cpu": "1000m", "memory": "1Mi"}, "requests": {"cpu": "500m", "memory": "512Mi"}}\
      """;
  private static final String PROPOSED =
      """
      {"limits": {"memory": "600000001"}, "requests": {"cpu": "120m", "memory": "300Mi"}}\
      """;

  @ParameterizedTest
  @EnumSource
  void a_stored_resize_gives_the_patch_that_its_finding_gave(Format format) {
    for (var kind : List.of("Deployment", "CronJob", "Rollout", "Job", "Kafka")) {
      for (var role : List.of(Role.APP, Role.SIDECAR)) {
        var finding = finding(kind, role);
        assertThat(StoredResize.patch(List.of(stored(finding)), format, List.of(), "v1.35.0"))
            .as("%s, %s", kind, role)
            .isEqualTo(ResizePatch.of(format, List.of(finding), new Running("v1.35.0", List.of())));
      }
    }
  }

  @Test
  void role_and_autoscaler_are_read_back_from_the_evidence() {
    var plain = stored(finding("Deployment", Role.APP));
    var told =
        StoredResize.finding(
            new Recommendation(
                plain.cluster(),
                plain.namespace(),
                plain.workloadKind(),
                plain.workload(),
                plain.container(),
                plain.team(),
                plain.kind(),
                plain.current(),
                plain.proposed(),
                null,
                "",
                plain.reason(),
                """
                {"role": "injected", "autoscaler": {"kind": "ScaledObject", "name": "web",
                 "cpuPercent": {"now": 60, "proposed": 80}}}\
                """,
                ""));
    assertThat(told.role()).isEqualTo(Role.INJECTED);
    assertThat(told.autoscaler())
        .isEqualTo(
            new AutoscalerChange("ScaledObject", "web", new AutoscalerChange.Target(60, 80), null));
  }

  @Test
  void a_target_on_one_container_is_read_back_from_the_evidence_that_told_it() {
    var change =
        new AutoscalerChange(
            "HorizontalPodAutoscaler",
            "web",
            new AutoscalerChange.Target(60, 80, "app"),
            new AutoscalerChange.Target(50, 70));
    var like = finding("Deployment", Role.APP);
    var finding =
        new Finding.Resize(
            like.container(),
            like.role(),
            like.current(),
            like.proposed(),
            like.replicas(),
            change,
            like.evidence(),
            like.reason());
    var plain = stored(like);
    var told =
        StoredResize.finding(
            new Recommendation(
                plain.cluster(),
                plain.namespace(),
                plain.workloadKind(),
                plain.workload(),
                plain.container(),
                plain.team(),
                plain.kind(),
                plain.current(),
                plain.proposed(),
                null,
                "",
                plain.reason(),
                JsonMapper.shared().writeValueAsString(FindingRow.evidence(finding)),
                ""));
    assertThat(told.autoscaler()).isEqualTo(change);
  }

  @Test
  void a_limit_that_is_to_go_is_taken_away_by_the_command_too() {
    var command =
        StoredResize.patch(
            List.of(stored(finding("Deployment", Role.APP))), Format.KUBECTL, List.of(), "");
    assertThat(command).startsWith("kubectl --context 'prod'").contains("\"cpu\":null");
  }

  private static Finding.Resize finding(String kind, Role role) {
    return new Finding.Resize(
        new ContainerRef(new WorkloadRef("prod", "shop", kind, "web"), "app"),
        role,
        new Resources(Cpu.millis(500), Cpu.millis(1000), Memory.mebi(512), Memory.mebi(1), 0),
        new Resources(Cpu.millis(120), null, Memory.mebi(300), Memory.bytes(600_000_001), 0),
        3,
        new Evidence(new TimeWindow(Instant.EPOCH, Instant.EPOCH), 9, Map.of(), List.of()),
        "P95 is lower");
  }

  private static Recommendation stored(Finding.Resize resize) {
    var workload = resize.workload();
    return new Recommendation(
        workload.cluster(),
        workload.namespace(),
        workload.kind(),
        workload.name(),
        resize.container().container(),
        "team",
        "resize",
        CURRENT,
        PROPOSED,
        null,
        "",
        resize.reason(),
        "{\"role\": \"%s\"}".formatted(resize.role().name().toLowerCase(Locale.ROOT)),
        ResizePatch.yaml(resize));
  }
}

package dev.trimtab.pipeline;

import static dev.trimtab.fixtures.Histories.FIRST_DAY;
import static dev.trimtab.fixtures.Histories.history;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.Optimizing;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Placement;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Policies.Quota;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.units.Cpu;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WorkloadSizingTest {
  private final WorkloadSizing sizing =
      new WorkloadSizing(
          Optimizing.SETTINGS,
          List.of(Facts.inventory()),
          Map.of(Facts.WEB, List.of(new Placement("m5.xlarge", "amd64", 2))),
          LocalDate.parse("2026-11-23"));

  @Test
  void a_workload_is_advised_on_once_all_its_containers_were_seen() {
    var other = new WorkloadRef("unknown", "shop", "Deployment", "web");
    assertThat(sizing.take(history().named("app").days(7, 0.1, 100).build())).isEmpty();
    assertThat(sizing.take(history().named("side").days(7, 0.1, 100).build())).isEmpty();
    assertThat(sizing.take(history().of(other).days(7, 0.1, 100).build()))
        .hasSize(2)
        .allMatch(finding -> finding.workload().equals(Facts.WEB));
    assertThat(sizing.finish())
        .singleElement()
        .satisfies(finding -> assertThat(finding.workload()).isEqualTo(other));
    assertThat(sizing.finish()).isEmpty();
  }

  private static Workload named(String name) {
    return Facts.workload(new WorkloadRef("prod", "shop", "Deployment", name), 2);
  }

  /// Of five workloads with two replicas each, under a quota on requests and limits.
  private static List<Finding> underQuota(Map<String, String> hard, Map<String, String> used) {
    var names = List.of("a", "b", "c", "d", "e");
    var like = Facts.inventory();
    var inventory =
        new ClusterInventory(
            like.cluster(),
            like.asOf(),
            like.namespaces(),
            like.nodes(),
            names.stream().map(WorkloadSizingTest::named).toList(),
            List.of(),
            new Policies(
                List.of(),
                List.of(),
                List.of(
                    new Quota("shop", "team", hard, used),
                    new Quota("other", "none", Map.of("requests.cpu", "1"), Map.of())),
                Map.of()));
    var sizing =
        new WorkloadSizing(
            Optimizing.SETTINGS, List.of(inventory), Map.of(), LocalDate.parse("2026-11-23"));
    var found = new ArrayList<Finding>();
    for (var name : names) {
      var of = named(name).ref();
      found.addAll(
          sizing.take(history().of(of).named("app").replicas(2).days(7, 0.9, 440).build()));
    }
    found.addAll(sizing.finish());
    return found;
  }

  @Test
  void all_raises_of_a_namespace_together_fit_its_quota() {
    var hard = Map.of("requests.cpu", "10");
    var used = Map.of("requests.cpu", "8");
    var found = underQuota(hard, used);
    long raised = 0;
    for (var finding : found) {
      if (finding instanceof Finding.Resize resize) {
        long more = Objects.requireNonNull(resize.proposed().cpuRequest()).millis() - 500;
        assertThat(more).isNotNegative();
        raised += more * 2;
      }
    }
    assertThat(raised).isBetween(1900L, 2000L);
    // the first got what it needs, the last is held at what it has, and says by what
    assertThat(found.getFirst())
        .isInstanceOfSatisfying(
            Finding.Resize.class,
            resize -> assertThat(resize.reason()).doesNotContain("ResourceQuota"));
    assertThat(found.getLast())
        .isInstanceOfSatisfying(
            Finding.Keep.class,
            keep -> {
              assertThat(keep.reason())
                  .contains(
                      "CPU request stays at 500m: ResourceQuota team has 2000m of 10000m left")
                  .contains("(of which raises of 2 other workloads take ");
              assertThat(keep.evidence().notes())
                  .anyMatch(note -> note.startsWith("By its use its CPU request would be"));
            });
    assertThat(underQuota(hard, used)).isEqualTo(found);
  }

  @Test
  void all_limits_of_a_namespace_together_are_counted_against_its_quota() {
    var found = underQuota(Map.of("limits.cpu", "10"), Map.of("limits.cpu", "6"));
    assertThat(found).allSatisfy(finding -> assertThat(finding).isInstanceOf(Finding.Resize.class));
    assertThat(((Finding.Resize) found.getFirst()).evidence().notes())
        .noneMatch(note -> note.contains("raise the quota first"));
    assertThat(((Finding.Resize) found.getLast()).evidence().notes())
        .anyMatch(note ->
            note.contains(
                    "has only 4000m of 10000m left (of which raises of 4 other workloads take")
                && note.contains("raise the quota first"));
  }

  @Test
  void a_renamed_container_is_found_and_the_node_is_known() {
    sizing.take(history().from(FIRST_DAY.plusDays(7)).days(1, 0.1, 100).build());
    sizing.take(history().named("server").replicas(0).days(7, 6, 100).build());
    assertThat(sizing.finish())
        .singleElement()
        .isInstanceOfSatisfying(
            Finding.Resize.class,
            resize -> {
              assertThat(resize.container().container()).isEqualTo("app");
              assertThat(resize.proposed().cpuRequest()).isEqualTo(Cpu.millis(3920));
              assertThat(resize.evidence().notes())
                  .anyMatch(note -> note.startsWith("It was called server before"));
            });
  }
}

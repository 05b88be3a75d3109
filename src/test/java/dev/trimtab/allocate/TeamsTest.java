package dev.trimtab.allocate;

import static dev.trimtab.fixtures.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Namespace;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TeamsTest {
  private static String team(List<String> keys, Workload workload) {
    var cluster =
        new ClusterInventory(
            "prod",
            Facts.NOW,
            List.of(new Namespace("shop", Map.of("owner", "checkout", "empty", " "), Map.of())),
            List.of(),
            List.of(workload),
            List.of(),
            Policies.NONE);
    return new Teams(keys, List.of(cluster)).of(workload.ref());
  }

  @Test
  void a_namespace_names_the_team_of_what_runs_in_it() {
    assertThat(team(List.of("team", "owner"), workload().build())).isEqualTo("checkout");
  }

  @Test
  void a_workloads_own_label_overrides() {
    assertThat(team(List.of("team", "owner"), workload().labelled("team", "search").build()))
        .isEqualTo("search");
  }

  @Test
  void nobody_known_is_unattributed() {
    assertThat(team(List.of("empty"), workload().build())).isEqualTo("unattributed");
    assertThat(
            new Teams(List.of("team"), List.of()).of(new WorkloadRef("x", "y", "Deployment", "z")))
        .isEqualTo("unattributed");
  }
}

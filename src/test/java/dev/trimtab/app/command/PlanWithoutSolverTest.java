package dev.trimtab.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.ChildRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// In a process of its own, whose temporary folder decides whether the solver's library has a place
/// to be unpacked to.
class PlanWithoutSolverTest {
  @TempDir private Path folder;

  private ChildRun plan(Path temporary) throws IOException {
    var pods =
        Files.writeString(
            folder.resolve("pods.csv"),
            """
            namespace,workload_kind,workload,replicas,cpu_request_cores,memory_request_bytes
            shop,Deployment,web,6,1,1073741824
            """);
    var offerings =
        Files.writeString(
            folder.resolve("offerings.csv"),
            """
            instance_type,zone,capacity_type,price_per_hour,vcpu,memory_bytes
            m5.xlarge,a,on-demand,0.192,4,17179869184
            m5.2xlarge,a,on-demand,0.384,8,34359738368
            """);
    return ChildRun.start(
        folder.resolve("output"),
        List.of("-Djava.io.tmpdir=" + temporary),
        List.of(
            "plan",
            "--pods=" + pods,
            "--offerings=" + offerings,
            "--out=" + folder.resolve("plan.json"),
            "--time-limit=5s"));
  }

  @Test
  void first_fit_plans_where_the_library_cannot_be_loaded_and_says_what_is_not_proven()
      throws IOException, InterruptedException {
    var run = plan(folder.resolve("missing"));

    assertThat(run.exitCode()).isEqualTo(Exit.GAPS);
    assertThat(run.output())
        .contains("solver: no-solver: ", "first fit", "no lower bound is proven")
        .contains("set -Djava.io.tmpdir")
        .contains("how far that is from the cheapest is not proven");
    var json = JsonMapper.shared().readTree(Files.readString(folder.resolve("plan.json")));
    int placed = 0;
    for (var node : json.get("nodes")) {
      placed += node.get("count").asInt() * node.get("pods").get(0).get("replicas").asInt();
    }
    assertThat(placed).isEqualTo(6);
    assertThat(json.get("lower_bound_per_hour").asDouble()).isZero();
    assertThat(json.get("gap").isNull()).isTrue();
    assertThat(json.get("objective_per_hour").asDouble())
        .isEqualTo(json.get("price_per_hour").asDouble());
  }

  @Test
  void the_same_pods_have_a_proven_plan_where_it_can() throws IOException, InterruptedException {
    var run = plan(folder);

    assertThat(run.exitCode()).isEqualTo(Exit.DONE);
    assertThat(run.output()).contains("no plan costs less than").doesNotContain("no-solver");
  }
}

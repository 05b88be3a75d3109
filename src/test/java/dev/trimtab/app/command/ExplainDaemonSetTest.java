package dev.trimtab.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.InProcess;
import dev.trimtab.fixtures.Nodes;
import dev.trimtab.fixtures.Optimizing;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.Fact;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Pod;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.usage.PodContainer;
import dev.trimtab.model.usage.UsageSample;
import dev.trimtab.pipeline.OptimizationRun;
import dev.trimtab.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From samples in the database to the words: an agent on four small nodes and a large one.
class ExplainDaemonSetTest {
  private static final WorkloadRef AGENT = new WorkloadRef("prod", "shop", "DaemonSet", "agent");
  private static final int SMALL = 4;

  @TempDir private Path directory;

  private static String node(int pod) {
    return "n" + pod;
  }

  private static ClusterInventory inventory() {
    var plain = Facts.inventory();
    var nodes = new ArrayList<Node>();
    var pods = new ArrayList<Pod>();
    for (int i = 0; i <= SMALL; i++) {
      nodes.add(Nodes.of(node(i), i < SMALL ? "m5.xlarge" : "m5.4xlarge"));
      pods.add(
          new Pod(
              "agent-" + i,
              AGENT,
              node(i),
              "Running",
              Facts.NOW.minus(Duration.ofDays(9)),
              Facts.template().containers()));
    }
    return new ClusterInventory(
        plain.cluster(),
        plain.asOf(),
        plain.namespaces(),
        nodes,
        List.of(Facts.workload(AGENT, SMALL + 1)),
        pods,
        Policies.NONE);
  }

  private static List<UsageSample> usage() {
    var samples = new ArrayList<UsageSample>();
    for (var at = Facts.NOW.minus(Duration.ofDays(4));
        at.isBefore(Facts.NOW);
        at = at.plus(Duration.ofMinutes(5))) {
      for (int i = 0; i <= SMALL; i++) {
        double share = i < SMALL ? 1 : 4;
        samples.add(
            new UsageSample(
                new PodContainer(AGENT, "agent-" + i, "app", node(i)),
                at,
                at.plus(Duration.ofMinutes(5)),
                0.2 * share,
                0.2 * share,
                0,
                3e8 * share,
                3e8 * share,
                0,
                0,
                Facts.HALF_CORE));
      }
    }
    return samples;
  }

  private static void advise(Database database) {
    database.facts().save(new Fact.Inventory(inventory()));
    database.facts().save(new Fact.Usage("prod", usage()));
    var run = database.runs().begin("nightly", Facts.NOW, Facts.NOW, "test");
    new OptimizationRun(database, Optimizing.SETTINGS).optimize(run);
  }

  @Test
  void tells_what_each_kind_of_node_needs_and_the_way_out() throws IOException {
    var settings = TestDatabase.fresh();
    try (var database = Database.open(settings)) {
      advise(database);
    }
    var config = directory.resolve("trimtab.yaml");
    Files.writeString(
        config,
        "database: {url: '%s', user: '%s'}\n".formatted(settings.jdbcUrl(), settings.user()));
    var run = InProcess.run(Facts.NOW, "explain", "shop/agent", "--config", config.toString());
    assertThat(run.exitCode()).isEqualTo(Exit.DONE);
    assertThat(run.out())
        .contains("prod/shop/DaemonSet/agent container app  (resize)")
        .containsPattern(
            "each kind alone would ask for \\d+m and \\d+Mi on 1 x m5\\.4xlarge, \\d+m and \\d+Mi on 4 x m5\\.xlarge\\.")
        .contains(
            "Maybe split it: a DaemonSet of its own for m5.xlarge, by nodeSelector on node.kubernetes.io/instance-type");
  }
}

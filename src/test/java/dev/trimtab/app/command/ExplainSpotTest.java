package dev.trimtab.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.InProcess;
import dev.trimtab.fixtures.Optimizing;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.Fact;
import dev.trimtab.model.cluster.ClusterInventory;
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

/// From samples in the database to the words: two Deployments, of which one ran out of memory.
class ExplainSpotTest {
  private static final WorkloadRef CART = new WorkloadRef("prod", "shop", "Deployment", "cart");
  private static final int PODS = 2;
  private static final int DAYS = 4;

  @TempDir private Path directory;

  private static ClusterInventory inventory() {
    var plain = Facts.inventory();
    return new ClusterInventory(
        plain.cluster(),
        plain.asOf(),
        plain.namespaces(),
        plain.nodes(),
        List.of(Facts.workload(CART, PODS), Facts.web()),
        plain.pods(),
        plain.policies());
  }

  private static List<UsageSample> usage(WorkloadRef workload, int kills) {
    var samples = new ArrayList<UsageSample>();
    var first = Facts.NOW.minus(Duration.ofDays(DAYS));
    for (var at = first; at.isBefore(Facts.NOW); at = at.plus(Duration.ofMinutes(5))) {
      for (int pod = 0; pod < PODS; pod++) {
        samples.add(
            new UsageSample(
                new PodContainer(workload, workload.name() + "-" + pod, "app", "n1"),
                at,
                at.plus(Duration.ofMinutes(5)),
                0.2,
                0.2,
                0,
                3e8,
                3e8,
                at.equals(first) && pod == 0 ? kills : 0,
                UsageSample.UNKNOWN_COUNT,
                Facts.HALF_CORE));
      }
    }
    return samples;
  }

  @Test
  void past_kills_for_want_of_memory_count() throws IOException {
    var settings = TestDatabase.fresh();
    try (var database = Database.open(settings)) {
      database.facts().save(new Fact.Inventory(inventory()));
      database.facts().save(new Fact.Usage("prod", usage(CART, 1)));
      database.facts().save(new Fact.Usage("prod", usage(Facts.WEB, 0)));
      var run = database.runs().begin("nightly", Facts.NOW, Facts.NOW, "test");
      new OptimizationRun(database, Optimizing.SETTINGS).optimize(run);
    }
    var config = directory.resolve("trimtab.yaml");
    Files.writeString(
        config,
        "database: {url: '%s', user: '%s'}\n".formatted(settings.jdbcUrl(), settings.user()));
    var cart = InProcess.run(Facts.NOW, "explain", "shop/cart", "--config", config.toString());
    assertThat(cart.exitCode()).isEqualTo(Exit.DONE);
    assertThat(cart.out())
        .contains(
            "1 of 2 replicas may run on spot",
            "It ran out of memory once in 8 pod-days: keep half, 1 of 2 replicas, on demand until"
                + " it has the memory it needs.");
    assertThat(InProcess.run(Facts.NOW, "explain", "shop/web", "--config", config.toString()).out())
        .contains("Both replicas may run on spot");
  }
}

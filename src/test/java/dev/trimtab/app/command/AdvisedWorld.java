package dev.trimtab.app.command;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.InProcess;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.model.Fact;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.model.plan.ClusterPlan;
import dev.trimtab.model.plan.KeptPlan;
import dev.trimtab.model.usage.UsageSample;
import dev.trimtab.store.Database;
import dev.trimtab.units.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A database that holds three days of `shop/web` and advice about it, and commands run against it.
final class AdvisedWorld {
  static final String CURRENT =
      "{\"requests\": {\"cpu\": \"500m\", \"memory\": \"512Mi\"}, \"limits\": {\"cpu\": \"1000m\", \"memory\": \"1024Mi\"}}";
  static final String PROPOSED =
      "{\"requests\": {\"cpu\": \"120m\", \"memory\": \"300Mi\"}, \"limits\": {\"memory\": \"600Mi\"}}";
  static final String EVIDENCE =
      "{\"from\": \"2026-11-20T00:00:00Z\", \"to\": \"2026-11-23T00:00:00Z\", \"samples\": 864, \"role\": \"app\","
          + " \"figures\": {\"days\": 3, \"cpu_exceedance_stated\": 0.005}, \"policy\": \"P99\"}";

  private final Path config;

  private AdvisedWorld(Path config) {
    this.config = config;
  }

  static AdvisedWorld with(Path directory, Recommendation... advice) throws IOException {
    return with(directory, List.of(), advice);
  }

  /// The same, with plans of nodes.
  static AdvisedWorld with(Path directory, List<ClusterPlan> plans, Recommendation... advice)
      throws IOException {
    var settings = TestDatabase.fresh();
    try (var database = Database.open(settings)) {
      database.facts().save(new Fact.Inventory(inventory()));
      database.facts().save(new Fact.Usage("prod", usage()));
      database.profiles().compact();
      long run = database.runs().begin("nightly", Facts.NOW, Facts.NOW, "test").id();
      database.recommendations().save(run, Facts.NOW, List.of(advice));
      database
          .nodePlans()
          .save(
              run,
              Facts.NOW,
              plans.stream().map(plan -> new KeptPlan(plan, List.of(), "")).toList());
    }
    var config = directory.resolve("trimtab.yaml");
    Files.writeString(
        config,
        "database: {url: '%s', user: '%s'}\n".formatted(settings.jdbcUrl(), settings.user()));
    return new AdvisedWorld(config);
  }

  private static ClusterInventory inventory() {
    var seen = Facts.inventory();
    return new ClusterInventory(
        seen.cluster(),
        seen.asOf(),
        seen.namespaces(),
        seen.nodes(),
        seen.workloads(),
        seen.pods(),
        seen.policies(),
        "v1.34.1");
  }

  private static List<UsageSample> usage() {
    var samples = new ArrayList<UsageSample>();
    for (var at = Facts.NOW.minus(Duration.ofDays(3));
        at.isBefore(Facts.NOW);
        at = at.plus(Duration.ofMinutes(5))) {
      samples.add(Facts.sample("web-1", at, 0.1, 200 << 20));
    }
    return samples;
  }

  static Recommendation resize(String container) {
    return advice("resize", container, PROPOSED, EVIDENCE);
  }

  static Recommendation keep(String container) {
    return advice("keep", container, CURRENT, "{}");
  }

  /// Advice to keep another workload as it is.
  static Recommendation elsewhere(String namespace, String workload) {
    return advice(namespace, workload, "keep", "app", CURRENT, "{}");
  }

  private static Recommendation advice(
      String kind, String container, String proposed, String evidence) {
    return advice("shop", "web", kind, container, proposed, evidence);
  }

  private static Recommendation advice(
      String namespace,
      String workload,
      String kind,
      String container,
      String proposed,
      String evidence) {
    return new Recommendation(
        "prod",
        namespace,
        "Deployment",
        workload,
        container,
        "checkout",
        kind,
        CURRENT,
        proposed,
        Money.usd("12.5"),
        "nominal",
        "because",
        evidence,
        kind.equals("resize") ? "spec: {}" : "");
  }

  InProcess run(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    return InProcess.run(Facts.NOW, all.toArray(String[]::new));
  }
}

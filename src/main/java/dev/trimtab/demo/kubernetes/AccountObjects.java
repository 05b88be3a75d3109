package dev.trimtab.demo.kubernetes;

import dev.trimtab.demo.llm.Owner;
import dev.trimtab.demo.world.ClusterWorld;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// ServiceAccounts of callers whose LLM keys they name themselves; they run in production alone.
final class AccountObjects {
  private final ClusterWorld cluster;

  AccountObjects(ClusterWorld cluster) {
    this.cluster = cluster;
  }

  Stream<ObjectNode> serviceAccounts() {
    return cluster.name().equals("production")
        ? Owner.annotated().stream().map(this::account)
        : Stream.empty();
  }

  private ObjectNode account(Owner owner) {
    var name = owner.apiKey().replaceFirst("^key_", "").replace('_', '-');
    var created = cluster.period().asOf().minus(Duration.ofDays(200));
    var object = Objects.named(owner.namespace(), name, created);
    Objects.annotations(
        object,
        Map.of(
            "trimtab.dev/llm-key",
            owner.apiKey(),
            "trimtab.dev/llm-provider",
            owner.provider(),
            "trimtab.dev/llm-key-since",
            created.atOffset(ZoneOffset.UTC).toLocalDate().toString(),
            "trimtab.dev/cost-centre",
            owner.costCentre(),
            "trimtab.dev/environment",
            "production"));
    return object;
  }
}

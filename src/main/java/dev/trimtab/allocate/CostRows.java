package dev.trimtab.allocate;

import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.cost.NodeDay;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Adds up the shares of one owner over nodes of the same type and price basis.
final class CostRows {
  private record Key(
      String cluster, Owner owner, String sku, String basis, Currency currency, String unit) {}

  private final Map<Key, DailyCost> rows = new LinkedHashMap<>();

  void add(NodeDay node, NodeSplit.Share share) {
    if (share.quantity().signum() == 0 && share.cost().signum() == 0) {
      return;
    }
    var sku = sku(node, share);
    var key =
        new Key(
            node.cluster(),
            share.owner(),
            sku,
            node.priceBasis(),
            node.cost().currency(),
            unit(share.resource()));
    rows.merge(key, row(node, share, sku), CostRows::plus);
  }

  List<DailyCost> rows() {
    return List.copyOf(rows.values());
  }

  private static DailyCost row(NodeDay node, NodeSplit.Share share, String sku) {
    var owner = share.owner();
    return new DailyCost(
        node.day(),
        node.instanceType().isEmpty() ? "" : "aws",
        node.cluster(),
        owner.namespace(),
        owner.workload(),
        owner.team(),
        owner.kind(),
        sku,
        share.quantity(),
        unit(share.resource()),
        new Money(node.cost().currency(), share.cost()),
        node.priceBasis());
  }

  /// Idle and shared cost say in the sku which part of the node it is, the others in their kind.
  private static String sku(NodeDay node, NodeSplit.Share share) {
    return share.owner().kind() == share.resource()
        ? node.instanceType()
        : node.instanceType() + "/" + share.resource().name().toLowerCase(Locale.ROOT);
  }

  private static String unit(DailyCost.Kind resource) {
    return switch (resource) {
      case CPU -> "core-hours";
      case MEMORY -> "GiB-hours";
      case GPU -> "GPU-hours";
      case IDLE, SHARED, LLM -> "";
    };
  }

  private static DailyCost plus(DailyCost a, DailyCost b) {
    return new DailyCost(
        a.day(),
        a.provider(),
        a.cluster(),
        a.namespace(),
        a.workload(),
        a.team(),
        a.kind(),
        a.sku(),
        sum(a.quantity(), b.quantity()),
        a.unit(),
        a.cost().plus(b.cost()),
        a.priceBasis());
  }

  private static @Nullable BigDecimal sum(@Nullable BigDecimal a, @Nullable BigDecimal b) {
    return a == null || b == null ? null : a.add(b);
  }
}

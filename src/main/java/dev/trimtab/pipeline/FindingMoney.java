package dev.trimtab.pipeline;

import dev.trimtab.allocate.UnitPrices;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.rightsize.Savings;
import dev.trimtab.store.Database;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Nominal savings of findings, at the prices that are in force.
final class FindingMoney {
  private static final BigDecimal HOURS_PER_MONTH = new BigDecimal(730);

  private final Map<String, UnitPrices> onDemand = new HashMap<>();
  private final Map<String, UnitPrices> spot = new HashMap<>();
  private final Map<WorkloadRef, List<Resources>> sizes = new HashMap<>();
  private final Map<WorkloadRef, Integer> onSpot;

  FindingMoney(
      Database database, List<ClusterInventory> clusters, Instant asOf, Currency currency) {
    var prices = TodaysNodes.prices(database, clusters, asOf, currency);
    for (var cluster : clusters) {
      UnitPrices.of(cluster.nodes(), n -> prices.onDemand(n.region(), n.instanceType(), asOf))
          .ifPresent(p -> onDemand.put(cluster.cluster(), p));
      UnitPrices.of(cluster.nodes(), n -> prices.spot(n.located(), n.instanceType(), asOf))
          .ifPresent(p -> spot.put(cluster.cluster(), p));
    }
    onSpot = database.inventories().podsOnSpot();
  }

  /// Takes down what a workload's containers will ask for, once resized: spot saves on that.
  ///
  /// @param proposed for those of its containers that are to be resized
  void sizes(Workload workload, Map<String, Resources> proposed) {
    sizes.put(
        workload.ref(),
        workload.template().containers().stream()
            .filter(c -> c.role() != Container.Role.INIT)
            .map(c -> proposed.getOrDefault(c.name(), c.resources()))
            .toList());
  }

  /// Savings of a month, empty where something has no price or nothing would be saved.
  Optional<Money> savings(Finding finding) {
    return switch (finding) {
      case Finding.Resize resize ->
          prices(resize).map(p -> Savings.monthly(resize, p.perCoreHour(), p.perGibHour()));
      case Finding.Idle idle ->
          prices(idle)
              .map(p -> Savings.monthly(idle, p.perCoreHour(), p.perGibHour(), p.perGpuHour()));
      case Finding.Scale scale ->
          prices(scale)
              .map(p -> Savings.monthly(scale, p.perCoreHour(), p.perGibHour(), p.perGpuHour()));
      case Finding.MoveToSpot move -> spotSavings(move);
      case Finding.TokenSaving saving -> Optional.of(saving.monthly());
      case Finding.Keep _, Finding.InsufficientData _, Finding.StayOnDemand _, Finding.NodeMix _ ->
          Optional.empty();
    };
  }

  private Optional<UnitPrices> prices(Finding finding) {
    return Optional.ofNullable(onDemand.get(finding.workload().cluster()));
  }

  private Optional<Money> spotSavings(Finding.MoveToSpot move) {
    var list = onDemand.get(move.workload().cluster());
    var cheap = spot.get(move.workload().cluster());
    int moving =
        move.replicas() - move.onDemandReplicas() - onSpot.getOrDefault(move.workload(), 0);
    if (list == null || cheap == null || moving <= 0) {
      return Optional.empty();
    }
    var perReplica = Money.zero(list.perCoreHour().currency());
    for (var r : sizes.getOrDefault(move.workload(), List.of())) {
      if (r.cpuRequest() != null) {
        var cores = BigDecimal.valueOf(r.cpuRequest().millis()).movePointLeft(3);
        perReplica = perReplica.plus(list.perCoreHour().minus(cheap.perCoreHour()).times(cores));
      }
      if (r.memoryRequest() != null) {
        var gib = BigDecimal.valueOf(r.memoryRequest().gibi());
        perReplica = perReplica.plus(list.perGibHour().minus(cheap.perGibHour()).times(gib));
      }
    }
    return Optional.of(
        perReplica.times(HOURS_PER_MONTH).times(BigDecimal.valueOf(moving)).stored());
  }
}

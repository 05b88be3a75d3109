package dev.trimtab.app.command;

import dev.trimtab.collect.files.OfferingRow;
import dev.trimtab.collect.files.PodsRow;
import dev.trimtab.place.market.PriceUnits;
import dev.trimtab.place.plan.Daemon;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Overhead;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a placement problem of the rows of pods.csv and offerings.csv.
final class PlanInputs {
  private PlanInputs() {}

  static PlanProblem problem(List<PodsRow> pods, List<OfferingRow> offerings, Overhead overhead) {
    var demands = new ArrayList<Demand>();
    var daemons = new ArrayList<Daemon>();
    for (var row : pods) {
      var size = Size.of(row.cpu(), row.memory(), row.gpus());
      var wants =
          new Demand.Wants(
              row.arch(),
              row.spot() || row.daemonSet(),
              row.zone(),
              row.maxSkew(),
              row.onePerNode(),
              row.maxPoolShare(),
              List.of());
      if (row.daemonSet()) {
        daemons.add(new Daemon(row.workload(), size, wants));
      } else {
        demands.add(new Demand(row.workload(), row.replicas(), size, wants));
      }
    }
    return new PlanProblem(
        demands, daemons, offerings.stream().map(row -> offer(row, overhead)).toList());
  }

  /// A price in a unit of its own, in words; nothing where all prices go together.
  static Optional<String> strange(List<OfferingRow> offerings) {
    var usual = PriceUnits.of(offerings.stream().map(PlanInputs::priced).toList());
    return offerings.stream()
        .filter(row -> usual.isTooDear(priced(row)))
        .findFirst()
        .map(row ->
            "line %d: %s/%s/%s at %s an hour is %,.0f times as dear for its size as most. Maybe the price is in another unit?"
                .formatted(
                    row.line(),
                    row.instanceType(),
                    row.zone(),
                    row.capacityType().label(),
                    row.price().toPlainString(),
                    usual.times(priced(row))));
  }

  private static PriceUnits.Priced priced(OfferingRow row) {
    return new PriceUnits.Priced(row.price(), Size.of(row.vcpu(), row.memory(), row.gpus()));
  }

  private static Offer offer(OfferingRow row, Overhead overhead) {
    var machine = Size.of(row.vcpu(), row.memory(), row.gpus());
    var room = overhead.room(machine, row.maxPods());
    var cpu = row.allocatableCpu();
    var memory = row.allocatableMemory();
    var given =
        Size.of(
            cpu == null ? BigDecimal.ZERO : cpu,
            memory == null ? BigDecimal.ZERO : memory,
            row.gpus());
    return new Offer(
        row.instanceType(),
        row.zone(),
        row.capacityType(),
        row.price(),
        new Size(
            cpu == null ? room.cpuMicros() : given.cpuMicros(),
            memory == null ? room.memoryBytes() : given.memoryBytes(),
            given.gpuMillis()),
        row.maxPods(),
        row.arch(),
        row.interruptions(),
        row.available(),
        Map.of());
  }
}

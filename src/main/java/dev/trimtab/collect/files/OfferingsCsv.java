package dev.trimtab.collect.files;

import dev.trimtab.collect.csv.BadRow;
import dev.trimtab.collect.csv.CsvFile;
import dev.trimtab.collect.csv.CsvRow;
import dev.trimtab.model.Collected;
import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.CapacityType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads offerings.csv (docs/formats.md): a purchasable node a row.
///
/// A price that is empty, or 0 of a node that is not reserved, is not known: nothing is wrong with
/// such a row, but nothing can be bought by it. It is told, and does not count as a bad one.
///
/// @param mostBadRows largest share of rows that cannot be used, 0..1
public record OfferingsCsv(double mostBadRows) {
  private static final int USUAL_MAX_PODS = 110;
  private static final int SHOWN = 20;
  private static final List<String> REQUIRED =
      List.of("instance_type", "zone", "capacity_type", "price_per_hour", "vcpu", "memory_bytes");
  private static final List<String> KNOWN =
      List.of(
          "instance_type",
          "zone",
          "capacity_type",
          "price_per_hour",
          "vcpu",
          "memory_bytes",
          "gpu",
          "arch",
          "max_pods",
          "allocatable_cpu_cores",
          "allocatable_memory_bytes",
          "interruptions_per_month",
          "available");

  /// All usable rows.
  ///
  /// @throws SourceUnavailable when the file cannot be read, lacks a column or has too many bad
  ///   rows
  public Collected<List<OfferingRow>> read(Path file) throws SourceUnavailable {
    var problems = new ArrayList<Problem>();
    var unpriced = new ArrayList<Problem>();
    var offerings = new ArrayList<OfferingRow>();
    problems.addAll(
        new CsvFile("offerings", file, mostBadRows)
            .readTable(
                REQUIRED,
                columns -> {
                  UnknownColumns.warn("offerings", file, columns, KNOWN).ifPresent(problems::add);
                  return row -> {
                    var capacity = capacity(row);
                    var price = PlanCells.decimal(row, "price_per_hour", PlanCells.MOST_OTHER);
                    if (price == null
                        || (price.signum() == 0 && capacity != CapacityType.RESERVED)) {
                      unpriced.add(unpriced(file, row));
                    } else {
                      offerings.add(row(row, capacity, price));
                    }
                  };
                }));
    problems.addAll(unpriced.subList(0, Math.min(SHOWN, unpriced.size())));
    if (unpriced.size() > SHOWN) {
      problems.add(
          new Problem(
              "offerings",
              String.valueOf(file.getFileName()),
              "unknown price",
              unpriced.size() + " offerings in all have no price"));
    }
    return new Collected<>(offerings, problems);
  }

  private static Problem unpriced(Path file, CsvRow row) {
    return new Problem(
        "offerings",
        file.getFileName() + ":" + row.line(),
        "unknown price",
        "%s/%s/%s has no price and is left out"
            .formatted(
                row.textOrEmpty("instance_type"),
                row.textOrEmpty("zone"),
                row.textOrEmpty("capacity_type")));
  }

  private static CapacityType capacity(CsvRow row) throws BadRow {
    var text = row.required("capacity_type").strip();
    return switch (text) {
      case "on-demand" -> CapacityType.ON_DEMAND;
      case "spot" -> CapacityType.SPOT;
      case "reserved" -> CapacityType.RESERVED;
      default ->
          throw new BadRow(
              "unknown capacity_type",
              "capacity_type is \"" + text + "\"; wanted on-demand, spot or reserved");
    };
  }

  private static OfferingRow row(CsvRow row, CapacityType capacity, BigDecimal price)
      throws BadRow {
    return new OfferingRow(
        row.line(),
        row.textOrEmpty("instance_type"),
        row.textOrEmpty("zone"),
        capacity,
        price,
        PlanCells.required(row, "vcpu", PlanCells.MOST_CORES),
        PlanCells.required(row, "memory_bytes", PlanCells.MOST_BYTES),
        PlanCells.orZero(row, "gpu"),
        PlanCells.arch(row),
        PlanCells.wholeDown(row, "max_pods", USUAL_MAX_PODS),
        PlanCells.decimal(row, "allocatable_cpu_cores", PlanCells.MOST_CORES),
        PlanCells.decimal(row, "allocatable_memory_bytes", PlanCells.MOST_BYTES),
        PlanCells.share(row, "interruptions_per_month"),
        PlanCells.wholeDown(row, "available", Integer.MAX_VALUE));
  }
}

package dev.trimtab.demo.market;

import dev.trimtab.demo.seed.Table;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A real instance type with its public figures.
///
/// @param onDemand USD per hour
/// @param advisorSavings percent that spot saves, by the Spot Advisor
/// @param advisorBand interruption band 0..4, by the Spot Advisor
public record InstanceSpec(
    String name,
    int vcpus,
    int memoryMib,
    String arch,
    int gpus,
    String gpuName,
    int storageGb,
    int interfaces,
    int addressesPerInterface,
    BigDecimal onDemand,
    int advisorSavings,
    int advisorBand) {

  private static final List<InstanceSpec> ALL =
      Table.read("instance-types.csv").stream().map(InstanceSpec::of).toList();
  private static final Map<String, InstanceSpec> BY_NAME =
      ALL.stream().collect(Collectors.toMap(InstanceSpec::name, Function.identity()));

  /// Every type on offer.
  public static List<InstanceSpec> all() {
    return ALL;
  }

  /// The type of that name.
  ///
  /// @throws IllegalArgumentException when the demo knows no such type
  public static InstanceSpec named(String name) {
    var found = BY_NAME.get(name);
    if (found == null) {
      throw new IllegalArgumentException("the demo offers no instance type " + name);
    }
    return found;
  }

  public static boolean exists(String name) {
    return BY_NAME.containsKey(name);
  }

  public int maxPods() {
    return interfaces * (addressesPerInterface - 1) + 2;
  }

  private static InstanceSpec of(Table.Row row) {
    return new InstanceSpec(
        row.text("type"),
        row.number("vcpu"),
        row.number("memory_mib"),
        row.text("arch"),
        row.number("gpus"),
        row.text("gpu_name"),
        row.number("storage_gb"),
        row.number("enis"),
        row.number("ipv4_per_eni"),
        new BigDecimal(row.text("on_demand")),
        row.number("advisor_savings"),
        row.number("advisor_band"));
  }
}

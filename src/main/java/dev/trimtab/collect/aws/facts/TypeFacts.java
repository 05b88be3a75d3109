package dev.trimtab.collect.aws.facts;

import dev.trimtab.model.price.InstanceType;
import dev.trimtab.units.Memory;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What DescribeInstanceTypes says of a type, whichever way it was told.
///
/// @param vcpus null where it was not told, as all others
/// @param architectures as AWS names them, such as `x86_64`
/// @param interfaces network interfaces of the default network card
/// @param ipv4PerInterface addresses of one of them
public record TypeFacts(
    @Nullable String name,
    @Nullable Integer vcpus,
    @Nullable Long memoryMib,
    int gpus,
    List<String> architectures,
    @Nullable Integer interfaces,
    @Nullable Integer ipv4PerInterface,
    long localStorageGb) {
  public TypeFacts {
    architectures = List.copyOf(architectures);
  }

  /// Reads one element of the `InstanceTypes` that the command line tool prints.
  public static TypeFacts of(JsonNode type) {
    var network = type.path("NetworkInfo");
    return new TypeFacts(
        text(type.path("InstanceType")),
        integer(type.path("VCpuInfo").path("DefaultVCpus")),
        type.path("MemoryInfo").path("SizeInMiB").isIntegralNumber()
            ? type.path("MemoryInfo").path("SizeInMiB").asLong()
            : null,
        gpus(type.path("GpuInfo").path("Gpus")),
        architectures(type.path("ProcessorInfo").path("SupportedArchitectures")),
        interfaces(network),
        integer(network.path("Ipv4AddressesPerInterface")),
        type.path("InstanceStorageInfo").path("TotalSizeInGB").asLong(0));
  }

  /// The type, if all that a node needs to be known by is there; Macs are no Kubernetes nodes.
  public Optional<InstanceType> instanceType() {
    var arch = arch();
    if (name == null
        || vcpus == null
        || vcpus < 1
        || memoryMib == null
        || memoryMib < 1
        || arch == null) {
      return Optional.empty();
    }
    return Optional.of(
        new InstanceType(
            name,
            vcpus,
            Memory.mebi(memoryMib),
            gpus,
            arch,
            maxPods(interfaces, ipv4PerInterface),
            Math.toIntExact(Math.min(localStorageGb, Integer.MAX_VALUE))));
  }

  /// Whether it can only be a Mac.
  public boolean isMac() {
    return !architectures.isEmpty()
        && architectures.stream().allMatch(architecture -> architecture.endsWith("_mac"));
  }

  /// Pods that the VPC CNI can give an address: interfaces x (addresses - 1) + 2, from
  /// amazon-vpc-cni-k8s. Only the default network card's interfaces count: a p5.48xlarge has 64 in
  /// all and 100 pods by its 2 usable ones.
  public static @Nullable Integer maxPods(
      @Nullable Integer interfaces, @Nullable Integer ipv4PerInterface) {
    return interfaces == null || ipv4PerInterface == null
        ? null
        : interfaces * (ipv4PerInterface - 1) + 2;
  }

  private @Nullable String arch() {
    if (architectures.contains("x86_64")) {
      return "amd64";
    }
    return architectures.contains("arm64") ? "arm64" : null;
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() ? node.asString() : null;
  }

  private static @Nullable Integer integer(JsonNode node) {
    return node.canConvertToInt() ? node.asInt() : null;
  }

  private static int gpus(JsonNode gpus) {
    int count = 0;
    for (var gpu : gpus) {
      count += gpu.path("Count").asInt(0);
    }
    return count;
  }

  private static List<String> architectures(JsonNode architectures) {
    return architectures.valueStream().map(node -> node.asString("")).toList();
  }

  private static @Nullable Integer interfaces(JsonNode network) {
    int defaultCard = network.path("DefaultNetworkCardIndex").asInt(0);
    for (var card : network.path("NetworkCards")) {
      if (card.path("NetworkCardIndex").asInt(-1) == defaultCard) {
        return integer(card.path("MaximumNetworkInterfaces"));
      }
    }
    return integer(network.path("MaximumNetworkInterfaces"));
  }
}

package dev.trimtab.demo.aws;

import dev.trimtab.demo.market.InstanceSpec;
import java.util.List;
import java.util.Map;

/// An instance type as DescribeInstanceTypes tells it.
final class TypeXml {
  private TypeXml() {}

  static boolean matches(InstanceSpec type, Map<String, List<String>> filters) {
    return filters.entrySet().stream()
        .allMatch(filter -> matches(type, filter.getKey(), filter.getValue()));
  }

  private static boolean matches(InstanceSpec type, String filter, List<String> values) {
    return switch (filter) {
      case "instance-type" ->
          values.stream()
              .anyMatch(value -> type.name().matches(value.replace(".", "\\.").replace("*", ".*")));
      case "processor-info.supported-architecture" -> values.contains(architecture(type));
      case "supported-usage-class" -> values.contains("spot") || values.contains("on-demand");
      case "current-generation" -> values.contains("true");
      case "bare-metal" -> values.contains("false");
      default -> true;
    };
  }

  static void write(Xml xml, InstanceSpec type) {
    xml.open("item").text("instanceType", type.name()).flag("currentGeneration", true);
    xml.open("supportedUsageClasses");
    xml.text("item", "on-demand").text("item", "spot").close("supportedUsageClasses");
    xml.flag("bareMetal", false).text("hypervisor", "nitro");
    xml.open("processorInfo").open("supportedArchitectures").text("item", architecture(type));
    xml.close("supportedArchitectures").close("processorInfo");
    xml.open("vCpuInfo").number("defaultVCpus", type.vcpus()).close("vCpuInfo");
    xml.open("memoryInfo").number("sizeInMiB", type.memoryMib()).close("memoryInfo");
    xml.flag("instanceStorageSupported", type.storageGb() > 0);
    if (type.storageGb() > 0) {
      xml.open("instanceStorageInfo").number("totalSizeInGB", type.storageGb());
      xml.close("instanceStorageInfo");
    }
    xml.open("networkInfo")
        .number("maximumNetworkInterfaces", type.interfaces())
        .number("maximumNetworkCards", 1)
        .number("defaultNetworkCardIndex", 0)
        .open("networkCards")
        .open("item")
        .number("networkCardIndex", 0)
        .number("maximumNetworkInterfaces", type.interfaces())
        .close("item")
        .close("networkCards")
        .number("ipv4AddressesPerInterface", type.addressesPerInterface())
        .close("networkInfo");
    if (type.gpus() > 0) {
      xml.open("gpuInfo").open("gpus").open("item");
      xml.text("name", type.gpuName()).text("manufacturer", "NVIDIA").number("count", type.gpus());
      xml.close("item").close("gpus").close("gpuInfo");
    }
    xml.flag("burstablePerformanceSupported", type.name().startsWith("t3"));
    xml.close("item");
  }

  private static String architecture(InstanceSpec type) {
    return type.arch().equals("amd64") ? "x86_64" : type.arch();
  }
}

package dev.trimtab.collect.aws;

import dev.trimtab.model.Check;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.price.InstanceType;
import dev.trimtab.units.Memory;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/// The instance types of a region. All are listed and filtered here: naming one that AWS does not
/// know would fail all.
public final class Ec2TypesSource implements Source {
  private static final String ACTION = "ec2:DescribeInstanceTypes";

  private final AwsSettings settings;

  public Ec2TypesSource(AwsSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "aws-types/" + settings.region();
  }

  @Override
  public Reach reach() {
    return new Reach(Duration.ZERO, Duration.ZERO);
  }

  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    try (var ec2 = AwsClients.ec2(settings)) {
      var types = new ArrayList<InstanceType>();
      for (var info : ec2.describeInstanceTypesPaginator(r -> r.maxResults(100)).instanceTypes()) {
        if (settings.wants(info.instanceTypeAsString())) {
          types.add(type(info));
        }
      }
      sink.accept(Fact.Prices.ofTypes(types));
      sink.completeThrough(window.end());
    } catch (SdkException e) {
      throw AwsClients.unavailable(name(), ACTION, e);
    }
  }

  static InstanceType type(InstanceTypeInfo info) {
    var arch =
        info.processorInfo().supportedArchitecturesAsStrings().contains("arm64")
            ? "arm64"
            : "amd64";
    int gpus =
        info.gpuInfo() == null
            ? 0
            : info.gpuInfo().gpus().stream().mapToInt(g -> g.count() == null ? 0 : g.count()).sum();
    var disk = info.instanceStorageInfo();
    return new InstanceType(
        info.instanceTypeAsString(),
        info.vCpuInfo().defaultVCpus(),
        Memory.mebi(info.memoryInfo().sizeInMiB()),
        gpus,
        arch,
        maxPods(info),
        disk == null || disk.totalSizeInGB() == null ? 0 : Math.toIntExact(disk.totalSizeInGB()));
  }

  /// Interfaces x (addresses of each - 1) + 2: one address of each is the node's own, two pods
  /// share the node's.
  private static @Nullable Integer maxPods(InstanceTypeInfo info) {
    var network = info.networkInfo();
    if (network == null
        || network.maximumNetworkInterfaces() == null
        || network.ipv4AddressesPerInterface() == null) {
      return null;
    }
    return network.maximumNetworkInterfaces() * (network.ipv4AddressesPerInterface() - 1) + 2;
  }

  @Override
  public List<Check> check() {
    try (var ec2 = AwsClients.ec2(settings)) {
      ec2.describeInstanceTypes(r -> r.maxResults(5));
      return List.of(Check.ok(name(), "instance types can be read"));
    } catch (SdkException e) {
      return List.of(
          Check.failed(
              name(),
              String.valueOf(AwsClients.unavailable(name(), ACTION, e).getMessage()),
              "deploy/iam-policy.json lists what is needed"));
    }
  }
}

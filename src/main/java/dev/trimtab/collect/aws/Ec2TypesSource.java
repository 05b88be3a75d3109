package dev.trimtab.collect.aws;

import dev.trimtab.collect.aws.facts.PriceBatch;
import dev.trimtab.collect.aws.facts.ProblemTally;
import dev.trimtab.collect.aws.facts.TypeFacts;
import dev.trimtab.model.Check;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/// Instance types that one region offers. A name that EC2 does not know is a problem; the others
/// are read on.
public final class Ec2TypesSource implements Source {
  /// Names that one request may carry.
  private static final int NAMES = 100;

  private final Ec2Settings settings;
  private final AwsCall types;

  public Ec2TypesSource(Ec2Settings settings) {
    this.settings = settings;
    this.types = new AwsCall(name(), "ec2:DescribeInstanceTypes");
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
    var problems = new ProblemTally(name(), sink);
    var batch = new PriceBatch(sink);
    var found = new HashSet<String>();
    try (var ec2 = Clients.ec2(settings.region(), settings.access())) {
      Consumer<InstanceTypeInfo> taker = info -> take(info, found, batch, problems);
      byName(ec2, settings.types().exact(), taker, problems);
      if (settings.types().wantsAll()) {
        pages(ec2, DescribeInstanceTypesRequest.builder().build(), taker);
      } else if (!settings.types().globs().isEmpty()) {
        var globs = settings.types().globs();
        pages(
            ec2,
            DescribeInstanceTypesRequest.builder().filters(Filters.instanceTypes(globs)).build(),
            taker);
      }
    } finally {
      batch.flush();
      problems.flush();
    }
    sink.completeThrough(window.end());
  }

  @Override
  public List<Check> check() {
    try (var ec2 = Clients.ec2(settings.region(), settings.access())) {
      return List.of(Checks.of(types, () -> ec2.describeInstanceTypes(r -> r.maxResults(5))));
    }
  }

  // EC2 refuses a whole request for one name; halving it finds that name whatever the message says
  private void byName(
      Ec2Client ec2, List<String> names, Consumer<InstanceTypeInfo> taker, ProblemTally problems)
      throws SourceUnavailable {
    if (names.isEmpty()) {
      return;
    }
    if (names.size() <= NAMES) {
      try {
        ec2.describeInstanceTypes(r -> r.instanceTypesWithStrings(names))
            .instanceTypes()
            .forEach(taker);
        return;
      } catch (SdkException e) {
        if (!isUnknownType(e)) {
          throw types.unavailable(e);
        }
        if (names.size() == 1) {
          problems.add(
              names.getFirst(),
              "unknown-instance-type",
              "%s does not offer \"%s\". Maybe it is mistyped in aws.instanceTypes?"
                  .formatted(settings.region(), names.getFirst()));
          return;
        }
      }
    }
    int half = names.size() / 2;
    byName(ec2, names.subList(0, half), taker, problems);
    byName(ec2, names.subList(half, names.size()), taker, problems);
  }

  private static boolean isUnknownType(SdkException e) {
    return e instanceof Ec2Exception refused
        && Set.of("InvalidInstanceType", "InvalidParameterValue").contains(AwsCall.code(refused));
  }

  private void pages(
      Ec2Client ec2, DescribeInstanceTypesRequest first, Consumer<InstanceTypeInfo> taker)
      throws SourceUnavailable {
    // not the SDK's paginator, which follows a token that repeats for ever
    var tokens = new PageTokens(types);
    var next = Optional.of(first);
    while (next.isPresent()) {
      var question = next.orElseThrow();
      var page = types.run(() -> ec2.describeInstanceTypes(question));
      page.instanceTypes().forEach(taker);
      next =
          tokens.next(page.nextToken()).map(token -> question.toBuilder().nextToken(token).build());
    }
  }

  private static void take(
      InstanceTypeInfo info, Set<String> found, PriceBatch batch, ProblemTally problems) {
    var facts = facts(info);
    var type = facts.instanceType();
    if (type.isPresent() && found.add(type.get().name())) {
      batch.add(type.get());
    } else if (type.isEmpty() && !facts.isMac()) {
      problems.add(
          String.valueOf(facts.name()),
          "incomplete-instance-type",
          "no vCPUs, memory or known architecture: " + facts);
    }
  }

  private static TypeFacts facts(InstanceTypeInfo info) {
    var network = info.networkInfo();
    var gpus = info.gpuInfo();
    var disks = info.instanceStorageInfo();
    return new TypeFacts(
        info.instanceTypeAsString(),
        info.vCpuInfo() == null ? null : info.vCpuInfo().defaultVCpus(),
        info.memoryInfo() == null ? null : info.memoryInfo().sizeInMiB(),
        gpus == null
            ? 0
            : gpus.gpus().stream().mapToInt(g -> g.count() == null ? 0 : g.count()).sum(),
        info.processorInfo() == null
            ? List.of()
            : info.processorInfo().supportedArchitecturesAsStrings(),
        Interfaces.ofDefaultCard(network),
        network == null ? null : network.ipv4AddressesPerInterface(),
        disks == null || disks.totalSizeInGB() == null ? 0 : disks.totalSizeInGB());
  }
}

package dev.trimtab.rightsize;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Namespace;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Placement;
import dev.trimtab.model.cluster.Pod;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Evidence;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.rightsize.RightsizeSettings.LimitRule;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.Surroundings;
import dev.trimtab.rightsize.wish.Treatment;
import dev.trimtab.rightsize.wish.Treatments;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sizes containers by their P95 and their peak, plus 15%.
final class Sizes {
  static final LocalDate TODAY = LocalDate.ofInstant(Facts.NOW, ZoneOffset.UTC);
  static final RightsizeSettings SETTINGS = settings(LimitRule.KEEP_RATIO, LimitRule.KEEP_RATIO);
  static final Sizer SIZER =
      subject ->
          new PercentileMeasured(subject.treatment().percentile().orElse(0.95), 0.15, 0.15)
              .measure(subject);

  private Sizes() {}

  static RightsizeSettings settings(LimitRule cpu, LimitRule memory) {
    return new RightsizeSettings(
        0.15, 0.15, Cpu.millis(25), Memory.mebi(64), Duration.ofDays(2), 0.1, cpu, memory);
  }

  /// One of which only the usage is known.
  static Optional<Finding> advise(RightsizeSettings settings, ContainerHistory history) {
    return advise(settings, SizingCase.of(history, TODAY));
  }

  static Optional<Finding> advise(RightsizeSettings settings, SizingCase subject) {
    return new Rightsizer(settings).advise(subject, SIZER.measure(subject));
  }

  /// All of one workload, in a cluster that is known.
  static List<Finding> advise(
      ClusterInventory inventory, Treatments treatments, ContainerHistory... containers) {
    return advise(SETTINGS, inventory, treatments, containers);
  }

  static List<Finding> advise(
      RightsizeSettings settings,
      ClusterInventory inventory,
      Treatments treatments,
      ContainerHistory... containers) {
    var cluster = Surroundings.of(inventory, placements(inventory), TODAY);
    var sized =
        Renamed.adopt(List.of(containers)).stream()
            .map(named -> {
              var ref = named.history().ref().workload();
              var workload = cluster.workload(ref);
              Treatment treatment =
                  treatments.of(ref, workload, cluster.namespace(ref.namespace()));
              var subject =
                  new SizingCase(named.history(), workload, cluster, treatment, named.formerName());
              return new Rightsizer.Sized(subject, SIZER.measure(subject));
            })
            .toList();
    return new Rightsizer(settings).advise(sized);
  }

  /// One for each pod.
  private static Map<WorkloadRef, List<Placement>> placements(ClusterInventory inventory) {
    var nodes = inventory.nodes().stream().collect(Collectors.toMap(Node::name, node -> node));
    return inventory.pods().stream()
        .collect(
            Collectors.groupingBy(
                Pod::workload,
                Collectors.mapping(
                    pod -> {
                      var node = Objects.requireNonNull(nodes.get(pod.node()));
                      return new Placement(node.instanceType(), node.arch(), 1);
                    },
                    Collectors.toList())));
  }

  /// A cluster with one workload, under some policies, on some nodes.
  static ClusterInventory cluster(
      Workload workload, Policies policies, List<Node> nodes, Pod... pods) {
    return new ClusterInventory(
        "prod",
        Facts.NOW,
        List.of(new Namespace("shop", Map.of("tier", "gold"), Map.of())),
        nodes,
        List.of(workload),
        List.of(pods),
        policies);
  }

  static ClusterInventory cluster(Workload workload) {
    return cluster(workload, Policies.NONE, List.of(Facts.node("n1")));
  }

  /// The only one of a kind.
  static <T extends Finding> T only(Class<T> kind, List<Finding> findings) {
    var all = findings.stream().filter(kind::isInstance).map(kind::cast).toList();
    if (all.size() != 1) {
      throw new AssertionError("not one %s: %s".formatted(kind.getSimpleName(), findings));
    }
    return all.getFirst();
  }

  static List<String> notes(Finding finding) {
    return Stream.of(finding)
        .flatMap(each ->
            switch (each) {
              case Finding.Resize f -> Stream.of(f.evidence());
              case Finding.Keep f -> Stream.of(f.evidence());
              case Finding.Idle f -> Stream.of(f.evidence());
              case Finding.Scale f -> Stream.of(f.evidence());
              case Finding.InsufficientData _,
                  Finding.MoveToSpot _,
                  Finding.StayOnDemand _,
                  Finding.NodeMix _,
                  Finding.TokenSaving _ ->
                  Stream.<Evidence>empty();
            })
        .flatMap(evidence -> evidence.notes().stream())
        .toList();
  }
}

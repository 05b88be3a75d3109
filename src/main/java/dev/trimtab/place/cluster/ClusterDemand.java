package dev.trimtab.place.cluster;

import dev.trimtab.model.Problem;
import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Placement;
import dev.trimtab.model.cluster.Policies.Claim;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.place.plan.Daemon;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.Demand.Wants;
import dev.trimtab.place.plan.LabelRule;
import dev.trimtab.place.plan.LabelRule.Operator;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Offers;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a cluster's workloads want of nodes.
///
/// What runs all the time counts: every workload's replicas as they stand now, an autoscaled one's
/// among them, and Jobs that run at the moment. CronJobs are left out, and said to be: what they
/// need comes and goes, on whatever room there is or on nodes that last as long as they do. Static
/// pods belong to the node that starts them.
final class ClusterDemand {
  private final ClusterCase subject;
  private final Changes changes;
  private final TaintRules taints;
  private final Map<String, Claim> claims = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private ClusterDemand(ClusterCase subject, Changes changes) {
    this.subject = subject;
    this.changes = changes;
    this.taints = TaintRules.of(subject.inventory());
    subject
        .inventory()
        .policies()
        .claims()
        .forEach(claim -> claims.put(claim.namespace() + "/" + claim.name(), claim));
  }

  /// The problem, and what of the cluster is not in it.
  record Stated(PlanProblem problem, List<Problem> problems) {}

  static Stated of(ClusterCase subject, Changes changes) {
    return new ClusterDemand(subject, changes).stated();
  }

  private Stated stated() {
    var workloads = subject.inventory().workloads();
    var daemons =
        workloads.stream()
            .filter(ClusterDemand::isDaemonSet)
            .filter(workload -> changes.replicas(workload.ref(), 1) > 0)
            .map(this::daemon)
            .toList();
    var usable = Offers.usable(new PlanProblem(List.of(), daemons, subject.offers()));
    var demands = new ArrayList<Demand>();
    int byTime = 0;
    for (var workload : workloads) {
      if (workload.ref().kind().equals("CronJob")) {
        byTime++;
      } else if (!isDaemonSet(workload) && !workload.ref().kind().equals("StaticPod")) {
        demands.addAll(demands(workload, usable));
      }
    }
    if (byTime > 0) {
      problem(
          "CronJobs",
          "left-out",
          "%d run by schedule and are in no plan: what they need comes and goes".formatted(byTime));
    }
    return new Stated(new PlanProblem(demands, daemons, subject.offers()), List.copyOf(problems));
  }

  private void problem(String about, String reason, String message) {
    problems.add(new Problem("nodes/" + subject.inventory().cluster(), about, reason, message));
  }

  private static boolean isDaemonSet(Workload workload) {
    return workload.ref().kind().equals("DaemonSet");
  }

  private Daemon daemon(Workload workload) {
    var needs = NodeNeeds.of(workload.template(), subject.offers());
    var wants =
        new Wants(
            needs.arch().isEmpty() ? "any" : needs.arch(),
            true,
            needs.zone(),
            -1,
            false,
            Double.NaN,
            rules(workload, needs));
    return new Daemon(workload.ref(), size(workload), wants);
  }

  private Size size(Workload workload) {
    return PodSize.of(subject.containers(workload), changes.requests(workload.ref()));
  }

  private List<LabelRule> rules(Workload workload, NodeNeeds needs) {
    var rules = new ArrayList<>(needs.rules());
    rules.addAll(taints.rules(workload.template()));
    for (var name : accelerators(workload)) {
      rules.add(new LabelRule("accelerator " + name, Operator.EXISTS, List.of()));
      problem(
          workload.ref().toString(),
          "unknown-accelerator",
          "it asks for %s, which no price list tells of: it is in no plan".formatted(name));
    }
    return rules;
  }

  private SortedSet<String> accelerators(Workload workload) {
    var names = new TreeSet<String>();
    for (Container container : subject.containers(workload)) {
      names.addAll(container.accelerators().keySet());
    }
    return names;
  }

  private List<Demand> demands(Workload workload, List<Offer> usable) {
    int replicas = changes.replicas(workload.ref(), replicas(workload));
    if (replicas <= 0) {
      return List.of();
    }
    var floor = subject.onDemandFloor(workload.ref());
    var zones = zones(workload);
    var wants = wants(workload, floor.isPresent(), zones);
    var pod = size(workload);
    if (zones.size() > 1) {
      boolean spot = floor.isPresent() && floor.getAsInt() == 0;
      return Parts.tied(workload.ref(), replicas, pod, onSpot(wants, spot), zones);
    }
    return floor.isPresent() && floor.getAsInt() > 0
        ? Parts.split(workload.ref(), replicas, pod, wants, floor.getAsInt(), usable)
        : List.of(new Demand(workload.ref(), replicas, pod, wants));
  }

  /// A Job wants what of it runs; one that has ended wants nothing.
  private int replicas(Workload workload) {
    if (!workload.ref().kind().equals("Job")) {
      return workload.replicas();
    }
    int running = placements(workload).stream().mapToInt(Placement::pods).sum();
    return Math.min(workload.replicas(), running);
  }

  private List<Placement> placements(Workload workload) {
    return subject.placements().getOrDefault(workload.ref(), List.of());
  }

  /// Zones that its volumes tie it to, and how many volumes each has.
  private SortedMap<String, Integer> zones(Workload workload) {
    var zones = new TreeMap<String, Integer>();
    for (var name : workload.template().claims()) {
      var claim = claims.get(workload.ref().namespace() + "/" + name);
      if (claim != null && !claim.zone().isEmpty()) {
        zones.merge(claim.zone(), 1, Integer::sum);
      }
    }
    return zones;
  }

  private Wants wants(Workload workload, boolean spot, SortedMap<String, Integer> zones) {
    var template = workload.template();
    var needs = NodeNeeds.of(template, subject.offers());
    var rules = new ArrayList<>(rules(workload, needs));
    var zone = needs.zone();
    if (zones.size() == 1 && zone.isEmpty()) {
      zone = zones.firstKey();
    } else if (!zones.isEmpty() && !zone.isEmpty()) {
      rules.add(new LabelRule(OfferLabels.ZONE, Operator.IN, List.copyOf(zones.keySet())));
    }
    noted(workload, needs);
    var wants =
        new Wants(
            needs.arch().isEmpty() ? archOfToday(workload) : needs.arch(),
            spot,
            zone,
            template.spreadByZone() ? Math.max(1, template.scheduling().zoneMaxSkew()) : -1,
            template.onePerNode(),
            subject.maxPoolShare(),
            rules);
    return GroupOffers.keptOff(wants, subject.offers());
  }

  /// Says which labels are asked for that no node has that can be had.
  private void noted(Workload workload, NodeNeeds needs) {
    for (var rule : needs.rules()) {
      boolean asks = rule.operator() == Operator.IN || rule.operator() == Operator.EXISTS;
      if (asks && subject.offers().stream().noneMatch(offer -> rule.holds(offer.labels()))) {
        problem(
            workload.ref().toString(),
            "label-on-no-node",
            "it wants nodes with label %s%s, but no node that can be had is known to have it, and none of today's of a type that is on offer does. Labels are learned from nodes that stand: maybe start one, or correct the node selector"
                .formatted(
                    rule.key(),
                    rule.operator() == Operator.IN
                        ? " = " + String.join(" or ", rule.values())
                        : ""));
      }
    }
  }

  /// An image runs on the architectures that it runs on now; one that runs nowhere on the usual
  /// one.
  private String archOfToday(Workload workload) {
    var arches = new TreeSet<String>();
    placements(workload).forEach(placement -> arches.add(placement.arch()));
    arches.remove("");
    return switch (arches.size()) {
      case 0 -> "amd64";
      case 1 -> arches.first();
      default -> "any";
    };
  }

  private static Wants onSpot(Wants wants, boolean spot) {
    return new Wants(
        wants.arch(),
        spot,
        wants.zone(),
        wants.maxSkew(),
        wants.onePerNode(),
        wants.maxPoolShare(),
        wants.rules());
  }
}

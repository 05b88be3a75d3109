package dev.trimtab.place.move;

import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.Workload.DisruptionBudget;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.Offer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a step says to a person.
record StepWords(Standing standing, Drains drains, Landing landing) {
  /// Workloads named in one step; the others lose no larger share of their replicas.
  private static final int NAMED = 3;

  static String name(Node node) {
    return "%s (%s, %s)".formatted(node.name(), node.instanceType(), node.zone());
  }

  static String add(Offer.Key key, int count) {
    return "Add %d %s in %s (%s) and wait until %s ready."
        .formatted(
            count,
            key.instanceType(),
            key.zone(),
            key.capacityType().label(),
            count == 1 ? "it is" : "they are");
  }

  static String blocked(Standing standing, Drains drains, Node node) {
    var stuck = drains.on(node, drains.stuck()::contains);
    var words = new ArrayList<String>();
    for (var ref : stuck.stream().limit(NAMED).toList()) {
      @Nullable Workload workload = standing.workloads().get(ref);
      if (workload != null && workload.budget() != null) {
        words.add(stuck(workload, workload.budget()));
      }
    }
    return "%s cannot be drained: %s It stays until then."
        .formatted(name(node), String.join(" ", words));
  }

  private static String stuck(Workload workload, DisruptionBudget budget) {
    boolean byMinimum = !budget.minAvailable().isEmpty();
    boolean oneMoreHelps = byMinimum && budget.minAvailable().matches("\\d+");
    return "PodDisruptionBudget %s (%s %s) lets none of the %d replicas of %s go. %s."
        .formatted(
            budget.name(),
            byMinimum ? "minAvailable" : "maxUnavailable",
            byMinimum ? budget.minAvailable() : budget.maxUnavailable(),
            workload.replicas(),
            workload.ref().name(),
            oneMoreHelps
                ? "Run one replica more, or let one be away (maxUnavailable: 1)"
                : "Let one be away (maxUnavailable: 1)");
  }

  /// @param after nodes that are drained later, where this is the first of several
  /// @param together drained nodes that it shares no workload with, nor do they
  String drain(Node node, int after, List<String> together) {
    var pods = standing.movable(node);
    int count = pods.values().stream().mapToInt(Integer::intValue).sum();
    var words = new ArrayList<String>();
    if (after > 0) {
      words.add(
          "Cordon this node and the %d to be drained after it, so that no pod moves twice."
              .formatted(after));
    }
    var what =
        switch (count) {
          case 0 -> "it is empty";
          case 1 -> "its 1 pod moves";
          default -> "its %d pods move".formatted(count);
        };
    words.add("Drain %s: %s%s.".formatted(name(node), what, losses(pods)));
    words.addAll(warnings(node));
    if (!together.isEmpty()) {
      words.add("It may go at the same time as %s.".formatted(String.join(", ", together)));
    }
    return String.join(" ", words);
  }

  private record Loss(Workload workload, int atOnce) {
    private double share() {
      return (double) atOnce / workload.replicas();
    }

    private String words() {
      int replicas = workload.replicas();
      var name = workload.ref().name();
      if (replicas == 1) {
        return "%s is down meanwhile, it has 1 replica".formatted(name);
      }
      if (atOnce >= replicas) {
        return "%s loses all %d at once%s"
            .formatted(name, replicas, workload.budget() == null ? ": no PodDisruptionBudget" : "");
      }
      return "%s loses at most %d of %d at a time".formatted(name, atOnce, replicas);
    }
  }

  private String losses(SortedMap<WorkloadRef, Integer> pods) {
    var losses = new ArrayList<Loss>();
    pods.forEach((ref, count) -> {
      @Nullable Workload workload = standing.workloads().get(ref);
      if (workload != null && workload.replicas() > 0 && !runsToItsEnd(ref)) {
        int most = Math.min(workload.replicas(), Drains.mayBeAway(workload));
        losses.add(new Loss(workload, Math.min(count, most)));
      }
    });
    losses.sort(Comparator.comparingDouble(Loss::share).reversed());
    var words = new StringBuilder();
    losses.stream().limit(NAMED).forEach(loss -> words.append("; ").append(loss.words()));
    int more = losses.size() - NAMED;
    if (more > 0) {
      words.append(more == 1 ? "; 1 more loses" : "; %d more lose".formatted(more));
      words.append(" no larger share");
    }
    return words.toString();
  }

  private List<String> warnings(Node node) {
    var words = new ArrayList<String>();
    named(drains.on(node, Drains::isBare))
        .map("Nothing starts %s again, bare pods that they are: move them by hand."::formatted)
        .ifPresent(words::add);
    named(drains.on(node, drains.onDisk()::contains))
        .map("Data of %s on this node's own disk is left behind: copy it first."::formatted)
        .ifPresent(words::add);
    named(drains.on(node, StepWords::runsToItsEnd))
        .map("Let %s end first: a drain cuts it off."::formatted)
        .ifPresent(words::add);
    named(drains.on(node, this::isUnwell))
        .map(
            "The budget of %s allows nothing right now: wait until all its pods are ready."
                ::formatted)
        .ifPresent(words::add);
    amounts(landing.withoutRoom().get(node.name()))
        .map("Room is not certain for %s: plan again before this step."::formatted)
        .ifPresent(words::add);
    amounts(landing.beyond().get(node.name()))
        .map("The plan has no place for %s: they may have to wait."::formatted)
        .ifPresent(words::add);
    return words;
  }

  private static boolean runsToItsEnd(WorkloadRef ref) {
    return ref.kind().equals("Job") || ref.kind().equals("CronJob");
  }

  private boolean isUnwell(WorkloadRef ref) {
    @Nullable Workload workload = standing.workloads().get(ref);
    return workload != null
        && workload.budget() != null
        && workload.budget().disruptionsAllowed() == 0;
  }

  private static Optional<String> named(List<WorkloadRef> refs) {
    return refs.isEmpty()
        ? Optional.empty()
        : Optional.of(listed(refs.stream().map(WorkloadRef::name).toList()));
  }

  private static Optional<String> amounts(@Nullable Map<WorkloadRef, Integer> pods) {
    if (pods == null) {
      return Optional.empty();
    }
    var sorted = new TreeMap<WorkloadRef, Integer>(Standing.BY_NAME);
    // what runs to its end is in no plan, and needs no other place
    pods.forEach((ref, count) -> {
      if (!runsToItsEnd(ref)) {
        sorted.put(ref, count);
      }
    });
    return sorted.isEmpty()
        ? Optional.empty()
        : Optional.of(
            listed(
                sorted.entrySet().stream()
                    .map(e ->
                        "%d %s of %s"
                            .formatted(
                                e.getValue(),
                                e.getValue() == 1 ? "pod" : "pods",
                                e.getKey().name()))
                    .toList()));
  }

  private static String listed(List<String> words) {
    int more = words.size() - NAMED;
    return more > 0
        ? "%s and %d more".formatted(String.join(", ", words.subList(0, NAMED)), more)
        : String.join(", ", words);
  }
}

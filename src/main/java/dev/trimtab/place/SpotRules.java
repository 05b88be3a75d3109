package dev.trimtab.place;

import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Workload;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The rules, each with its own words.
final class SpotRules {
  /// `forbidden` keeps a workload off spot; `allowed` overrules every rule, its owner knows better.
  static final String ANNOTATION = "trimtab.dev/spot";

  static final List<SpotRule> ALL =
      List.of(
          SpotRules::annotation,
          SpotRules::kind,
          SpotRules::replicas,
          SpotRules::budget,
          SpotRules::localStorage,
          SpotRules::volumes,
          SpotRules::grace,
          SpotRules::priority);

  private static final int SYSTEM_PRIORITY = 1_000_000_000;
  private static final Map<String, String> KINDS =
      Map.of(
          "Pod", "It is a bare pod: nothing would start it again.",
          "StaticPod", "It is a static pod: it belongs to its node.",
          "Job", "It is a one-off Job: an interruption starts its work over.");

  private SpotRules() {}

  private static Optional<String> annotation(Workload w, Policies policies, SpotPolicy policy) {
    return "forbidden".equals(w.annotations().get(ANNOTATION))
        ? Optional.of("Its annotation %s forbids it.".formatted(ANNOTATION))
        : Optional.empty();
  }

  private static Optional<String> kind(Workload w, Policies policies, SpotPolicy policy) {
    return Optional.ofNullable(KINDS.get(w.ref().kind()));
  }

  private static Optional<String> replicas(Workload w, Policies policies, SpotPolicy policy) {
    return w.replicas() < policy.minReplicas() && !w.ref().kind().equals("CronJob")
        ? Optional.of(
            "It has %d replicas, fewer than %d: an interruption would be an outage."
                .formatted(w.replicas(), policy.minReplicas()))
        : Optional.empty();
  }

  private static Optional<String> budget(Workload w, Policies policies, SpotPolicy policy) {
    var budget = w.budget();
    if (budget == null) {
      return Optional.empty();
    }
    boolean none =
        Set.of("0", "0%").contains(budget.maxUnavailable())
            || budget.minAvailable().equals("100%")
            || budget.minAvailable().equals(Integer.toString(w.replicas()));
    return none
        ? Optional.of(
            "Its PodDisruptionBudget %s allows no disruption at all.".formatted(budget.name()))
        : Optional.empty();
  }

  private static Optional<String> localStorage(Workload w, Policies policies, SpotPolicy policy) {
    boolean local =
        w.template().localStorage() || claims(w, policies).anyMatch(Policies.Claim::local);
    return local
        ? Optional.of("Its data lives on the node's own disk, which goes with the node.")
        : Optional.empty();
  }

  private static Optional<String> volumes(Workload w, Policies policies, SpotPolicy policy) {
    boolean tied =
        w.ref().kind().equals("StatefulSet")
            && claims(w, policies).anyMatch(c -> !c.zone().isEmpty() && !c.local());
    return tied
        ? Optional.of(
            "It is a StatefulSet whose volumes are tied to a zone: a replica can only come back where that zone has capacity.")
        : Optional.empty();
  }

  private static java.util.stream.Stream<Policies.Claim> claims(Workload w, Policies policies) {
    return policies.claims().stream()
        .filter(c -> c.namespace().equals(w.ref().namespace()))
        .filter(c -> w.template().claims().contains(c.name()) || ofStatefulSet(w, c));
  }

  /// A StatefulSet's own claims are named `template-name-ordinal`.
  private static boolean ofStatefulSet(Workload w, Policies.Claim claim) {
    return w.ref().kind().equals("StatefulSet")
        && claim.name().matches(".+-\\Q" + w.ref().name() + "\\E-\\d+");
  }

  private static Optional<String> grace(Workload w, Policies policies, SpotPolicy policy) {
    var grace = w.template().terminationGrace();
    return grace.compareTo(policy.interruptionNotice()) > 0
        ? Optional.of(
            "It wants %d s to end in order, and a spot node gives %d s notice."
                .formatted(grace.toSeconds(), policy.interruptionNotice().toSeconds()))
        : Optional.empty();
  }

  private static Optional<String> priority(Workload w, Policies policies, SpotPolicy policy) {
    var name = w.template().priorityClass();
    int priority =
        Math.max(
            w.template().priority(),
            Objects.requireNonNullElse(policies.priorityClasses().get(name), 0));
    return priority > SYSTEM_PRIORITY || name.startsWith("system-")
        ? Optional.of(
            "Its priority class %s marks it as critical to the cluster."
                .formatted(name.isEmpty() ? priority : name))
        : Optional.empty();
  }
}

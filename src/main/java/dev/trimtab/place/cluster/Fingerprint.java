package dev.trimtab.place.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.PlanProblem;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// A SHA-256 of all that a plan rests on, in an order that does not depend on the machine.
final class Fingerprint {
  /// To be raised with every change of how plans are found: plans of another solver are not used
  /// again.
  private static final String SOLVER = "solver 5";

  private final MessageDigest digest;

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    add(SOLVER);
  }

  /// @param others whatever else counts, in words
  static String of(
      ClusterCase subject,
      PlanProblem requested,
      PlanProblem recommended,
      StandingNodes today,
      Object... others) {
    var print = new Fingerprint();
    for (var other : others) {
      print.add(other);
    }
    print.problem(requested);
    print.problem(recommended);
    print.add(today.price());
    print.add(today.nodes());
    print.add(today.unpriced());
    print.all(today.offers(), Fingerprint::line);
    print.add(today.keys());
    print.all(subject.inventory().nodes(), Fingerprint::line);
    print.all(subject.inventory().workloads(), Fingerprint::line);
    print.all(subject.inventory().policies().claims(), Object::toString);
    subject.pods().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> print.add(entry.getKey() + " " + byName(entry.getValue())));
    return HexFormat.of().formatHex(print.digest.digest());
  }

  /// Demands and daemons are records of lists and scalars: their words are the same everywhere.
  private void problem(PlanProblem problem) {
    all(problem.demands(), Object::toString);
    all(problem.daemons(), Object::toString);
    all(problem.offers(), Fingerprint::line);
  }

  private <T> void all(Collection<T> all, Function<T, String> line) {
    add(all.size());
    all.stream().map(line).sorted(Comparator.naturalOrder()).forEach(this::add);
  }

  private void add(Object value) {
    digest.update(value.toString().getBytes(UTF_8));
    digest.update((byte) 0); // so that no two lists of words are the same text
  }

  private static String line(Offer offer) {
    return "%s %s %s %d %s %s %d %s"
        .formatted(
            offer.key(),
            offer.price(),
            offer.room(),
            offer.maxPods(),
            offer.arch(),
            offer.interruptions(),
            offer.available(),
            new TreeMap<>(offer.labels()));
  }

  private static String line(Node node) {
    return "%s %s %s %s %s %s"
        .formatted(
            node.name(),
            node.instanceType(),
            node.zone(),
            node.capacityType(),
            node.taints(),
            new TreeMap<>(node.labels()));
  }

  /// What steps from today's nodes to the plan's look at.
  private static String line(Workload workload) {
    return "%s %d %s %s %s"
        .formatted(
            workload.ref(),
            workload.replicas(),
            workload.budget(),
            workload.template().onePerNode(),
            workload.template().claims());
  }

  private static Map<String, Integer> byName(Map<WorkloadRef, Integer> pods) {
    var sorted = new TreeMap<String, Integer>();
    pods.forEach((workload, count) -> sorted.put(workload.toString(), count));
    return sorted;
  }
}

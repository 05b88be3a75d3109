package dev.trimtab.place.spot;

import java.util.Optional;

/// What is critical to the cluster is not interrupted to save money.
record PriorityRule() implements SpotRule {
  /// Kubernetes keeps priorities above this for its own classes.
  private static final int HIGHEST_USER_PRIORITY = 1_000_000_000;

  @Override
  public Optional<Objection> objection(SpotCase subject) {
    var template = subject.workload().template();
    var name = template.priorityClass();
    int priority =
        Math.max(
            template.priority(),
            subject.facts().policies().priorityClasses().getOrDefault(name, 0));
    if (priority <= HIGHEST_USER_PRIORITY && !name.startsWith("system-")) {
      return Optional.empty();
    }
    return Optional.of(
        new Objection.Never(
            "Its priority %s marks it as critical to the cluster."
                .formatted(name.isEmpty() ? Integer.toString(priority) : "class " + name)));
  }
}

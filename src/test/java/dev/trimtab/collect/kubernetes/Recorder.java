package dev.trimtab.collect.kubernetes;

import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.cluster.ClusterInventory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Writes down what a source hands over.
final class Recorder implements FactSink {
  final List<Fact> facts = new ArrayList<>();
  final List<Problem> problems = new ArrayList<>();
  final List<Instant> completed = new ArrayList<>();

  @Override
  public void accept(Fact fact) {
    facts.add(fact);
  }

  @Override
  public void problem(Problem problem) {
    problems.add(problem);
  }

  @Override
  public void completeThrough(Instant instant) {
    completed.add(instant);
  }

  ClusterInventory inventory() {
    var found =
        facts.stream()
            .filter(Fact.Inventory.class::isInstance)
            .map(Fact.Inventory.class::cast)
            .toList();
    if (found.size() == 1) {
      return found.getFirst().inventory();
    }
    throw new AssertionError("expected one inventory, got " + facts);
  }
}

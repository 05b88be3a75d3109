package dev.trimtab.collect;

import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.usage.UsageSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Keeps what a source handed over, in its order.
public final class RecordingSink implements FactSink {
  public final List<Fact> facts = new ArrayList<>();
  public final List<Problem> problems = new ArrayList<>();
  public final List<Instant> completed = new ArrayList<>();

  @Override
  public synchronized void accept(Fact fact) {
    facts.add(fact);
  }

  @Override
  public synchronized void problem(Problem problem) {
    problems.add(problem);
  }

  @Override
  public synchronized void completeThrough(Instant instant) {
    completed.add(instant);
  }

  /// All samples handed over, whichever their cluster.
  public List<UsageSample> samples() {
    return facts.stream()
        .filter(Fact.Usage.class::isInstance)
        .map(Fact.Usage.class::cast)
        .flatMap(usage -> usage.samples().stream())
        .toList();
  }

  /// Reasons of the problems, in their order.
  public List<String> reasons() {
    return problems.stream().map(Problem::reason).toList();
  }
}

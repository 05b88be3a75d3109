package dev.trimtab.collect;

import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.usage.UsageSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Keeps what a source handed over, in its order.
public final class RecordingSink implements FactSink {
  public final List<Fact> facts = new ArrayList<>();
  public final List<Problem> problems = new ArrayList<>();
  public final List<Instant> completed = new ArrayList<>();

  /// Names by kind and id, as the database would keep them.
  public final Map<String, Map<String, String>> known = new TreeMap<>();

  @Override
  public synchronized void accept(Fact fact) {
    if (fact instanceof Fact.Names(_, var kind, var names)) {
      known.computeIfAbsent(kind, _ -> new TreeMap<>()).putAll(names);
    } else {
      facts.add(fact);
    }
  }

  @Override
  public synchronized Map<String, String> known(String kind) {
    return Map.copyOf(known.getOrDefault(kind, Map.of()));
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

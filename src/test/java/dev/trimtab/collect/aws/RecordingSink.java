package dev.trimtab.collect.aws;

import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

final class RecordingSink implements FactSink {
  final List<Fact.Prices> prices = new ArrayList<>();
  final List<Problem> problems = new ArrayList<>();
  final List<Instant> complete = new ArrayList<>();

  @Override
  public void accept(Fact fact) {
    prices.add((Fact.Prices) fact);
  }

  @Override
  public void problem(Problem problem) {
    problems.add(problem);
  }

  @Override
  public void completeThrough(Instant instant) {
    complete.add(instant);
  }
}

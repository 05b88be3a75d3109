package dev.trimtab.bench.replay;

import java.time.Instant;
import java.util.List;

/// All policies at one instant of choice.
record Origin(Instant at, List<Outcome> outcomes) {
  Outcome of(Policy policy) {
    return outcomes.stream()
        .filter(outcome -> outcome.policy().equals(policy))
        .findFirst()
        .orElseThrow();
  }
}

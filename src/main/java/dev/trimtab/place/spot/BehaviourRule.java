package dev.trimtab.place.spot;

import java.util.Locale;
import java.util.Optional;

/// What falls over by itself should not be interrupted as well: interruptions would come on top,
/// and a pod that is slow to stand again leaves the others alone for longer.
record BehaviourRule() implements SpotRule {
  private static final int HOURS_A_WEEK = 168;

  /// Fewer say little, however short the time.
  private static final int FEWEST_RESTARTS = 3;

  @Override
  public Optional<Objection> objection(SpotCase subject) {
    var seen = subject.behaviour();
    if (seen.podHours() <= 0) {
      return Optional.empty();
    }
    if (seen.restarts() >= FEWEST_RESTARTS && seen.restarts() * HOURS_A_WEEK > seen.podHours()) {
      return Optional.of(
          new Objection.Never(
              "Its containers restarted %d times%s in %s, more than once a week each: find out why before interruptions come on top."
                  .formatted(seen.restarts(), kills(seen), span(seen))));
    }
    return seen.oomKills() > 0 ? Optional.of(outOfMemory(subject, seen)) : Optional.empty();
  }

  private static Objection outOfMemory(SpotCase subject, Behaviour seen) {
    int replicas = subject.replicas();
    int half = Math.ceilDiv(replicas, 2);
    var what = "It ran out of memory %s in %s".formatted(times(seen.oomKills()), span(seen));
    return Objection.keep(
        half,
        replicas,
        half < replicas
            ? "%s: keep half, %d of %d replicas, on demand until it has the memory it needs."
                .formatted(what, half, replicas)
            : "%s: keep it on demand until it has the memory it needs.".formatted(what));
  }

  private static String kills(Behaviour seen) {
    return seen.oomKills() == 0
        ? ""
        : ", %d of them for want of memory,".formatted(seen.oomKills());
  }

  private static String times(long count) {
    return count == 1 ? "once" : count + " times";
  }

  /// The pods' time together.
  private static String span(Behaviour seen) {
    return seen.podHours() < 48
        ? hours(Math.max(1, Math.round(seen.podHours())))
        : String.format(Locale.ROOT, "%.0f pod-days", seen.podHours() / 24);
  }

  private static String hours(long hours) {
    return hours == 1 ? "1 pod-hour" : hours + " pod-hours";
  }
}

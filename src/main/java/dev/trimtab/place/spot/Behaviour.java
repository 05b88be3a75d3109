package dev.trimtab.place.spot;

import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.DailyProfile;

/// What became of a workload's pods lately.
///
/// @param oomKills containers killed for want of memory
/// @param restarts of containers, these kills among them
/// @param podHours over which this was seen
public record Behaviour(long oomKills, long restarts, double podHours) {
  public static final Behaviour UNSEEN = new Behaviour(0, 0, 0);

  /// That of one container.
  public static Behaviour of(ContainerHistory history) {
    long kills = 0;
    long restarts = 0;
    double hours = 0;
    for (DailyProfile day : history.days()) {
      kills += Math.max(0, day.oomKills());
      // a kill may be told where its restart is not
      restarts += Math.max(Math.max(0, day.oomKills()), day.restarts());
      hours += Math.max(0, day.hours());
    }
    return new Behaviour(kills, restarts, hours);
  }

  /// Together with another container of the same pods.
  public Behaviour and(Behaviour other) {
    return new Behaviour(
        oomKills + other.oomKills, restarts + other.restarts, Math.max(podHours, other.podHours));
  }
}

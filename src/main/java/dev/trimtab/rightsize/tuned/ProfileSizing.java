package dev.trimtab.rightsize.tuned;

import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.DailyProfile;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sizes the containers of one cluster from their daily profiles, by the same policy as the
/// backtest.
///
/// Every container is handed over three times: first all are [seen][#see], for what they have in
/// common; then all are [judged][#judge], for what came of earlier decisions; then each can be
/// [sized][#size]. Nothing of a container is kept in between.
public final class ProfileSizing {
  private static final long SECONDS_PER_DAY = 86_400;
  private static final double MOST_BYTES = 1L << 50;

  private final LocalDate firstDay;
  private final Span span;
  private final Fleet fleet;
  private final ProfilePeers peers;
  private final Outlook[] outlooks;
  private final Calibration[] cpuRisk;
  private final Calibration.@Nullable Stated[] stated;
  private @Nullable Learned learned;

  /// @param firstDay of the profiles
  /// @param lastDay of the profiles; the day after it is decided for
  public ProfileSizing(LocalDate firstDay, LocalDate lastDay, Weights weights) {
    this.firstDay = firstDay;
    int days = (int) ChronoUnit.DAYS.between(firstDay, lastDay) + 1;
    this.span = new Span(days + 1, SECONDS_PER_DAY);
    this.fleet = new Fleet(span);
    this.peers = new ProfilePeers(span);
    this.outlooks = new Outlook[Level.ALL.size()];
    this.cpuRisk = new Calibration[Level.ALL.size()];
    this.stated = new Calibration.@Nullable Stated[Level.ALL.size()];
    for (int i = 0; i < cpuRisk.length; i++) {
      outlooks[i] = new Outlook(Level.ALL.get(i).weighing(weights), span);
      cpuRisk[i] = new Calibration(span.count());
    }
  }

  /// Looks at what a container has in common with the others.
  public void see(ContainerHistory history) {
    fleet.see(past(history));
  }

  /// Looks at what earlier decisions would have brought; after all have been seen.
  public void judge(ContainerHistory history, Level level) {
    int at = Level.ALL.indexOf(level);
    new Replay(past(history), outlooks[at], learned()).teach(cpuRisk[at]);
    stated[at] = null;
  }

  /// Decides; after all have been judged.
  public ProfileSize size(ContainerHistory history, Level level) {
    var past = past(history);
    int at = Level.ALL.indexOf(level);
    var replay = new Replay(past, outlooks[at], learned());
    int window = span.count() - 1;
    return new ProfileSize(
        replay.cpu[window],
        replay.memory[window],
        stated(at).of(window, replay.cpuExpected[window]),
        replay.memoryExpected[window],
        "trimtab@" + level.name() + ", " + replay.chosen.name(),
        replay.runnerUp.name(),
        OwnBacktest.figures(history, past, replay, peers));
  }

  private Calibration.Stated stated(int level) {
    var known = stated[level];
    if (known == null) {
      known = cpuRisk[level].stated();
      stated[level] = known;
    }
    return known;
  }

  private Learned learned() {
    var known = learned;
    if (known == null) {
      known = fleet.learned();
      learned = known;
    }
    return known;
  }

  private Past past(ContainerHistory history) {
    List<@Nullable WindowUse> uses = new ArrayList<>();
    for (int i = 0; i < span.count(); i++) {
      uses.add(null);
    }
    for (var day : history.days()) {
      long window = ChronoUnit.DAYS.between(firstDay, day.day());
      if (window >= 0 && window < span.count() - 1) {
        uses.set((int) window, use(day));
      }
    }
    return new Past(Past.key(history.ref().toString()), uses);
  }

  private static WindowUse use(DailyProfile day) {
    var inForce = day.inForce();
    var limit = inForce == null ? null : inForce.memoryLimit();
    return new WindowUse(
        day.cpu(),
        day.hours(),
        day.memoryPeak() >= 0 && day.memoryPeak() <= MOST_BYTES ? day.memoryPeak() : Double.NaN,
        limit == null ? Double.NaN : (double) limit.bytes(),
        day.oomKills() > 0);
  }
}

package dev.trimtab.rightsize;

import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.rightsize.rule.Percent;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.tuned.Level;
import dev.trimtab.rightsize.tuned.ProfileSizing;
import dev.trimtab.rightsize.tuned.Weights;
import dev.trimtab.rightsize.wish.Risk;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sizes by Trimtab's own policy, each cluster by its own record, at the risk that was asked for.
///
/// All containers have to be [seen][#see] and then [judged][#judge] before the first is measured,
/// by one thread.
public final class TunedSizer implements Sizer {
  private static final double SMALLEST_SAID = 0.0001;

  private final LocalDate firstDay;
  private final LocalDate lastDay;
  private final Weights weights;
  private final Map<String, ProfileSizing> clusters = new HashMap<>();

  /// @param firstDay of the profiles
  /// @param lastDay of the profiles
  public TunedSizer(LocalDate firstDay, LocalDate lastDay, Weights weights) {
    this.firstDay = firstDay;
    this.lastDay = lastDay;
    this.weights = weights;
  }

  /// Looks at what a container has in common with others of its cluster.
  public void see(ContainerHistory history) {
    cluster(history).see(history);
  }

  /// Looks at what earlier decisions would have brought.
  public void judge(ContainerHistory history, Risk risk) {
    cluster(history).judge(history, level(risk));
  }

  @Override
  public Measured measure(SizingCase subject) {
    var risk = subject.treatment().risk();
    var size = cluster(subject.history()).size(subject.history(), level(risk));
    return new Measured(
        size.cpuCores(),
        size.memoryBytes(),
        size.cpuRisk(),
        size.memoryRisk(),
        because(risk, size.cpuRisk(), "%s%% of intervals are expected above it"),
        because(risk, size.memoryRisk(), "a peak above it is expected on %s%% of days"),
        size.figures(),
        List.of(),
        size.policy(),
        size.runnerUp());
  }

  private static String because(Risk risk, double stated, String words) {
    return "at %s risk %s"
        .formatted(
            risk.word(),
            Double.isNaN(stated)
                ? "too little has been seen to say how often it is passed"
                : words.formatted(share(stated)));
  }

  private static String share(double stated) {
    return stated < SMALLEST_SAID ? "less than 0.01" : Percent.of(stated);
  }

  private ProfileSizing cluster(ContainerHistory history) {
    return clusters.computeIfAbsent(
        history.ref().workload().cluster(), _ -> new ProfileSizing(firstDay, lastDay, weights));
  }

  private static Level level(Risk risk) {
    return switch (risk) {
      case SAFE -> Level.SAFE;
      case BALANCED -> Level.BALANCED;
      case LEAN -> Level.LEAN;
    };
  }
}

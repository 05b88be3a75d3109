package dev.trimtab.rightsize;

import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.rightsize.rule.MeasuredCpu;
import dev.trimtab.rightsize.rule.MeasuredMemory;
import dev.trimtab.rightsize.rule.OomKills;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingRule;
import dev.trimtab.rightsize.rule.SmallChanges;
import dev.trimtab.rightsize.rule.Throttling;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Sizes a container's requests and limits, up or down, from its daily profiles.
///
/// Rules run in order: what was measured, what usage alone does not tell, and last whether the
/// change is worth a rollout. Limits follow from the requests.
public final class Rightsizer {
  private final RightsizeSettings settings;
  private final List<SizingRule> rules;

  public Rightsizer(RightsizeSettings settings) {
    this.settings = settings;
    this.rules =
        List.of(
            new MeasuredCpu(settings.percentile(), settings.cpuMargin(), settings.cpuFloor()),
            new MeasuredMemory(settings.memoryMargin(), settings.memoryFloor()),
            new Throttling(),
            new OomKills(),
            new SmallChanges(settings.changeThreshold()));
  }

  /// Advises on one container. Empty for what runs no more, and for init containers: they run once,
  /// before the others, and their pod needs the larger of both, which their profile does not tell.
  public Optional<Finding> advise(ContainerHistory history) {
    if (history.replicas() <= 0 || history.role() == Container.Role.INIT) {
      return Optional.empty();
    }
    var seen = HistorySeen.of(history);
    if (seen.isZero() || seen.compareTo(settings.minHistory()) < 0) {
      return Optional.of(
          insufficient(
              history,
              seen,
              "Only %s of usage seen, %s needed."
                  .formatted(HistorySeen.words(seen), HistorySeen.words(settings.minHistory()))));
    }
    return Optional.of(size(history, seen));
  }

  private Finding size(ContainerHistory history, Duration seen) {
    var sizing = Sizing.UNKNOWN;
    for (var rule : rules) {
      sizing = rule.apply(history, sizing);
    }
    if (sizing.cpu() == null && sizing.memory() == null) {
      return insufficient(
          history, seen, "Neither its CPU nor its memory usage is known on any day.");
    }
    var current = history.current();
    var evidence = EvidenceOf.history(history, settings, sizing.notes());
    var proposed = Limits.follow(settings, current, sizing);
    if (sameRequests(current, proposed)) {
      return new Finding.Keep(
          history.ref(), current, evidence, Words.keep(settings.changeThreshold()));
    }
    return new Finding.Resize(
        history.ref(),
        history.role(),
        current,
        proposed,
        history.replicas(),
        evidence,
        Words.resize(current, proposed, sizing));
  }

  private Finding insufficient(ContainerHistory history, Duration seen, String reason) {
    return new Finding.InsufficientData(
        history.ref(), history.current(), seen, settings.minHistory(), reason);
  }

  private static boolean sameRequests(Resources current, Resources proposed) {
    return Objects.equals(current.cpuRequest(), proposed.cpuRequest())
        && Objects.equals(current.memoryRequest(), proposed.memoryRequest());
  }
}

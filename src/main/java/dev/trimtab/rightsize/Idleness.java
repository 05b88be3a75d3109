package dev.trimtab.rightsize;

import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.model.usage.Gauge;
import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.Draft;
import dev.trimtab.rightsize.rule.PodSizing;
import dev.trimtab.rightsize.rule.SizingCase;
import java.time.Duration;
import java.util.Set;

/// Tells a workload that does nothing at all: for a week or more none of its own containers used
/// more than a hundredth of its CPU request, nor more than a hundredth of a core.
///
/// Not what rests by design (CronJobs, Jobs), runs on every node, or has its owner's word; nor what
/// has no memory in use either, which is a measurement that failed; nor what was seen for a few
/// hours a day, whatever their number.
final class Idleness {
  private static final int DAYS = 7;

  /// A week, less what scrapes lose.
  private static final Duration SEEN = Duration.ofHours(DAYS * 24 - 8);

  private static final double ALMOST_ALWAYS = 0.99;
  private static final double SHARE_OF_REQUEST = 0.01;
  private static final double NEVER_COUNTS = 0.001;
  private static final double TINY = 0.01;
  private static final double BURST = 0.05;
  private static final double GPU_UNUSED = 0.05;
  private static final Set<String> NEVER = Set.of("DaemonSet", "StaticPod", "Job", "CronJob");

  private Idleness() {}

  static boolean of(PodSizing pod) {
    var own =
        pod.drafts().stream()
            .map(Draft::subject)
            .filter(subject -> subject.history().role() == Container.Role.APP)
            .toList();
    return !NEVER.contains(pod.ref().kind())
        && pod.others().isEmpty()
        && !own.isEmpty()
        && own.stream().allMatch(Idleness::idle);
  }

  static Finding finding(Draft draft) {
    var subject = draft.subject();
    var history = subject.history();
    var workload = history.ref().workload();
    double most = history.days().stream().mapToDouble(Idleness::use).max().orElse(0);
    var sizing =
        draft
            .sizing()
            .noting("Whether anybody still calls it is not seen here: ask its owner first.");
    return new Finding.Idle(
        history.ref(),
        history.current(),
        history.replicas(),
        EvidenceOf.history(history, Start.NOTHING, sizing),
        "%s %s does nothing: on %d days this container used no more than %.1fm of CPU. Scale it to zero, or delete it."
            .formatted(workload.kind(), workload.name(), history.days().size(), most * 1000));
  }

  private static boolean idle(SizingCase subject) {
    var days = subject.days();
    var treatment = subject.treatment();
    boolean spoken =
        treatment.neverDown()
            || treatment.cpuPin().isPresent()
            || treatment.memoryPin().isPresent();
    return !spoken
        && days.size() >= DAYS
        && HistorySeen.of(subject.history()).compareTo(SEEN) >= 0
        && days.stream().allMatch(day -> quiet(day, least(subject)))
        && days.stream().anyMatch(day -> day.memoryPeak() > 0)
        && withoutGpus(subject);
  }

  private static double least(SizingCase subject) {
    var request = Measure.CPU.request(subject.current());
    return request.isEmpty()
        ? NEVER_COUNTS
        : Math.min(TINY, SHARE_OF_REQUEST * request.getAsLong() / 1000.0);
  }

  private static boolean quiet(DailyProfile day, double least) {
    return day.cpu().total() > 0 && use(day) <= least && !(day.cpuPeak() > BURST);
  }

  private static double use(DailyProfile day) {
    return day.cpu().percentile(ALMOST_ALWAYS);
  }

  private static boolean withoutGpus(SizingCase subject) {
    if (!subject.accelerators().isEmpty()) {
      // nobody measures how busy they are
      return false;
    }
    // of a cluster whose API is not read only the metrics tell that it has one
    double unseen = subject.current().gpus() > 0 ? 1 : 0;
    return subject.history().gauges().getOrDefault(Gauge.GPU_UTILISATION, unseen) < GPU_UNUSED;
  }
}

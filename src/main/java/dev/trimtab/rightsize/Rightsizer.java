package dev.trimtab.rightsize;

import static dev.trimtab.rightsize.rule.PodRule.each;

import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.rightsize.rule.Draft;
import dev.trimtab.rightsize.rule.PodRule;
import dev.trimtab.rightsize.rule.PodSizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.cluster.Autoscaling;
import dev.trimtab.rightsize.rule.cluster.DaemonSetNodes;
import dev.trimtab.rightsize.rule.cluster.FewerReplicas;
import dev.trimtab.rightsize.rule.cluster.Injected;
import dev.trimtab.rightsize.rule.cluster.LargestNode;
import dev.trimtab.rightsize.rule.cluster.LimitQuotas;
import dev.trimtab.rightsize.rule.cluster.LimitRanges;
import dev.trimtab.rightsize.rule.cluster.LimitsInRange;
import dev.trimtab.rightsize.rule.cluster.PodLimitRanges;
import dev.trimtab.rightsize.rule.cluster.Quotas;
import dev.trimtab.rightsize.rule.cluster.Raises;
import dev.trimtab.rightsize.rule.owner.Floors;
import dev.trimtab.rightsize.rule.owner.NeverDown;
import dev.trimtab.rightsize.rule.owner.Pins;
import dev.trimtab.rightsize.rule.owner.SmallChanges;
import dev.trimtab.rightsize.rule.owner.Wished;
import dev.trimtab.rightsize.rule.usage.CpuPeaks;
import dev.trimtab.rightsize.rule.usage.DailyCycle;
import dev.trimtab.rightsize.rule.usage.Gaps;
import dev.trimtab.rightsize.rule.usage.Gpus;
import dev.trimtab.rightsize.rule.usage.JavaHeap;
import dev.trimtab.rightsize.rule.usage.OomKills;
import dev.trimtab.rightsize.rule.usage.StartUp;
import dev.trimtab.rightsize.rule.usage.Throttling;
import dev.trimtab.rightsize.rule.usage.WeeklyCycle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Sizes the containers of a workload, up or down: requests, limits, and what hangs on them.
///
/// A sizing starts at what was measured. Rules then run in order: what use alone does not tell,
/// what the owner wants, what the cluster allows, whether the change is worth a rollout, and what
/// has to move along.
///
/// One is for one run: workloads of a namespace share the room that its quotas leave, and take of
/// it in the order in which they come.
public final class Rightsizer {
  private final RightsizeSettings settings;
  private final Raises raises = new Raises();
  private final List<PodRule> rules;

  public Rightsizer(RightsizeSettings settings) {
    this.settings = settings;
    var floors = new Floors(settings.cpuFloor(), settings.memoryFloor());
    this.rules =
        List.of(
            each(new Wished()),
            // what use alone does not tell
            each(new Gaps()),
            each(new CpuPeaks()),
            each(new StartUp()),
            each(new Throttling()),
            each(new OomKills()),
            each(new JavaHeap()),
            each(new DailyCycle()),
            each(new WeeklyCycle()),
            each(new Gpus()),
            new DaemonSetNodes(floors),
            // what its owner wants
            each(floors),
            each(new NeverDown()),
            // what the cluster allows, of requests as limits let them be
            each(new RequestsOfLimits(settings.cpuLimit(), settings.memoryLimit())),
            each(new LimitRanges()),
            new PodLimitRanges(),
            new LargestNode(),
            new Quotas(raises),
            // whether the change is worth a rollout
            each(new SmallChanges(settings.changeThreshold())),
            each(new Pins()),
            // what has to move along
            new Autoscaling(),
            new FewerReplicas(),
            each(new Limits(settings.cpuLimit(), settings.memoryLimit())),
            each(new LimitsInRange()),
            new LimitQuotas(raises),
            each(new Injected()));
  }

  /// A container with what was measured of it.
  public record Sized(SizingCase subject, Measured measured) {}

  /// Advises on one container alone.
  public Optional<Finding> advise(SizingCase subject, Measured measured) {
    return advise(List.of(new Sized(subject, measured))).stream()
        .filter(Finding.OfContainer.class::isInstance)
        .findFirst();
  }

  /// Advises on the containers of one workload. None for what runs no more or is excluded, and for
  /// init containers: they run once, before the others, and their pod needs the larger of both,
  /// which their profile does not tell.
  public List<Finding> advise(List<Sized> containers) {
    var findings = new ArrayList<Finding>();
    var drafts = new ArrayList<Draft>();
    var measured = new ArrayList<Measured>();
    var others = new ArrayList<Resources>();
    for (var container : containers) {
      var subject = container.subject();
      if (subject.history().replicas() <= 0 || subject.history().role() == Container.Role.INIT) {
        continue;
      }
      if (subject.treatment().excluded()) {
        others.add(subject.current());
      } else if (HistorySeen.suffices(subject.history(), settings.minHistory())) {
        drafts.add(new Draft(subject, Start.of(container.measured())));
        measured.add(container.measured());
      } else {
        others.add(subject.current());
        findings.add(HistorySeen.insufficient(subject, settings.minHistory()));
      }
    }
    if (!drafts.isEmpty()) {
      findings.addAll(advise(pod(containers, drafts, others), measured));
    }
    return findings;
  }

  /// @param measured of each draft, in order
  private List<Finding> advise(PodSizing pod, List<Measured> measured) {
    if (Idleness.of(pod)) {
      return pod.drafts().stream().<Finding>map(Idleness::finding).toList();
    }
    var sized = pod;
    for (var rule : rules) {
      sized = rule.apply(sized);
    }
    var findings = new ArrayList<Finding>();
    for (int i = 0; i < measured.size(); i++) {
      findings.add(
          new Outcome(settings, sized.drafts().get(i), measured.get(i))
              .finding(sized.autoscaler()));
    }
    raises.add(pod.ref(), findings);
    Replicas.advise(sized).ifPresent(findings::add);
    return findings;
  }

  private static PodSizing pod(List<Sized> containers, List<Draft> drafts, List<Resources> others) {
    var subject = drafts.getFirst().subject();
    var rest = new ArrayList<>(others);
    rest.addAll(neverSeen(subject.workload(), containers));
    return new PodSizing(
        subject.history().ref().workload(),
        subject.workload(),
        subject.cluster(),
        subject.history().replicas(),
        drafts,
        rest,
        null);
  }

  /// Containers of the template of which no usage was ever seen: they take room nevertheless.
  private static List<Resources> neverSeen(@Nullable Workload workload, List<Sized> containers) {
    if (workload == null) {
      return List.of();
    }
    var seen =
        containers.stream()
            .map(each -> each.subject().history().ref().container())
            .collect(Collectors.toSet());
    return workload.template().containers().stream()
        .filter(c -> c.role() != Container.Role.INIT && !seen.contains(c.name()))
        .map(Container::resources)
        .toList();
  }
}

package dev.trimtab.model.finding;

import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.plan.ClusterPlan;
import dev.trimtab.units.Money;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an advisor found about one target. Adding a variant makes the compiler show every switch to
/// extend.
public sealed interface Finding {
  /// One sentence for a person.
  String reason();

  WorkloadRef workload();

  /// A finding about one container of a workload.
  sealed interface OfContainer extends Finding {
    ContainerRef container();

    @Override
    default WorkloadRef workload() {
      return container().workload();
    }
  }

  /// Change requests or limits, up or down.
  ///
  /// @param role says where the pod's spec lists it: a sidecar stands among the init containers, an
  ///   injected one nowhere
  /// @param autoscaler what has to change with the requests, null where nothing has
  record Resize(
      ContainerRef container,
      Container.Role role,
      Resources current,
      Resources proposed,
      int replicas,
      @Nullable AutoscalerChange autoscaler,
      Evidence evidence,
      String reason)
      implements OfContainer {
    /// A resize that leaves every autoscaler as it is.
    public Resize(
        ContainerRef container,
        Container.Role role,
        Resources current,
        Resources proposed,
        int replicas,
        Evidence evidence,
        String reason) {
      this(container, role, current, proposed, replicas, null, evidence, reason);
    }

    /// Resizes one of the pod's own containers.
    public Resize(
        ContainerRef container,
        Resources current,
        Resources proposed,
        int replicas,
        Evidence evidence,
        String reason) {
      this(container, Container.Role.APP, current, proposed, replicas, evidence, reason);
    }
  }

  /// What it asks for is right.
  record Keep(ContainerRef container, Resources current, Evidence evidence, String reason)
      implements OfContainer {}

  /// Its workload does nothing: it may be scaled to zero, or go.
  ///
  /// @param current requests and limits that nobody uses
  record Idle(
      ContainerRef container, Resources current, int replicas, Evidence evidence, String reason)
      implements OfContainer {}

  /// Fewer replicas would carry the workload's load.
  ///
  /// @param proposed fewer than `replicas`
  /// @param podRequest what each of its pods will ask for, resized
  record Scale(
      WorkloadRef workload,
      int replicas,
      int proposed,
      Resources podRequest,
      Evidence evidence,
      String reason)
      implements Finding {}

  /// Too little history to say.
  ///
  /// @param seen history there is
  /// @param needed history it takes
  record InsufficientData(
      ContainerRef container, Resources current, Duration seen, Duration needed, String reason)
      implements OfContainer {}

  /// The workload may run on spot capacity.
  ///
  /// @param onDemandReplicas replicas that should stay on demand
  /// @param reasons each in words
  record MoveToSpot(
      WorkloadRef workload, int replicas, int onDemandReplicas, List<String> reasons, String reason)
      implements Finding {
    public MoveToSpot {
      reasons = List.copyOf(reasons);
    }
  }

  /// The workload should stay off spot capacity.
  record StayOnDemand(WorkloadRef workload, List<String> reasons, String reason)
      implements Finding {
    public StayOnDemand {
      reasons = List.copyOf(reasons);
    }
  }

  /// Other nodes would hold all that runs in a cluster for less, or today's are the right ones.
  ///
  /// @param realizable of a month: what nodes cost less by the plan, apart from what is attributed
  ///   to changes of workloads; null where today's nodes cannot be compared with the plan
  /// @param notes why nodes save more or less than requests do, each in words
  record NodeMix(ClusterPlan plan, @Nullable Money realizable, List<String> notes, String reason)
      implements Finding {
    public NodeMix {
      notes = List.copyOf(notes);
    }

    /// It is of no workload: all but the cluster is empty.
    @Override
    public WorkloadRef workload() {
      return new WorkloadRef(plan.cluster(), "", "", "");
    }
  }

  /// LLM usage could cost less.
  ///
  /// @param scope provider, project, key and model of the usage
  /// @param proposed what to change, by name; the same as long as the advice is
  /// @param monthly what a month would save, after discounts
  record TokenSaving(
      TokenAdvice advice,
      LlmScope scope,
      LlmOwned owner,
      Map<String, String> proposed,
      Money monthly,
      Map<String, String> evidence,
      String reason)
      implements Finding {
    public TokenSaving {
      proposed = Map.copyOf(proposed);
      evidence = Map.copyOf(evidence);
    }

    /// It is of no cluster: its name is the provider and the key, or the project without one.
    @Override
    public WorkloadRef workload() {
      var who = scope.apiKey().isEmpty() ? scope.project() : scope.apiKey();
      return new WorkloadRef(
          "",
          owner.namespace(),
          "LLM",
          who.isEmpty() ? scope.provider() : scope.provider() + "/" + who);
    }
  }
}

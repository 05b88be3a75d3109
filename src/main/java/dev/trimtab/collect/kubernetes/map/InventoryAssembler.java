package dev.trimtab.collect.kubernetes.map;

import dev.trimtab.collect.kubernetes.map.Seen.Controller;
import dev.trimtab.collect.kubernetes.map.Seen.SeenAutoscaler;
import dev.trimtab.collect.kubernetes.map.Seen.SeenBudget;
import dev.trimtab.collect.kubernetes.map.Seen.SeenClaim;
import dev.trimtab.collect.kubernetes.map.Seen.SeenLimits;
import dev.trimtab.collect.kubernetes.map.Seen.SeenNamespace;
import dev.trimtab.collect.kubernetes.map.Seen.SeenNode;
import dev.trimtab.collect.kubernetes.map.Seen.SeenPod;
import dev.trimtab.collect.kubernetes.map.Seen.SeenQuota;
import dev.trimtab.collect.kubernetes.map.Seen.SeenVolume;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Namespace;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Pod;
import dev.trimtab.model.cluster.PodTemplate;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Policies.Claim;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.Workload.DisruptionBudget;
import dev.trimtab.model.cluster.WorkloadRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Puts the objects of a cluster together: pods under their top controllers, with the autoscalers,
/// budgets, volumes and priorities that bear on them.
public final class InventoryAssembler {
  private static final Comparator<WorkloadRef> BY_NAME =
      Comparator.comparing(WorkloadRef::namespace)
          .thenComparing(WorkloadRef::kind)
          .thenComparing(WorkloadRef::name);

  /// A ScaledObject before the HorizontalPodAutoscaler that it keeps.
  private static final Comparator<SeenAutoscaler> BY_AUTHORITY =
      Comparator.comparing((SeenAutoscaler autoscaler) ->
              !autoscaler.key().kind().equals(ScaledObjectFacts.KIND))
          .thenComparing(autoscaler -> autoscaler.key().name());

  private final String cluster;
  private final SeenObjects seen;
  private final Owners owners;
  private final Priorities priorities;
  private final Map<String, Claim> claims;
  private final Map<String, List<SeenBudget>> budgets = new HashMap<>();
  private final Map<WorkloadRef, WorkloadRef> refs = new HashMap<>();

  private InventoryAssembler(String cluster, SeenObjects seen) {
    this.cluster = cluster;
    this.seen = seen;
    this.owners = new Owners(seen);
    this.priorities = Priorities.of(seen);
    this.claims = claims(seen);
    seen.all(SeenBudget.class)
        .sorted(Comparator.comparing(budget -> budget.key().name()))
        .forEach(budget ->
            budgets.computeIfAbsent(budget.key().namespace(), _ -> new ArrayList<>()).add(budget));
  }

  /// The cluster at `asOf`, in an order that does not depend on the order of what was seen.
  ///
  /// @param version of the API server; empty where unknown
  public static ClusterInventory assemble(
      String cluster, Instant asOf, String version, SeenObjects seen) {
    return new InventoryAssembler(cluster, seen).assemble(asOf, version);
  }

  private ClusterInventory assemble(Instant asOf, String version) {
    var drafts = new LinkedHashMap<WorkloadRef, WorkloadDraft>();
    seen.all(Controller.class).forEach(controller -> draft(drafts, controller));
    var pods = pods(drafts);
    seen.all(SeenAutoscaler.class)
        .sorted(BY_AUTHORITY)
        .forEach(autoscaler -> scale(drafts, autoscaler));
    var workloads =
        drafts.entrySet().stream()
            .map(draft -> workload(draft.getKey(), draft.getValue()))
            .sorted(Comparator.comparing(Workload::ref, BY_NAME))
            .toList();
    return new ClusterInventory(
        cluster, asOf, namespaces(workloads), nodes(), workloads, pods, policies(), version);
  }

  private void draft(Map<WorkloadRef, WorkloadDraft> drafts, Controller controller) {
    var top = owners.of(controller);
    var draft = drafts.computeIfAbsent(ref(top), _ -> new WorkloadDraft(top.apiVersion()));
    // the top itself wins over a controller that it owns, whichever came first
    var known = draft.controller();
    if (known == null || controller.key().equals(top.key())) {
      draft.add(controller);
    }
  }

  private List<Pod> pods(Map<WorkloadRef, WorkloadDraft> drafts) {
    return seen.all(SeenPod.class)
        .map(pod -> place(drafts, pod))
        .sorted(Comparator.comparing(Pod::workload, BY_NAME).thenComparing(Pod::name))
        .toList();
  }

  private Pod place(Map<WorkloadRef, WorkloadDraft> drafts, SeenPod pod) {
    var top = owners.of(pod);
    var ref = ref(top);
    drafts.computeIfAbsent(ref, _ -> new WorkloadDraft(top.apiVersion())).add(pod);
    return new Pod(
        pod.key().name(), ref, pod.node(), pod.phase(), pod.createdAt(), pod.containers());
  }

  private void scale(Map<WorkloadRef, WorkloadDraft> drafts, SeenAutoscaler autoscaler) {
    var draft = drafts.get(ref(owners.of(autoscaler.target())));
    if (draft != null) {
      draft.add(autoscaler.autoscaler());
    }
  }

  private Workload workload(WorkloadRef ref, WorkloadDraft draft) {
    return new Workload(
        ref,
        draft.apiVersion(),
        draft.replicas(),
        draft.createdAt(),
        draft.labels(),
        draft.annotations(managedBy(ref, draft)),
        template(ref, draft),
        draft.autoscaler(),
        budget(ref.namespace(), draft.podLabels()));
  }

  /// The owner of a controller that is a workload of its own all the same.
  private static @Nullable Owner managedBy(WorkloadRef ref, WorkloadDraft draft) {
    var controller = draft.controller();
    if (controller == null
        || !controller.key().kind().equals(ref.kind())
        || !controller.key().name().equals(ref.name())) {
      return null;
    }
    return controller.owner();
  }

  private PodTemplate template(WorkloadRef ref, WorkloadDraft draft) {
    var template = priorities.resolve(draft.template());
    var onLocalVolume =
        template.claims().stream()
            .map(claim -> claims.get(ref.namespace() + "/" + claim))
            .anyMatch(claim -> claim != null && claim.local());
    return onLocalVolume ? Templates.onLocalDisk(template) : template;
  }

  private @Nullable DisruptionBudget budget(String namespace, Map<String, String> podLabels) {
    return budgets.getOrDefault(namespace, List.of()).stream()
        .filter(budget -> budget.selector().matches(podLabels))
        .map(SeenBudget::budget)
        .findFirst()
        .orElse(null);
  }

  /// Every namespace that something lives in, also where namespaces may not be listed.
  private List<Namespace> namespaces(List<Workload> workloads) {
    var namespaces = new TreeMap<String, Namespace>();
    seen.all(SeenNamespace.class).forEach(n -> namespaces.put(n.key().name(), n.namespace()));
    workloads.stream()
        .map(workload -> workload.ref().namespace())
        .forEach(name -> namespaces.putIfAbsent(name, new Namespace(name, Map.of(), Map.of())));
    return List.copyOf(namespaces.values());
  }

  private List<Node> nodes() {
    return seen.all(SeenNode.class)
        .map(SeenNode::node)
        .sorted(Comparator.comparing(Node::name))
        .toList();
  }

  private Policies policies() {
    return new Policies(
        List.copyOf(claims.values()),
        seen.all(SeenLimits.class).flatMap(limits -> limits.limits().stream()).toList(),
        seen.all(SeenQuota.class).map(SeenQuota::quota).toList(),
        priorities.classes());
  }

  private static Map<String, Claim> claims(SeenObjects seen) {
    var volumes = new HashMap<String, SeenVolume>();
    seen.all(SeenVolume.class).forEach(volume -> volumes.put(volume.key().name(), volume));
    var claims = new TreeMap<String, Claim>();
    seen.all(SeenClaim.class)
        .map(claim -> withVolume(claim.claim(), volumes.get(claim.claim().volume())))
        .forEach(claim -> claims.put(claim.namespace() + "/" + claim.name(), claim));
    return claims;
  }

  private static Claim withVolume(Claim claim, @Nullable SeenVolume volume) {
    return volume == null
        ? claim
        : new Claim(
            claim.namespace(),
            claim.name(),
            claim.storageClass(),
            claim.requested(),
            claim.volume(),
            volume.zone(),
            volume.local());
  }

  private WorkloadRef ref(Owners.Top top) {
    ObjectKey key = top.key();
    var ref = new WorkloadRef(cluster, key.namespace(), key.kind(), key.name());
    var known = refs.putIfAbsent(ref, ref);
    return known == null ? ref : known;
  }
}

package dev.trimtab.collect.kubernetes.map;

import static java.util.Objects.requireNonNullElse;

import dev.trimtab.collect.kubernetes.map.Seen.Controller;
import dev.trimtab.collect.kubernetes.map.Seen.Link;
import dev.trimtab.model.cluster.PodTemplate;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads what manages pods: built-in controllers, and custom ones with a pod template.
final class ControllerFacts {
  /// Claims of a StatefulSet are named ahead up to this many replicas.
  private static final int MOST_NAMED = 1000;

  private ControllerFacts() {}

  static Seen read(Deployment object, Reading reading) {
    var spec = object.getSpec();
    return spec == null
        ? bare(object, reading)
        : controller(object, or(spec.getReplicas(), 1), spec.getTemplate(), List.of(), reading);
  }

  static Seen read(StatefulSet object, Reading reading) {
    var spec = object.getSpec();
    if (spec == null) {
      return bare(object, reading);
    }
    var replicas = or(spec.getReplicas(), 1);
    var claims = claims(spec, object.getMetadata().getName(), Math.min(replicas, MOST_NAMED));
    return controller(object, replicas, spec.getTemplate(), claims, reading);
  }

  static Seen read(DaemonSet object, Reading reading) {
    var status = object.getStatus();
    var wanted = status == null ? 0 : or(status.getDesiredNumberScheduled(), 0);
    var template = object.getSpec() == null ? null : object.getSpec().getTemplate();
    return controller(object, wanted, template, List.of(), reading);
  }

  static Seen read(ReplicaSet object, Reading reading) {
    var spec = object.getSpec();
    return spec == null
        ? bare(object, reading)
        : linkOr(object, or(spec.getReplicas(), 1), spec.getTemplate(), reading);
  }

  static Seen read(ReplicationController object, Reading reading) {
    var spec = object.getSpec();
    return spec == null
        ? bare(object, reading)
        : linkOr(object, or(spec.getReplicas(), 1), spec.getTemplate(), reading);
  }

  static Seen read(Job object, Reading reading) {
    var spec = requireNonNullElse(object.getSpec(), new JobSpec());
    return linkOr(object, or(spec.getParallelism(), 1), spec.getTemplate(), reading);
  }

  static Seen read(CronJob object, Reading reading) {
    var spec = object.getSpec();
    if (spec == null || spec.getJobTemplate() == null || spec.getJobTemplate().getSpec() == null) {
      return bare(object, reading);
    }
    var job = spec.getJobTemplate().getSpec();
    return controller(object, or(job.getParallelism(), 1), job.getTemplate(), List.of(), reading);
  }

  /// A custom controller with `spec.replicas` and `spec.template`: a Rollout, a DeploymentConfig.
  static Seen custom(
      HasMetadata object, int replicas, @Nullable PodTemplateSpec template, Reading reading) {
    return controller(object, replicas, template, List.of(), reading);
  }

  /// What any owned object tells: the way up to its owner.
  static Optional<Seen> link(HasMetadata object, Reading reading) {
    return Optional.ofNullable(Owner.controllerOf(object.getMetadata()))
        .map(owner -> new Link(key(object, reading), reading.intern(owner)));
  }

  private static Seen linkOr(
      HasMetadata object, int replicas, @Nullable PodTemplateSpec template, Reading reading) {
    return link(object, reading)
        .orElseGet(() -> controller(object, replicas, template, List.of(), reading));
  }

  private static Seen bare(HasMetadata object, Reading reading) {
    return controller(object, 0, null, List.of(), reading);
  }

  private static Seen controller(
      HasMetadata object,
      int replicas,
      @Nullable PodTemplateSpec template,
      List<String> claims,
      Reading reading) {
    var meta = object.getMetadata();
    var podLabels = podLabels(template, meta, reading);
    return new Controller(
        key(object, reading),
        reading.text(object.getApiVersion()),
        Owner.controllerOf(meta),
        Math.max(0, replicas),
        reading.createdAt(meta),
        reading.labels(meta),
        reading.annotations(meta),
        template(template, podLabels, claims, meta, reading),
        podLabels);
  }

  private static Map<String, String> podLabels(
      @Nullable PodTemplateSpec template, ObjectMeta meta, Reading reading) {
    return template == null || template.getMetadata() == null
        ? Map.of()
        : reading.labels(template.getMetadata().getLabels(), Reading.subject(meta));
  }

  private static @Nullable PodTemplate template(
      @Nullable PodTemplateSpec template,
      Map<String, String> podLabels,
      List<String> claims,
      ObjectMeta meta,
      Reading reading) {
    if (template == null || template.getSpec() == null) {
      return null;
    }
    var spec = template.getSpec();
    // an ephemeral volume's claim is named after its pod, which a template does not know
    var named =
        spec.getVolumes().stream()
            .filter(volume -> volume.getPersistentVolumeClaim() != null)
            .map(volume -> String.valueOf(volume.getPersistentVolumeClaim().getClaimName()));
    var all = Stream.concat(named, claims.stream()).sorted().distinct().toList();
    return Templates.withClaims(
        PodFacts.template(spec, podLabels, Reading.subject(meta), reading), all);
  }

  private static List<String> claims(StatefulSetSpec spec, String name, int replicas) {
    return spec.getVolumeClaimTemplates().stream()
        .flatMap(claim ->
            IntStream.range(0, replicas)
                .mapToObj(i -> claim.getMetadata().getName() + "-" + name + "-" + i))
        .toList();
  }

  private static ObjectKey key(HasMetadata object, Reading reading) {
    var meta = object.getMetadata();
    return new ObjectKey(
        reading.text(object.getKind()),
        reading.text(PodFacts.namespace(meta.getNamespace())),
        reading.text(meta.getName()));
  }

  private static int or(@Nullable Integer value, int otherwise) {
    return requireNonNullElse(value, otherwise);
  }
}

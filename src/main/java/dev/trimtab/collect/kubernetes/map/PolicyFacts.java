package dev.trimtab.collect.kubernetes.map;

import static java.util.Objects.requireNonNullElse;

import dev.trimtab.collect.kubernetes.map.Seen.SeenBudget;
import dev.trimtab.collect.kubernetes.map.Seen.SeenKeyHolder;
import dev.trimtab.collect.kubernetes.map.Seen.SeenLimits;
import dev.trimtab.collect.kubernetes.map.Seen.SeenNamespace;
import dev.trimtab.collect.kubernetes.map.Seen.SeenPriority;
import dev.trimtab.collect.kubernetes.map.Seen.SeenQuota;
import dev.trimtab.model.cluster.KeyHolder;
import dev.trimtab.model.cluster.Policies.LimitRange;
import dev.trimtab.model.cluster.Policies.Quota;
import dev.trimtab.model.cluster.Workload.DisruptionBudget;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.LimitRangeSpec;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import io.fabric8.kubernetes.api.model.ResourceQuotaStatus;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the rules of a cluster and its namespaces.
final class PolicyFacts {
  private PolicyFacts() {}

  static Seen read(Namespace object, Reading reading) {
    var meta = object.getMetadata();
    return new SeenNamespace(
        new ObjectKey("Namespace", "", meta.getName()),
        new dev.trimtab.model.cluster.Namespace(
            reading.text(meta.getName()), reading.labels(meta), reading.annotations(meta)));
  }

  static Seen read(PodDisruptionBudget object, Reading reading) {
    var spec = requireNonNullElse(object.getSpec(), new PodDisruptionBudgetSpec());
    var allowed = object.getStatus() == null ? null : object.getStatus().getDisruptionsAllowed();
    return new SeenBudget(
        key("PodDisruptionBudget", object.getMetadata(), reading),
        Selector.of(spec.getSelector()),
        new DisruptionBudget(
            object.getMetadata().getName(),
            text(spec.getMinAvailable()),
            text(spec.getMaxUnavailable()),
            requireNonNullElse(allowed, 0)));
  }

  static Seen read(io.fabric8.kubernetes.api.model.LimitRange object, Reading reading) {
    var key = key("LimitRange", object.getMetadata(), reading);
    var spec = requireNonNullElse(object.getSpec(), new LimitRangeSpec());
    var quantities = new Quantities(reading, key.namespace() + "/" + key.name());
    return new SeenLimits(
        key,
        spec.getLimits().stream()
            .map(item ->
                new LimitRange(
                    key.namespace(),
                    key.name(),
                    reading.text(item.getType()),
                    bounds(item, quantities)))
            .toList());
  }

  static Seen read(ResourceQuota object, Reading reading) {
    var key = key("ResourceQuota", object.getMetadata(), reading);
    var spec = requireNonNullElse(object.getSpec(), new ResourceQuotaSpec());
    var status = requireNonNullElse(object.getStatus(), new ResourceQuotaStatus());
    var quantities = new Quantities(reading, key.namespace() + "/" + key.name());
    return new SeenQuota(
        key,
        new Quota(
            key.namespace(),
            key.name(),
            quantities.written(spec.getHard()),
            quantities.written(status.getUsed())));
  }

  static Seen read(PriorityClass object) {
    return new SeenPriority(
        new ObjectKey("PriorityClass", "", object.getMetadata().getName()),
        requireNonNullElse(object.getValue(), 0),
        Boolean.TRUE.equals(object.getGlobalDefault()));
  }

  /// Of its annotations only ours are kept.
  static Seen keyHolder(PartialObjectMetadata object, Reading reading) {
    var meta = object.getMetadata();
    var key = key(object.getKind(), meta, reading);
    var ours = new HashMap<String, String>();
    reading
        .annotations(meta)
        .forEach((name, value) -> {
          if (name.startsWith(KeyHolder.PREFIX)) {
            ours.put(name, value);
          }
        });
    return new SeenKeyHolder(
        key, new KeyHolder(key.namespace(), key.kind(), key.name(), reading.labels(meta), ours));
  }

  static ObjectKey key(String kind, ObjectMeta meta, Reading reading) {
    return new ObjectKey(
        kind, reading.text(PodFacts.namespace(meta.getNamespace())), reading.text(meta.getName()));
  }

  private static Map<String, String> bounds(LimitRangeItem item, Quantities quantities) {
    var bounds = new TreeMap<String, String>();
    put(bounds, "min", item.getMin(), quantities);
    put(bounds, "max", item.getMax(), quantities);
    put(bounds, "default", item.getDefault(), quantities);
    put(bounds, "defaultRequest", item.getDefaultRequest(), quantities);
    put(bounds, "maxLimitRequestRatio", item.getMaxLimitRequestRatio(), quantities);
    return bounds;
  }

  private static void put(
      Map<String, String> bounds,
      String bound,
      @Nullable Map<String, Quantity> amounts,
      Quantities quantities) {
    quantities
        .written(amounts)
        .forEach((resource, amount) -> bounds.put(bound + "." + resource, amount));
  }

  private static String text(@Nullable IntOrString value) {
    return value == null || value.getValue() == null ? "" : String.valueOf(value.getValue());
  }
}

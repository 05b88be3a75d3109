package dev.trimtab.rightsize.rule.cluster;

import static dev.trimtab.rightsize.amount.Measure.CPU;
import static dev.trimtab.rightsize.amount.Measure.MEMORY;

import dev.trimtab.model.cluster.Container;
import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.SizingRule;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Collectors;

/// What a webhook adds to pods stands in no template: says which annotation sizes it.
public record Injected() implements SizingRule {
  /// Annotations of a pod template for the requests of CPU and memory, by the container's name.
  private static final Map<String, Map<Measure, String>> ANNOTATIONS =
      Map.of(
          "istio-proxy",
          Map.of(CPU, "sidecar.istio.io/proxyCPU", MEMORY, "sidecar.istio.io/proxyMemory"),
          "linkerd-proxy",
          Map.of(
              CPU,
              "config.linkerd.io/proxy-cpu-request",
              MEMORY,
              "config.linkerd.io/proxy-memory-request"),
          "vault-agent",
          Map.of(
              CPU,
              "vault.hashicorp.com/agent-requests-cpu",
              MEMORY,
              "vault.hashicorp.com/agent-requests-mem"));

  @Override
  public Sizing apply(SizingCase subject, Sizing sizing) {
    if (subject.history().role() != Container.Role.INJECTED) {
      return sizing;
    }
    var known = ANNOTATIONS.get(subject.history().ref().container());
    if (known == null) {
      return sizing.noting(
          "It is injected into the pods and stands in no template: set its resources where it is injected.");
    }
    var settings = new ArrayList<String>();
    for (var measure : Measure.values()) {
      sizing
          .request(measure)
          .ifPresent(amount ->
              settings.add("%s: \"%s\"".formatted(known.get(measure), measure.words(amount))));
    }
    return sizing.noting(
        "It is injected into the pods and stands in no template: set the pod template's annotations %s."
            .formatted(settings.stream().collect(Collectors.joining(" and "))));
  }
}

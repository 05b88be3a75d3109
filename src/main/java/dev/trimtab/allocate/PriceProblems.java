package dev.trimtab.allocate;

import dev.trimtab.model.Problem;
import dev.trimtab.model.cost.NodeDay;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Says which nodes could not be priced as they were bought: once per type and region or zone.
public final class PriceProblems {
  private PriceProblems() {}

  /// Problems of priced nodes, none where every node had the price it was bought at.
  public static List<Problem> of(Collection<NodeDay> nodes) {
    var problems = new LinkedHashMap<String, Problem>();
    for (var node : nodes) {
      problem(node).ifPresent(p -> problems.putIfAbsent(p.source() + p.reason() + p.subject(), p));
    }
    return List.copyOf(problems.values());
  }

  private static Optional<Problem> problem(NodeDay node) {
    return switch (node.priceBasis()) {
      case PriceTimeline.UNPRICED ->
          Optional.of(
              new Problem(
                  "prices/" + node.cluster(),
                  node.instanceType().isEmpty()
                      ? node.node()
                      : node.instanceType() + " in " + node.region(),
                  "unpriced-instance-type",
                  "no price is known for type \"%s\" in region \"%s\": its nodes cost nothing in this report. Maybe add the region to aws.regions, or a price file to aws.files"
                      .formatted(node.instanceType(), node.region())));
      case PriceTimeline.NO_SPOT_PRICE ->
          Optional.of(
              new Problem(
                  "prices/" + node.cluster(),
                  node.instanceType() + " in " + node.zone(),
                  "no-spot-price",
                  "a spot node's pool has no known price: it is taken at its on-demand price"));
      default -> Optional.empty();
    };
  }
}

package dev.trimtab.place.cluster;

import dev.trimtab.model.cluster.PodTemplate;
import dev.trimtab.model.cluster.Scheduling.NodeRequirement;
import dev.trimtab.place.plan.LabelRule;
import dev.trimtab.place.plan.LabelRule.Operator;
import dev.trimtab.place.plan.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a pod template says of the nodes that its pods may run on: its node selector and its
/// required node affinity.
///
/// Of several affinity terms one is enough. Terms on one and the same label are taken together; of
/// others only the first that some offer meets counts, which a plan may rely on: it may cost more
/// than one that used them all, and breaks no rule.
///
/// @param arch `amd64`, `arm64`, `any`; empty where it is not said
/// @param zone it is tied to; empty for none
record NodeNeeds(String arch, String zone, List<LabelRule> rules) {
  private static final Set<String> ARCHES = Set.of("amd64", "arm64");

  NodeNeeds {
    rules = List.copyOf(rules);
  }

  static NodeNeeds of(PodTemplate template, List<Offer> offers) {
    var requirements = new ArrayList<NodeRequirement>();
    template.nodeSelector().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            e -> requirements.add(new NodeRequirement(e.getKey(), "In", List.of(e.getValue()))));
    requirements.addAll(term(template.scheduling().nodeTerms(), offers));
    return of(requirements, offers);
  }

  private static NodeNeeds of(List<NodeRequirement> requirements, List<Offer> offers) {
    var arches = new TreeSet<>(ARCHES);
    boolean archSaid = false;
    var zone = "";
    var rules = new ArrayList<LabelRule>();
    for (var requirement : requirements) {
      var rule = rule(requirement, offers);
      if (rule.key().equals(OfferLabels.ARCH) && restrict(arches, rule)) {
        archSaid = true;
      } else if (rule.key().equals(OfferLabels.ZONE)
          && rule.operator() == Operator.IN
          && rule.values().size() == 1
          && zone.isEmpty()) {
        zone = rule.values().getFirst();
      } else {
        rules.add(rule);
      }
    }
    return new NodeNeeds(archSaid ? word(arches) : "", zone, rules);
  }

  private static boolean restrict(Set<String> arches, LabelRule rule) {
    switch (rule.operator()) {
      case IN -> arches.retainAll(rule.values());
      case NOT_IN -> arches.removeAll(rule.values());
      case EXISTS -> {}
      case DOES_NOT_EXIST -> arches.clear();
    }
    return true;
  }

  private static String word(Set<String> arches) {
    return switch (arches.size()) {
      case 0 -> "none";
      case 1 -> arches.iterator().next();
      default -> "any";
    };
  }

  private static List<NodeRequirement> term(List<List<NodeRequirement>> terms, List<Offer> offers) {
    if (terms.size() < 2) {
      return terms.isEmpty() ? List.of() : terms.getFirst();
    }
    var keys = new TreeSet<String>();
    var values = new TreeSet<String>();
    for (var term : terms) {
      for (var requirement : term) {
        keys.add(
            requirement.operator().equals("In") && term.size() == 1
                ? requirement.key()
                : requirement.key() + " " + requirement.operator());
        values.addAll(requirement.values());
      }
    }
    if (keys.size() == 1 && !keys.first().contains(" ")) {
      return List.of(new NodeRequirement(keys.first(), "In", List.copyOf(values)));
    }
    return terms.stream()
        .filter(term -> {
          var needs = of(term, offers);
          return offers.stream().anyMatch(needs::metBy);
        })
        .findFirst()
        .orElse(terms.getFirst());
  }

  private boolean metBy(Offer offer) {
    return (arch.isEmpty() || arch.equals("any") || arch.equals(offer.arch()))
        && (zone.isEmpty() || zone.equals(offer.zone()))
        && rules.stream().allMatch(rule -> rule.holds(offer.labels()));
  }

  private static LabelRule rule(NodeRequirement requirement, List<Offer> offers) {
    var key = OfferLabels.today(requirement.key());
    return switch (requirement.operator()) {
      case "In" -> new LabelRule(key, Operator.IN, requirement.values());
      case "NotIn" -> new LabelRule(key, Operator.NOT_IN, requirement.values());
      case "Exists" -> new LabelRule(key, Operator.EXISTS, List.of());
      case "DoesNotExist" -> new LabelRule(key, Operator.DOES_NOT_EXIST, List.of());
      case "Gt" -> new LabelRule(key, Operator.IN, beyond(key, requirement, offers, 1));
      case "Lt" -> new LabelRule(key, Operator.IN, beyond(key, requirement, offers, -1));
      default ->
          throw new IllegalArgumentException(
              "\"%s\" is no operator of a node affinity; wanted In, NotIn, Exists, DoesNotExist, Gt or Lt"
                  .formatted(requirement.operator()));
    };
  }

  /// The values among the offers' labels that are greater, or less, than the one that is asked for.
  private static List<String> beyond(
      String key, NodeRequirement requirement, List<Offer> offers, int sign) {
    var bound = requirement.values().isEmpty() ? "" : requirement.values().getFirst();
    return offers.stream()
        .map(offer -> offer.labels().getOrDefault(key, ""))
        .distinct()
        .filter(value -> isWhole(value) && isWhole(bound))
        .filter(value ->
            Long.signum(Long.compare(Long.parseLong(value), Long.parseLong(bound))) == sign)
        .sorted()
        .toList();
  }

  private static boolean isWhole(String text) {
    return text.matches("-?\\d{1,18}");
  }
}

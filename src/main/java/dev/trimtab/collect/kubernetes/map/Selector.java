package dev.trimtab.collect.kubernetes.map;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A label selector; every part of it must hold.
///
/// @param parts each a requirement; none at all selects everything
/// @param nothing selects nothing (the API's meaning of an absent selector)
record Selector(List<Requirement> parts, boolean nothing) {
  private static final Selector NOTHING = new Selector(List.of(), true);

  /// One requirement, with the API's own operators.
  record Requirement(String key, String operator, List<String> values) {
    boolean matches(Map<String, String> labels) {
      var value = labels.get(key);
      return switch (operator) {
        case "In" -> value != null && values.contains(value);
        case "NotIn" -> value == null || !values.contains(value);
        case "Exists" -> value != null;
        case "DoesNotExist" -> value == null;
        default -> false;
      };
    }
  }

  static Selector of(@Nullable LabelSelector selector) {
    if (selector == null) {
      return NOTHING;
    }
    var parts = new ArrayList<Requirement>();
    selector
        .getMatchLabels()
        .forEach((key, value) -> parts.add(new Requirement(key, "In", List.of(value))));
    selector.getMatchExpressions().stream().map(Selector::requirement).forEach(parts::add);
    return new Selector(List.copyOf(parts), false);
  }

  private static Requirement requirement(LabelSelectorRequirement expression) {
    return new Requirement(
        String.valueOf(expression.getKey()),
        String.valueOf(expression.getOperator()),
        List.copyOf(expression.getValues()));
  }

  boolean matches(Map<String, String> labels) {
    return !nothing && parts.stream().allMatch(part -> part.matches(labels));
  }
}

package dev.trimtab.place.plan;

import java.util.List;
import java.util.Map;

/// A node selector's or a required node affinity's demand on one label.
public record LabelRule(String key, Operator operator, List<String> values) {
  /// As the Kubernetes API names them.
  public enum Operator {
    IN,
    NOT_IN,
    EXISTS,
    DOES_NOT_EXIST
  }

  public LabelRule {
    values = List.copyOf(values);
  }

  public boolean holds(Map<String, String> labels) {
    var value = labels.get(key);
    return switch (operator) {
      case IN -> value != null && values.contains(value);
      case NOT_IN -> value == null || !values.contains(value);
      case EXISTS -> value != null;
      case DOES_NOT_EXIST -> value == null;
    };
  }
}

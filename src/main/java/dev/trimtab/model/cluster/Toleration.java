package dev.trimtab.model.cluster;

/// Taints that a pod puts up with.
///
/// @param key empty for every key, which only `Exists` may have
/// @param operator `Equal` or `Exists`
/// @param value empty where it has none
/// @param effect empty for every effect
public record Toleration(String key, String operator, String value, String effect) {
  public boolean tolerates(Taint taint) {
    boolean exists = operator.equals("Exists");
    return (effect.isEmpty() || effect.equals(taint.effect()))
        && (key.isEmpty() ? exists : key.equals(taint.key()))
        && (exists || (operator.equals("Equal") && value.equals(taint.value())));
  }
}

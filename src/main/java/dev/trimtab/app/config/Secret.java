package dev.trimtab.app.config;

/// A password, key or token; it never prints itself.
///
/// @param value empty where none is configured
public record Secret(String value) {
  public boolean isSet() {
    return !value.isEmpty();
  }

  @Override
  public String toString() {
    return value.isEmpty() ? "" : "***";
  }
}

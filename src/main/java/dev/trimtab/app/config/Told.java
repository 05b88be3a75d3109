package dev.trimtab.app.config;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Paths of which an error was told already: what stands there is no value of the user's any more,
/// so that nothing else can be said of it, nor of what stands below.
record Told(Set<String> paths) {
  static Told of(List<ConfigError> errors) {
    return new Told(errors.stream().map(ConfigError::path).collect(Collectors.toSet()));
  }

  boolean covers(String path) {
    return paths.stream()
        .anyMatch(p -> path.equals(p) || path.startsWith(p + ".") || path.startsWith(p + "["));
  }
}

package dev.trimtab.app.config;

import java.util.List;
import java.util.stream.Collectors;

/// The configuration cannot be used; holds every error found, not only the first.
public final class ConfigInvalid extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigError> errors;

  public ConfigInvalid(List<ConfigError> errors) {
    super(errors.stream().map(ConfigError::toString).collect(Collectors.joining("\n")));
    this.errors = List.copyOf(errors);
  }

  public List<ConfigError> errors() {
    return errors;
  }
}

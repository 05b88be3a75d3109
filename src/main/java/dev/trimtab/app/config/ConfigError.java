package dev.trimtab.app.config;

/// One thing wrong with the configuration.
///
/// @param path dotted key, such as `rightsizing.percentile`
/// @param line 1-based, 0 where it stands in no file (an environment variable)
/// @param message with the value and the way out
public record ConfigError(String file, int line, String path, String message) {
  @Override
  public String toString() {
    return (line > 0 ? file + ":" + line : file)
        + ": "
        + (path.isEmpty() ? "" : path + " ")
        + message;
  }
}

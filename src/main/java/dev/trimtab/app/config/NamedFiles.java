package dev.trimtab.app.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// Looks whether the files and folders are there that a configuration names.
final class NamedFiles {
  private final String file;
  private final YamlTree tree;
  private final List<ConfigError> errors;

  NamedFiles(String file, YamlTree tree, List<ConfigError> errors) {
    this.file = file;
    this.tree = tree;
    this.errors = errors;
  }

  void check(Config config) {
    all("usage.files", config.usage().files());
    all("aws.files", config.aws().files());
    all("llm.files", config.llm().files());
    all("billing.focus", config.billing().focus());
    one("report.templates", config.report().templates());
    for (int i = 0; i < config.clusters().size(); i++) {
      var kubernetes = config.clusters().get(i).kubernetes();
      var path = "clusters[" + i + "].kubernetes.";
      one(path + "files", kubernetes.files());
      one(path + "caFile", kubernetes.caFile());
      one(path + "kubeconfig", kubernetes.kubeconfig());
    }
  }

  private void all(String path, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      one(path + "[" + i + "]", names.get(i));
    }
  }

  private void one(String path, String name) {
    if (!name.isEmpty() && !readable(name)) {
      errors.add(
          new ConfigError(
              file,
              tree.line(path),
              path,
              "(%s) is not there, or may not be read. Paths start in the folder that trimtab runs in"
                  .formatted(name)));
    }
  }

  private static boolean readable(String name) {
    try {
      return Files.isReadable(Path.of(name));
    } catch (InvalidPathException _) {
      return false;
    }
  }
}

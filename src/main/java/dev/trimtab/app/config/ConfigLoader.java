package dev.trimtab.app.config;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a configuration file over the defaults, resolves references, binds and validates it.
public final class ConfigLoader {
  /// The file that holds every key with its default.
  public static final String DEFAULTS = "config/trimtab.yaml";

  private static final String ITEM_DEFAULTS = "dev/trimtab/app/item-defaults.yaml";

  private final Map<String, String> environment;
  private final boolean lookingForFiles;

  /// Uses an environment for `${NAME}` references and `TRIMTAB_…` overrides.
  public ConfigLoader(Map<String, String> environment) {
    this(environment, false);
  }

  private ConfigLoader(Map<String, String> environment, boolean lookingForFiles) {
    this.environment = Map.copyOf(environment);
    this.lookingForFiles = lookingForFiles;
  }

  /// The defaults alone, with the environment's overrides.
  ///
  /// @throws ConfigInvalid with every error found
  public Config defaults() {
    return load("defaults", "");
  }

  /// Reads a file.
  ///
  /// @throws ConfigInvalid with every error found
  public Config load(Path file) {
    try {
      return load(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new ConfigInvalid(
          List.of(
              new ConfigError(
                  file.toString(),
                  0,
                  "",
                  "does not exist. Maybe give another with --config, or leave it out for the defaults")));
    } catch (IOException e) {
      throw new ConfigInvalid(
          List.of(new ConfigError(file.toString(), 0, "", "cannot be read: " + e.getMessage())));
    }
  }

  /// Reads a file as [#load] does, and looks whether the files that it names are there.
  ///
  /// A run goes on without one, as it does without any source that is down.
  ///
  /// @throws ConfigInvalid with every error found
  public Config check(Path file) {
    var checked = new ConfigLoader(environment, true);
    return checked.load(file);
  }

  Config load(String file, String text) {
    var user = YamlTree.parse(file, text);
    var errors = new ArrayList<ConfigError>();
    if (!user.root().isObject()) {
      throw new ConfigInvalid(
          List.of(new ConfigError(file, 1, "", "must be a mapping of keys to values")));
    }
    var defaults = resource(DEFAULTS).root();
    var items = resource(ITEM_DEFAULTS).root();
    var merged = (ObjectNode) Merge.over(defaults, user.root());
    Merge.completeItems(merged, items);
    new References(environment, file, user, errors).resolve(merged);
    var unread = new ArrayList<ConfigError>();
    var config = new Mended(merged, defaults, items).bind(new Binder(file, user, unread), unread);
    errors.addAll(unread);
    if (config != null) {
      validate(config, file, user, errors);
      new ConfigRules(file, user, errors).check(config);
      if (lookingForFiles) {
        new NamedFiles(file, user, errors).check(config);
      }
    }
    errors.addAll(
        user.repeated()); // at last: what stands below the one that counts is checked, too
    if (!errors.isEmpty()) {
      errors.sort(Comparator.comparingInt(ConfigError::line).thenComparing(ConfigError::path));
      throw new ConfigInvalid(errors.stream().distinct().toList());
    }
    return Objects.requireNonNull(config);
  }

  static YamlTree resource(String name) {
    try (var stream = ConfigLoader.class.getClassLoader().getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return YamlTree.parse(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void validate(
      Config config, String file, YamlTree tree, List<ConfigError> errors) {
    try (var factory =
        Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()) {
      Validator validator = factory.getValidator();
      var told = Told.of(errors);
      for (var violation : validator.validate(config)) {
        var path = violation.getPropertyPath().toString().replace(".<list element>", "");
        if (told.covers(path)) {
          continue; // a value that could not be read has been told already
        }
        errors.add(
            new ConfigError(
                file,
                tree.line(path),
                path,
                "(%s) %s".formatted(shown(violation.getInvalidValue()), violation.getMessage())));
      }
    }
  }

  private static String shown(@Nullable Object value) {
    return String.valueOf(value).replaceFirst("\\.0$", "");
  }

  /// Lays one tree over another.
  static final class Merge {
    private Merge() {}

    /// Objects are merged key by key; anything else, when given and not null, replaces what was
    /// there.
    static JsonNode over(JsonNode below, JsonNode above) {
      if (!(below instanceof ObjectNode base) || !(above instanceof ObjectNode top)) {
        return above.isNull() ? below : above;
      }
      var merged = base.deepCopy();
      for (var entry : top.properties()) {
        var under = base.get(entry.getKey());
        merged.set(
            entry.getKey(), under == null ? entry.getValue() : over(under, entry.getValue()));
      }
      return merged;
    }

    /// Gives every item of the lists that `items` names (by dotted path) the defaults of such an
    /// item.
    static void completeItems(ObjectNode root, JsonNode items) {
      for (var entry : items.properties()) {
        var at = root.at("/" + entry.getKey().replace('.', '/'));
        if (at.isArray()) {
          var list = (tools.jackson.databind.node.ArrayNode) at;
          for (int i = 0; i < list.size(); i++) {
            list.set(i, over(entry.getValue(), list.get(i)));
          }
        }
      }
    }
  }
}

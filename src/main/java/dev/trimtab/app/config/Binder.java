package dev.trimtab.app.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// Makes records of a tree, going on after each error so that all of them are told.
final class Binder {
  private static final Pattern DURATION = Pattern.compile("(\\d+)(s|m|h|d)");

  private final String file;
  private final YamlTree tree;
  private final List<ConfigError> errors;

  Binder(String file, YamlTree tree, List<ConfigError> errors) {
    this.file = file;
    this.tree = tree;
    this.errors = errors;
  }

  /// The configuration, or null when it could not be bound at all.
  @Nullable Config bind(JsonNode root) {
    var module =
        new SimpleModule()
            .addDeserializer(Duration.class, new DurationReader())
            .addDeserializer(Secret.class, new SecretReader());
    var mapper =
        JsonMapper.builder()
            .addModule(module)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .addHandler(new Collector())
            .build();
    try {
      return mapper.treeToValue(root, Config.class);
    } catch (DatabindException e) {
      add(path(e), String.valueOf(e.getOriginalMessage()));
      return null;
    }
  }

  private void add(String path, String message) {
    errors.add(new ConfigError(file, tree.line(path), path, message));
  }

  private static String path(DatabindException e) {
    return e.getPath().stream()
        .map(step ->
            step.getPropertyName() == null
                ? "[" + step.getIndex() + "]"
                : "." + step.getPropertyName())
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }

  private static String pathOf(JsonParser parser) {
    var pointer = parser.streamReadContext().pathAsPointer().toString().replace("//", "/");
    return pointer.replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.').replaceFirst("^\\.", "");
  }

  private final class Collector extends DeserializationProblemHandler {
    @Override
    public boolean handleUnknownProperty(
        DeserializationContext context,
        JsonParser parser,
        ValueDeserializer<?> deserializer,
        Object beanOrClass,
        String name) {
      Collection<Object> known = deserializer.getKnownPropertyNames();
      var names =
          known == null ? List.<String>of() : known.stream().map(String::valueOf).sorted().toList();
      var guess = Nearest.to(name, names).map(n -> "Maybe you meant " + n + "? ").orElse("");
      add(pathOf(parser), "is not a key. " + guess + "Known here: " + String.join(", ", names));
      parser.skipChildren();
      return true;
    }

    @Override
    public @Nullable Object handleWeirdStringValue(
        DeserializationContext context, Class<?> target, String value, String failure) {
      add(pathOf(context.getParser()), "(%s) must be %s".formatted(value, wanted(target)));
      return zero(target);
    }

    @Override
    public @Nullable Object handleUnexpectedToken(
        DeserializationContext context,
        tools.jackson.databind.JavaType target,
        tools.jackson.core.JsonToken token,
        JsonParser parser,
        String failure) {
      parser.skipChildren();
      throw DatabindException.from(parser, "must be " + wanted(target.getRawClass()));
    }
  }

  private static String wanted(Class<?> target) {
    if (target == int.class || target == long.class) {
      return "a whole number";
    }
    if (target == double.class || target == BigDecimal.class) {
      return "a number";
    }
    if (target == boolean.class) {
      return "true or false";
    }
    if (Collection.class.isAssignableFrom(target)) {
      return "a list";
    }
    return target == String.class ? "a text" : "a mapping of keys to values";
  }

  private static @Nullable Object zero(Class<?> target) {
    if (target == int.class) {
      return 0;
    }
    if (target == double.class) {
      return 0.0;
    }
    if (target == BigDecimal.class) {
      return BigDecimal.ZERO;
    }
    return target == boolean.class ? Boolean.FALSE : null;
  }

  private static final class SecretReader extends StdDeserializer<Secret> {
    SecretReader() {
      super(Secret.class);
    }

    @Override
    public Secret deserialize(JsonParser parser, DeserializationContext context)
        throws JacksonException {
      return new Secret(parser.getValueAsString(""));
    }
  }

  private final class DurationReader extends StdDeserializer<Duration> {
    DurationReader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws JacksonException {
      var text = parser.getValueAsString("");
      var found = DURATION.matcher(text);
      if (!found.matches()) {
        add(pathOf(parser), "(%s) must be a duration such as 30s, 5m, 2h or 14d".formatted(text));
        return Duration.ZERO;
      }
      try {
        long amount = Long.parseLong(found.group(1));
        return switch (found.group(2)) {
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        };
      } catch (NumberFormatException | ArithmeticException e) {
        add(pathOf(parser), "(%s) is too long".formatted(text));
        return Duration.ZERO;
      }
    }
  }
}

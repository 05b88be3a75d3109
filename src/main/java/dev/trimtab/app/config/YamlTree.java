package dev.trimtab.app.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A YAML file as a tree of values, with the line that each key stands on.
///
/// @param lines 1-based, by dotted path (`clusters[0].name`)
record YamlTree(JsonNode root, Map<String, Integer> lines) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /// Parses a file's text.
  ///
  /// @throws ConfigInvalid when it is no YAML
  static YamlTree parse(String file, String text) {
    var lines = new HashMap<String, Integer>();
    try {
      var node =
          new Compose(LoadSettings.builder().setAllowDuplicateKeys(false).setLabel(file).build())
              .composeString(text);
      return new YamlTree(
          node.isEmpty() ? JSON.objectNode() : convert(node.get(), "", lines), lines);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      throw new ConfigInvalid(
          List.of(new ConfigError(file, line, "", "is not valid YAML: " + e.getProblem())));
    }
  }

  /// The line of a path, or of the nearest parent that stands in the file.
  int line(String path) {
    for (var at = path; !at.isEmpty(); at = parent(at)) {
      var line = lines.get(at);
      if (line != null) {
        return line;
      }
    }
    return 0;
  }

  private static String parent(String path) {
    int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    return cut < 0 ? "" : path.substring(0, cut);
  }

  private static JsonNode convert(Node node, String path, Map<String, Integer> lines) {
    lines.putIfAbsent(path, line(node.getStartMark()));
    return switch (node) {
      case MappingNode mapping -> object(mapping, path, lines);
      case SequenceNode sequence -> array(sequence, path, lines);
      case ScalarNode scalar -> scalar(scalar);
      default -> throw new IllegalStateException("unexpected YAML node " + node.getNodeType());
    };
  }

  private static JsonNode object(MappingNode mapping, String path, Map<String, Integer> lines) {
    var object = JSON.objectNode();
    for (var tuple : mapping.getValue()) {
      var key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      var below = path.isEmpty() ? key : path + "." + key;
      lines.put(below, line(tuple.getKeyNode().getStartMark()));
      object.set(key, convert(tuple.getValueNode(), below, lines));
    }
    return object;
  }

  private static JsonNode array(SequenceNode sequence, String path, Map<String, Integer> lines) {
    var array = JSON.arrayNode();
    int i = 0;
    for (var item : sequence.getValue()) {
      array.add(convert(item, path + "[" + i++ + "]", lines));
    }
    return array;
  }

  private static JsonNode scalar(ScalarNode scalar) {
    var text = scalar.getValue();
    if (scalar.getTag().equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (scalar.getTag().equals(Tag.BOOL)) {
      return JSON.booleanNode(Boolean.parseBoolean(text));
    }
    return JSON.stringNode(text);
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(m -> m.getLine() + 1).orElse(0);
  }
}

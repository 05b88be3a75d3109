package dev.trimtab.app.config;

import java.util.ArrayList;
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
/// @param repeated keys that stand twice in one mapping, where the last would win unseen
record YamlTree(JsonNode root, Map<String, Integer> lines, List<ConfigError> repeated) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /// Parses a file's text.
  ///
  /// @throws ConfigInvalid when it is no YAML
  static YamlTree parse(String file, String text) {
    var reader = new Reader(file, new HashMap<>(), new ArrayList<>());
    try {
      var node = new Compose(LoadSettings.builder().setLabel(file).build()).composeString(text);
      return new YamlTree(
          node.isEmpty() ? JSON.objectNode() : reader.convert(node.get(), ""),
          reader.lines(),
          reader.repeated());
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

  /// Whether the file itself holds a path.
  boolean holds(String path) {
    return lines.containsKey(path);
  }

  /// Goes through a file's nodes, and takes down what it sees.
  private record Reader(String file, Map<String, Integer> lines, List<ConfigError> repeated) {
    JsonNode convert(Node node, String path) {
      lines.putIfAbsent(path, line(node.getStartMark()));
      return switch (node) {
        case MappingNode mapping -> object(mapping, path);
        case SequenceNode sequence -> array(sequence, path);
        case ScalarNode scalar -> scalar(scalar);
        default -> throw new IllegalStateException("unexpected YAML node " + node.getNodeType());
      };
    }

    private JsonNode object(MappingNode mapping, String path) {
      var object = JSON.objectNode();
      for (var tuple : mapping.getValue()) {
        var key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
        var below = path.isEmpty() ? key : path + "." + key;
        int line = line(tuple.getKeyNode().getStartMark());
        if (object.has(key)) {
          repeated.add(
              new ConfigError(
                  file,
                  line,
                  below,
                  "stands here again, after line %d: put both together, or leave one out"
                      .formatted(lines.getOrDefault(below, 0))));
        }
        lines.put(below, line);
        object.set(key, convert(tuple.getValueNode(), below));
      }
      return object;
    }

    private JsonNode array(SequenceNode sequence, String path) {
      var array = JSON.arrayNode();
      int i = 0;
      for (var item : sequence.getValue()) {
        array.add(convert(item, path + "[" + i++ + "]"));
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
}

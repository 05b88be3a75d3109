package dev.trimtab.place.patch;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads back what was written, by a library that had no part in writing it.
final class Yaml {
  private Yaml() {}

  static List<JsonNode> documents(String text) {
    try (var documents =
        YAMLMapper.builder().build().readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      return documents.readAll();
    }
  }

  static List<String> strings(JsonNode list) {
    return list.values().stream().map(JsonNode::asString).toList();
  }
}

package dev.trimtab.collect.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads the objects of JSON and YAML files one at a time: single ones, lists, many documents.
final class ObjectFiles {
  // values are taken out of the middle of a document, so that more tokens follow each of them
  private final ObjectMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  // the usual limit of 3 MB is meant for configuration, not for what a cluster exports
  private final ObjectMapper yaml =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .loadSettings(LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build())
                  .build())
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static boolean isOne(Path file) {
    var name = String.valueOf(file.getFileName());
    return name.endsWith(".json") || name.endsWith(".yaml") || name.endsWith(".yml");
  }

  /// Hands over every object of a file, those of a list each by itself.
  ///
  /// @throws tools.jackson.core.JacksonException where the file is not JSON or YAML; what was
  ///   handed over until there stands
  void read(Path file, Consumer<ObjectNode> each) throws IOException {
    var mapper = String.valueOf(file.getFileName()).endsWith(".json") ? json : yaml;
    try (var parser = open(mapper, file)) {
      for (int document = 0; parser.nextToken() != null; document++) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          new Document(mapper, file, document).read(parser, each);
        } else {
          parser.skipChildren();
        }
      }
    }
  }

  private static JsonParser open(ObjectMapper mapper, Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return mapper.createParser(in);
  }

  /// One document of a file.
  private record Document(ObjectMapper mapper, Path file, int index) {

    void read(JsonParser parser, Consumer<ObjectNode> each) throws IOException {
      var single = mapper.createObjectNode();
      var isList = false;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = parser.currentName();
        if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("items")) {
          isList = true;
          items(parser, each);
        } else {
          single.set(name, mapper.readTree(parser));
        }
      }
      if (!isList) {
        each.accept(single);
      }
    }

    private void items(JsonParser parser, Consumer<ObjectNode> each) throws IOException {
      ObjectNode header = null;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (mapper.readTree(parser) instanceof ObjectNode item) {
          if (!item.has("kind")) {
            header = header == null ? header() : header;
            item.set("apiVersion", header.path("apiVersion"));
            item.put("kind", header.path("kind").asString("").replaceFirst("List$", ""));
          }
          each.accept(item);
        }
      }
    }

    /// The list's own fields. Raw answers of the API leave the kind out of the items, and may name
    /// it after them, so that it takes a second look at the file.
    private ObjectNode header() throws IOException {
      var header = mapper.createObjectNode();
      try (var parser = open(mapper, file)) {
        for (int skipped = 0; skipped < index; skipped++) {
          parser.nextToken();
          parser.skipChildren();
        }
        parser.nextToken();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          var name = parser.currentName();
          if (parser.nextToken().isScalarValue()) {
            header.put(name, parser.getString());
          }
          parser.skipChildren();
        }
      }
      return header;
    }
  }
}

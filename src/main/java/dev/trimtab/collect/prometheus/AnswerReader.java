package dev.trimtab.collect.prometheus;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.io.NumberInput;
import tools.jackson.core.json.JsonFactory;

/// Reads an answer of the query API as a stream: an answer of a million points is never a tree.
final class AnswerReader {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxDocumentLength(-1).build())
          .build();

  private final SeriesHandler handler;
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, String> labels = new HashMap<>();
  private String status = "";
  private String error = "";

  /// Takes a series' labels (valid during the call only) and says who takes its points.
  @FunctionalInterface
  interface SeriesHandler {
    PointHandler series(Map<String, String> labels) throws TooMuch;
  }

  /// Takes one point.
  @FunctionalInterface
  interface PointHandler {
    void point(double unixSeconds, double value);
  }

  /// What stands around the series.
  record Answer(String status, String error, List<String> warnings) {}

  private AnswerReader(SeriesHandler handler) {
    this.handler = handler;
  }

  /// Reads to the end.
  ///
  /// @throws tools.jackson.core.JacksonException when the body breaks off or is not what it should
  ///   be
  static Answer read(InputStream body, SeriesHandler handler) throws TooMuch {
    var reader = new AnswerReader(handler);
    try (var json = JSON.createParser(ObjectReadContext.empty(), body)) {
      reader.answer(json);
    }
    return new Answer(reader.status, reader.error, reader.warnings);
  }

  private void answer(JsonParser json) throws TooMuch {
    expect(json, json.nextToken(), JsonToken.START_OBJECT);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      var name = json.currentName();
      json.nextToken();
      switch (name) {
        case "status" -> status = json.getString();
        case "error" -> error = json.getString();
        case "warnings" -> texts(json);
        case "data" -> data(json);
        default -> json.skipChildren();
      }
    }
  }

  private void texts(JsonParser json) {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        warnings.add(json.getString());
      }
    }
  }

  private void data(JsonParser json) throws TooMuch {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return;
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      var name = json.currentName();
      var token = json.nextToken();
      if (name.equals("result") && token == JsonToken.START_ARRAY) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          series(json);
        }
      } else {
        json.skipChildren();
      }
    }
  }

  private void series(JsonParser json) throws TooMuch {
    expect(json, json.currentToken(), JsonToken.START_OBJECT);
    PointHandler points = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      var name = json.currentName();
      json.nextToken();
      switch (name) {
        case "metric" -> points = handler.series(labels(json));
        case "value" -> point(json, known(json, points));
        case "values" -> {
          var known = known(json, points);
          while (json.nextToken() != JsonToken.END_ARRAY) {
            point(json, known);
          }
        }
        default -> json.skipChildren();
      }
    }
  }

  private static PointHandler known(
      JsonParser json, @org.jspecify.annotations.Nullable PointHandler points) {
    if (points == null) {
      throw new StreamReadException(json, "a series has values before its labels");
    }
    return points;
  }

  private Map<String, String> labels(JsonParser json) {
    labels.clear();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      var name = json.currentName();
      json.nextToken();
      labels.put(name, json.getString());
    }
    return labels;
  }

  private static void point(JsonParser json, PointHandler points) {
    expect(json, json.currentToken(), JsonToken.START_ARRAY);
    var token = json.nextToken();
    double at = token == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : json.getDoubleValue();
    expect(json, json.nextToken(), JsonToken.VALUE_STRING);
    double value =
        value(json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
    expect(json, json.nextToken(), JsonToken.END_ARRAY);
    points.point(at, value);
  }

  /// NaN for `NaN`, the infinities and whatever is no number.
  private static double value(char[] text, int from, int length) {
    try {
      double value = NumberInput.parseDouble(text, from, length, true);
      return Double.isFinite(value) ? value : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static void expect(
      JsonParser json, @org.jspecify.annotations.Nullable JsonToken token, JsonToken wanted) {
    if (token != wanted) {
      throw new StreamReadException(json, "wanted " + wanted + ", got " + token);
    }
  }
}

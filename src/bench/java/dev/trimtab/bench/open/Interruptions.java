package dev.trimtab.bench.open;

import dev.trimtab.model.SourceUnavailable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The Spot Advisor of February 2021: which band of interruptions a type was in.
public final class Interruptions {
  private static final String FILE = "prices/aws/spot-advisor-data_2021-02.json.gz";

  /// Chance within a month: the middle of each band; the last, over 20%, has no upper end.
  private static final double[] MIDDLE = {0.025, 0.075, 0.125, 0.175, 0.25};

  private Interruptions() {}

  /// Chance within a month by type, 0..1.
  ///
  /// @throws SourceUnavailable when the open data is not there
  public static Map<String, Double> read() throws SourceUnavailable {
    var chances = new HashMap<String, Double>();
    document(OpenData.file(FILE))
        .path("spot_advisor")
        .path("us-east-1")
        .path("Linux")
        .propertyStream()
        .forEach(type -> chances.put(type.getKey(), MIDDLE[type.getValue().path("r").intValue()]));
    return Map.copyOf(chances);
  }

  private static JsonNode document(Path file) throws SourceUnavailable {
    try (var input = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      return JsonMapper.shared().readTree(input);
    } catch (JacksonException | IOException e) {
      throw new SourceUnavailable("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}

package dev.trimtab.collect.llm.files;

import dev.trimtab.collect.llm.BedrockInvocations;
import dev.trimtab.collect.llm.api.JsonApi;
import dev.trimtab.model.SourceUnavailable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;

/// Files of one JSON object a line, gzipped or not: Bedrock's model invocation logs, and Google's
/// billing export as BigQuery writes it.
final class JsonLines {
  private JsonLines() {}

  static boolean isNamedSo(String name) {
    var plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    return plain.endsWith(".jsonl")
        || plain.endsWith(".ndjson")
        || (plain.endsWith(".json") && name.endsWith(".gz"));
  }

  static void read(Path file, ExportFile export, Found found) throws SourceUnavailable {
    var google = new GoogleBilling(export, found.exports());
    var name = file.getFileName().toString();
    int other = 0;
    try (var lines = open(file)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isBlank()) {
          continue;
        }
        var object = JsonApi.JSON.readTree(line);
        if (BedrockInvocations.isCall(object)) {
          found.invocations().add(object);
        } else if (object.path("sku").has("description")) {
          google.add(object);
        } else {
          other++;
        }
      }
    } catch (IOException | DateTimeException | IllegalArgumentException | JacksonException e) {
      throw new SourceUnavailable(
          "%s: cannot read %s: %s. Maybe it was cut off while it was saved?"
              .formatted(found.source(), file, e.getMessage()),
          e);
    }
    if (other > 0) {
      found.problem(
          name,
          "unknown-shape",
          "%,d lines are neither an invocation log of Bedrock nor a row of Google's billing export: they are left out"
              .formatted(other));
    }
    google.end();
  }

  /// Text, unzipped where the name ends in `.gz`.
  static BufferedReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return new BufferedReader(
        new InputStreamReader(
            file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
            StandardCharsets.UTF_8));
  }
}

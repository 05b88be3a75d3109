package dev.trimtab.collect.aws;

import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.units.TimeWindow;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;

/// Prices and types from saved files, told apart by their columns; a file, or a folder of them.
public final class AwsFilesSource implements Source {
  private final Path path;

  public AwsFilesSource(Path path) {
    this.path = path;
  }

  @Override
  public String name() {
    return "aws-files/" + path.getFileName();
  }

  @Override
  public Reach reach() {
    return new Reach(Duration.ZERO, Duration.ZERO);
  }

  /// Loads everything that is there, whatever the window.
  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    for (var file : files()) {
      var name = file.getFileName().toString();
      if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
        csv(file, sink);
      } else if (name.endsWith(".json") || name.endsWith(".json.gz")) {
        json(file, sink);
      } else {
        unknown(file, sink);
      }
    }
    sink.completeThrough(window.end());
  }

  private List<Path> files() throws SourceUnavailable {
    try (var found = Files.walk(path)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new SourceUnavailable(
          "%s: cannot read %s: %s. Maybe aws.files is mistyped?"
              .formatted(name(), path, e.getMessage()),
          e);
    }
  }

  private void csv(Path file, FactSink sink) throws SourceUnavailable {
    var columns = header(file);
    var reader = new PriceCsv(name(), file, sink);
    if (columns.containsAll(Set.of("availability_zone", "timestamp", "spot_price"))) {
      reader.spot();
    } else if (columns.containsAll(Set.of("region", "instance_type", "price_per_hour"))) {
      reader.onDemand(columns.contains("commit_date") ? "commit_date" : "generated_at");
    } else if (columns.containsAll(Set.of("instance_type", "vcpu", "memory_mib"))) {
      reader.types();
    } else {
      unknown(file, sink);
    }
  }

  private Set<String> header(Path file) throws SourceUnavailable {
    try (var lines =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
      var line = lines.readLine();
      return line == null
          ? Set.of()
          : new HashSet<>(Arrays.asList(line.replace("\"", "").strip().split(",", -1)));
    } catch (IOException e) {
      throw new SourceUnavailable(
          "%s: cannot read %s: %s".formatted(name(), file, e.getMessage()), e);
    }
  }

  private void json(Path file, FactSink sink) throws SourceUnavailable {
    try (var stream = open(file)) {
      var rates = SpotAdvisorJson.read(stream, "");
      if (rates.isEmpty()) {
        unknown(file, sink);
      } else {
        sink.accept(Fact.Prices.ofInterruptions(rates));
      }
    } catch (IOException | JacksonException e) {
      throw new SourceUnavailable(
          "%s: cannot read %s: %s".formatted(name(), file, e.getMessage()), e);
    }
  }

  private void unknown(Path file, FactSink sink) {
    sink.problem(
        new Problem(
            name(),
            file.getFileName().toString(),
            "unknown-shape",
            "neither spot prices (instance_type, availability_zone, timestamp, spot_price), on-demand prices (region, instance_type, price_per_hour), types (instance_type, vcpu, memory_mib) nor Spot Advisor JSON: left out"));
  }

  private static InputStream open(Path file) throws IOException {
    var raw = new BufferedInputStream(Files.newInputStream(file));
    return file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
  }
}

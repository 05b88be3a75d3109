package dev.trimtab.collect.aws.files;

import dev.trimtab.collect.aws.facts.PriceBatch;
import dev.trimtab.collect.aws.facts.ProblemTally;
import dev.trimtab.collect.aws.facts.TypeFilter;
import dev.trimtab.collect.csv.CsvFile;
import dev.trimtab.collect.csv.CsvFile.RowHandler;
import dev.trimtab.model.FactSink;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;

/// The facts of the AWS sources from files, in the order of their names: of two Spot Advisor
/// documents the one named later stands.
///
/// Everything is handed over each time, whatever the window: saving it again changes nothing.
public final class AwsFilesSource implements Source {
  private static final String WANTED =
      "wanted CSV with columns instance_type and spot_price, price_per_hour, vcpu or eni_limited_max_pods, or JSON of the Spot Advisor, describe-instance-types, describe-spot-price-history, describe-availability-zones or get-products";
  private static final double MOST_BAD_ROWS = 0.05;

  private final Settings settings;

  /// What is read.
  ///
  /// @param path a file, or a folder read with all below it
  public record Settings(Path path, TypeFilter types) {}

  public AwsFilesSource(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "aws-files/" + settings.path();
  }

  @Override
  public Reach reach() {
    return new Reach(Duration.ZERO, Duration.ZERO);
  }

  private record Input(Path file, Set<String> columns) {
    boolean isPodLimits() {
      return columns.contains("eni_limited_max_pods");
    }
  }

  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    var problems = new ProblemTally(name(), sink);
    var batch = new PriceBatch(sink);
    var csv = new CsvFacts(settings.types(), batch);
    var unreadable = new ArrayList<String>();
    // pod limits complete the types of other files, so they come first
    for (var input : inputs(unreadable)) {
      try {
        read(input, csv, batch, problems, sink);
      } catch (SourceUnavailable e) {
        unreadable.add(String.valueOf(e.getMessage()));
      }
    }
    batch.flush();
    problems.flush();
    if (!unreadable.isEmpty()) {
      throw new SourceUnavailable(String.join("; ", unreadable));
    }
    sink.completeThrough(window.end());
  }

  private List<Input> inputs(List<String> unreadable) throws SourceUnavailable {
    var inputs = new ArrayList<Input>();
    for (var file : files()) {
      try {
        inputs.add(new Input(file, isCsv(file) ? columns(file) : Set.of()));
      } catch (IOException e) {
        unreadable.add("%s: cannot read %s: %s".formatted(name(), file, e.getMessage()));
      }
    }
    inputs.sort(Comparator.comparing(input -> !input.isPodLimits()));
    return inputs;
  }

  private List<Path> files() throws SourceUnavailable {
    try (var found = Files.walk(settings.path())) {
      return found
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new SourceUnavailable(
          "%s: cannot read %s (%s). Maybe aws.files is mistyped?"
              .formatted(name(), settings.path(), e.getClass().getSimpleName()),
          e);
    }
  }

  private void read(
      Input input, CsvFacts csv, PriceBatch batch, ProblemTally problems, FactSink sink)
      throws SourceUnavailable {
    var columns = input.columns();
    if (columns.isEmpty()) {
      json(input.file(), batch, problems);
    } else if (columns.contains("spot_price")) {
      table(input, List.of("instance_type", "availability_zone", "timestamp"), csv::spot, sink);
    } else if (columns.contains("price_per_hour") && columns.contains("region")) {
      table(input, List.of("region", "instance_type"), csv::onDemand, sink);
    } else if (input.isPodLimits()) {
      table(input, List.of("instance_type"), csv::podLimit, sink);
    } else if (columns.containsAll(Set.of("instance_type", "vcpu", "memory_mib"))) {
      table(input, List.of("instance_type", "vcpu", "memory_mib", "arch"), csv::type, sink);
    } else {
      unknown(input.file(), "its columns are " + String.join(", ", columns), problems);
    }
  }

  private void table(Input input, List<String> required, RowHandler handler, FactSink sink)
      throws SourceUnavailable {
    new CsvFile(name(), input.file(), MOST_BAD_ROWS).read(required, handler).forEach(sink::problem);
  }

  private void json(Path file, PriceBatch batch, ProblemTally problems) throws SourceUnavailable {
    if (!plainName(file).matches(".*\\.(json|jsonl|ndjson)")) {
      unknown(file, "its name ends in none of .csv, .json, .jsonl (or these with .gz)", problems);
      return;
    }
    try (var in = open(file)) {
      var facts = new JsonFacts(settings.types(), batch, problems, file.getFileName().toString());
      if (facts.read(in) == 0) {
        unknown(file, "it has no element that is known", problems);
      }
    } catch (IOException | JacksonException e) {
      throw new SourceUnavailable(
          "%s: cannot read %s: %s".formatted(name(), file, e.getMessage()), e);
    }
  }

  private static void unknown(Path file, String why, ProblemTally problems) {
    problems.add(file.getFileName().toString(), "unknown-file", why + "; " + WANTED);
  }

  private static boolean isCsv(Path file) {
    return plainName(file).endsWith(".csv");
  }

  private static String plainName(Path file) {
    return file.getFileName().toString().replaceFirst("\\.gz$", "");
  }

  private static Set<String> columns(Path file) throws IOException {
    try (var lines =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
      var header = lines.readLine();
      return header == null
          ? Set.of("(none)")
          : new LinkedHashSet<>(
              List.of(header.replace("\uFEFF", "").replace("\"", "").strip().split(",", -1)));
    }
  }

  private static InputStream open(Path file) throws IOException {
    var raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
  }
}

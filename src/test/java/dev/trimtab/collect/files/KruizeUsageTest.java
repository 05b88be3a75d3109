package dev.trimtab.collect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trimtab.collect.RecordingSink;
import dev.trimtab.fixtures.KruizeConverter;
import dev.trimtab.units.TimeWindow;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KruizeUsageTest {
  private static final Path RECORDED = Path.of("../shared/data/usage/kruize");

  @TempDir Path folder;

  @Test
  void all_recorded_series_load_and_their_sums_are_those_of_the_files() throws Exception {
    Assumptions.assumeTrue(Files.isDirectory(RECORDED), RECORDED + " is not there");
    var usage = folder.resolve("usage.csv");
    KruizeConverter.convert(RECORDED, usage);
    var sink = new RecordingSink();
    var now = Instant.parse("2026-11-24T00:00:00Z");
    new UsageCsvSource(usage, "openshift").collect(new TimeWindow(now, now), sink);

    long rows = 0;
    int withoutCpu = 0;
    double cpu = 0;
    for (var file : KruizeConverter.files(RECORDED)) {
      var lines = lines(file);
      var header = Arrays.asList(lines.getFirst().split(",", -1));
      int column =
          Math.max(
              header.indexOf("cpu_usage_container_avg"), header.indexOf("cpu_usage_namespace_avg"));
      for (var line : lines.subList(1, lines.size())) {
        var cell = line.split(",", -1)[column];
        if (!cell.isEmpty()) {
          rows++;
          cpu += Double.parseDouble(cell);
        } else {
          withoutCpu++;
        }
      }
    }
    assertThat(sink.samples().stream().map(s -> s.subject().workload()).distinct()).hasSize(15);
    assertThat(sink.samples()).hasSize((int) rows);
    assertThat(sink.samples().stream().mapToDouble(s -> s.cpuAverage()).sum())
        .isCloseTo(cpu, within(1e-6));
    assertThat(sink.reasons()).hasSize(withoutCpu).allMatch("missing cpu"::equals);
  }

  private static List<String> lines(Path file) throws java.io.IOException {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return in.lines().filter(line -> !line.isBlank()).toList();
    }
  }
}

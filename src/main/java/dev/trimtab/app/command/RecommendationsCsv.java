package dev.trimtab.app.command;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.trimtab.rightsize.backtest.Backtest.Replayed;
import dev.trimtab.rightsize.policy.Origins;
import dev.trimtab.rightsize.policy.UsageSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/// Writes the decisions of a backtest as FORMATS.md has them.
final class RecommendationsCsv {
  private RecommendationsCsv() {}

  static void write(Path file, List<Replayed> replayed, UsageSource usage, Origins origins)
      throws IOException {
    var raw = new BufferedOutputStream(Files.newOutputStream(file));
    var out = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw, 1 << 16) : raw;
    try (var csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      csv.writeRecord(
          "policy",
          "cluster",
          "namespace",
          "workload_kind",
          "workload",
          "container",
          "valid_from",
          "valid_to",
          "outcome",
          "cpu_request_cores",
          "cpu_limit_cores",
          "memory_request_bytes",
          "memory_limit_bytes",
          "cpu_exceedance_stated",
          "memory_exceedance_stated",
          "reason");
      for (var each : replayed) {
        write(csv, each, usage, origins);
      }
    }
  }

  private static void write(CsvWriter csv, Replayed each, UsageSource usage, Origins origins) {
    var containers = usage.containers();
    for (int c = 0; c < containers.size(); c++) {
      for (int i = 0; i < origins.count(); i++) {
        var decision = each.decisions().get(each.at(), c, i);
        if (decision != null) {
          var ref = containers.get(c);
          csv.writeRecord(
              each.name(),
              ref.workload().cluster(),
              ref.workload().namespace(),
              ref.workload().kind(),
              ref.workload().name(),
              ref.container(),
              Instant.ofEpochSecond(origins.at(i)).toString(),
              Instant.ofEpochSecond(origins.at(i) + origins.step()).toString(),
              decision.outcome().toString(),
              cores(decision.cpuRequest()),
              cores(decision.cpuLimit()),
              bytes(decision.memoryRequest()),
              bytes(decision.memoryLimit()),
              cores(decision.cpuRisk()),
              cores(decision.memoryRisk()),
              decision.reason());
        }
      }
    }
  }

  private static String cores(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
  }

  private static String bytes(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.0f", value);
  }
}

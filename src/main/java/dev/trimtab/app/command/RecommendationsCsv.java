package dev.trimtab.app.command;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.trimtab.rightsize.backtest.Backtest.Replayed;
import dev.trimtab.rightsize.policy.Decision;
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
import org.jspecify.annotations.Nullable;

/// Writes the decisions of a backtest as FORMATS.md has them.
final class RecommendationsCsv {
  /// Less would be written as 0.0%.
  private static final double JUST_AS_MUCH = 0.0005;

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
      Decision before = null;
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
              reason(decision, before));
          before = decision.isResize() ? decision : before;
        }
      }
    }
  }

  /// Of a resize, what it changes of the one before it.
  private static String reason(Decision decision, @Nullable Decision before) {
    if (!decision.reason().isEmpty()) {
      return decision.reason();
    }
    return before == null
        ? "the first size"
        : change("CPU", before.cpuRequest(), decision.cpuRequest())
            + ", "
            + change("memory", before.memoryRequest(), decision.memoryRequest());
  }

  private static String change(String resource, double from, double to) {
    if (Double.isNaN(to)) {
      return resource + " left alone";
    }
    if (!(from > 0)) {
      return resource + " now known";
    }
    double share = to / from - 1;
    return Math.abs(share) < JUST_AS_MUCH
        ? resource + " as before"
        : String.format(Locale.ROOT, "%s %+.1f%%", resource, 100 * share);
  }

  private static String cores(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
  }

  private static String bytes(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.0f", value);
  }
}

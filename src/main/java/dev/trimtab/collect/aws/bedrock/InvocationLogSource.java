package dev.trimtab.collect.aws.bedrock;

import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.llm.BedrockInvocations;
import dev.trimtab.collect.llm.api.Buckets;
import dev.trimtab.model.Check;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Bedrock's model invocation logs in S3, call by call and summed up by the hour: they know who
/// called. Keys are `AWSLogs/account/BedrockModelInvocationLogs/region/year/month/day/hour/…`.
public final class InvocationLogSource implements Source {
  private static final String ROOT = "AWSLogs/";
  private static final String LOGS = "BedrockModelInvocationLogs/";

  /// Bodies that are too long for the log lie beside it.
  private static final String BODIES = "/data/";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd/").withZone(ZoneOffset.UTC);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final InvocationLogSettings settings;
  private final S3Bucket bucket;

  public InvocationLogSource(InvocationLogSettings settings, Http http) {
    this.settings = settings;
    this.bucket = new S3Bucket(name(), settings, http);
  }

  @Override
  public String name() {
    return "bedrock-logs/" + settings.bucket() + "/" + settings.prefix();
  }

  @Override
  public Reach reach() {
    return settings.reach();
  }

  /// A day at a time, each committed before the next is read.
  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    var roots = roots();
    if (roots.isEmpty()) {
      sink.problem(
          new Problem(
              name(),
              settings.bucket(),
              "no-logs",
              "there is nothing below %s%s. Maybe the prefix is mistyped in aws.bedrockLogs, or logging to S3 is not switched on in Bedrock's settings?"
                  .formatted(settings.prefix(), ROOT)));
    }
    var from = window.start().truncatedTo(ChronoUnit.DAYS);
    var hours = Buckets.hours(new TimeWindow(from, window.end()));
    for (var day : Buckets.chunks(hours, Duration.ofDays(1))) {
      var calls = new BedrockInvocations();
      for (var root : roots) {
        read(root, day.start(), calls, sink);
      }
      var usage =
          calls.usage().stream()
              .filter(u -> day.contains(u.window().start()))
              .map(this::told)
              .toList();
      sink.accept(new Fact.LlmUsage(name(), LlmProvider.BEDROCK, day, usage));
      sink.completeThrough(day.end());
    }
  }

  /// A region that CloudWatch is not asked for is told by its log alone, which is AWS's own, too.
  private ProviderUsage told(ProviderUsage usage) {
    return settings.counted().contains(usage.scope().region())
        ? usage
        : new ProviderUsage(usage.scope().via(""), usage.window(), usage.counters());
  }

  /// Where the logs of each account and region begin.
  private List<String> roots() throws SourceUnavailable {
    var roots = new ArrayList<String>();
    for (var account : bucket.folders(settings.prefix() + ROOT)) {
      roots.addAll(bucket.folders(account + LOGS));
    }
    return roots;
  }

  /// A day's calls; the last of them may be written in the first hour of the next day.
  private void read(String root, Instant day, BedrockInvocations calls, FactSink sink)
      throws SourceUnavailable {
    var keys = new ArrayList<>(bucket.keys(root + DAY.format(day)));
    keys.addAll(bucket.keys(root + DAY.format(day.plus(Duration.ofDays(1))) + "00/"));
    for (var key : keys) {
      if (isLog(key) && !bucket.read(key, in -> read(key, in, calls))) {
        sink.problem(
            new Problem(
                name(),
                key,
                "log-gone",
                "it was deleted between being listed and being read: its calls are missing. Maybe the bucket's lifecycle rule is shorter than aws.bedrockBackfill?"));
      }
    }
  }

  private static boolean isLog(String key) {
    return (key.endsWith(".json.gz") || key.endsWith(".json")) && !key.contains(BODIES);
  }

  private static void read(String key, InputStream in, BedrockInvocations calls)
      throws IOException {
    var text = key.endsWith(".gz") ? new GZIPInputStream(in) : in;
    try (var lines = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          var call = JSON.readTree(line);
          if (BedrockInvocations.isCall(call)) {
            calls.add(call);
          }
        }
      }
    } catch (JacksonException | DateTimeException e) {
      throw new IOException("a line is no call: " + e.getMessage(), e);
    }
  }

  @Override
  public List<Check> check() {
    try {
      var roots = roots();
      return roots.isEmpty()
          ? List.of(
              Check.failed(
                  name(),
                  "the bucket can be listed, and holds no logs below " + settings.prefix() + ROOT,
                  "switch on logging to S3 in Bedrock's settings, or mend the prefix in aws.bedrockLogs"))
          : List.of(Check.ok(name(), "logs of %d accounts and regions".formatted(roots.size())));
    } catch (SourceUnavailable e) {
      return List.of(
          Check.failed(
              name(),
              String.valueOf(e.getMessage()),
              "allow s3:ListBucket on the bucket and s3:GetObject on its logs"));
    }
  }
}

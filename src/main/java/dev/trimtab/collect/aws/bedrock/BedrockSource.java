package dev.trimtab.collect.aws.bedrock;

import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.llm.api.Buckets;
import dev.trimtab.model.Check;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Bedrock usage of one region by the hour, from CloudWatch, with the tags of application inference
/// profiles. Bedrock's cost stands in the bill.
public final class BedrockSource implements Source {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final String MODEL = "model";

  private final BedrockSettings settings;
  private final BedrockMetrics metrics;
  private final SignedJson bedrock;

  public BedrockSource(BedrockSettings settings, Http http) {
    this.settings = settings;
    this.metrics =
        new BedrockMetrics(
            new SignedJson(name(), settings.cloudWatch(), settings.cloudWatchSigner(), http));
    this.bedrock = new SignedJson(name(), settings.bedrock(), settings.bedrockSigner(), http);
  }

  @Override
  public String name() {
    return "bedrock/" + settings.region();
  }

  @Override
  public Reach reach() {
    return settings.reach();
  }

  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    var profiles = profiles(sink);
    var models = models(profiles, sink);
    for (var week : Buckets.chunks(Buckets.hours(window), WEEK)) {
      var usage =
          metrics.sums(models, week).entrySet().stream()
              .filter(e -> week.contains(e.getKey().hour()))
              .map(
                  e -> new Counted(e.getKey().modelId(), usage(e.getKey(), e.getValue(), profiles)))
              .toList();
      remember(usage.stream().map(Counted::model).toList(), sink);
      sink.accept(
          new Fact.LlmUsage(
              name(), LlmProvider.BEDROCK, week, usage.stream().map(Counted::usage).toList()));
      sink.completeThrough(week.end());
    }
  }

  /// Usage, and what CloudWatch calls its model.
  private record Counted(String model, ProviderUsage usage) {}

  /// What to ask for: CloudWatch lists what was used in the last two weeks, and counts for longer.
  /// What is remembered covers a source that was down; a first run asks for all that there is.
  private Set<String> models(InferenceProfiles profiles, FactSink sink) throws SourceUnavailable {
    var listed = metrics.models();
    var known = sink.known(MODEL).keySet();
    var all = new TreeSet<>(listed);
    all.addAll(known);
    all.addAll(profiles.ids());
    if (known.isEmpty() && profiles != InferenceProfiles.NONE) {
      all.addAll(offered(sink));
    }
    remember(listed, sink);
    return all;
  }

  private Set<String> offered(FactSink sink) {
    try {
      var offered = new TreeSet<>(InferenceProfiles.defined(bedrock));
      bedrock
          .get("bedrock:ListFoundationModels", "/foundation-models")
          .path("modelSummaries")
          .forEach(model -> offered.add(model.path("modelId").asString("")));
      offered.remove("");
      return offered;
    } catch (SourceUnavailable e) {
      sink.problem(
          new Problem(
              name(),
              "models used last more than two weeks ago",
              "not-listed",
              "%s. Their tokens of before are missing".formatted(e.getMessage())));
      return Set.of();
    }
  }

  private void remember(Collection<String> models, FactSink sink) {
    var names = new HashMap<String, String>();
    models.forEach(model -> names.put(model, ""));
    sink.accept(new Fact.Names(name(), MODEL, names));
  }

  /// Tokens are worth having without the names and tags of their profiles.
  private InferenceProfiles profiles(FactSink sink) {
    try {
      return InferenceProfiles.read(bedrock);
    } catch (SourceUnavailable e) {
      sink.problem(
          new Problem(name(), "inference profiles", "no-profiles", String.valueOf(e.getMessage())));
      return InferenceProfiles.NONE;
    }
  }

  private ProviderUsage usage(
      BedrockMetrics.Cell cell, Map<String, Long> sums, InferenceProfiles profiles) {
    var scope =
        profiles
            .of(cell.modelId())
            .map(p -> LlmScope.of(LlmProvider.BEDROCK, p.model()).project(p.id()).tags(p.tags()))
            .orElseGet(() -> LlmScope.of(LlmProvider.BEDROCK, cell.modelId()))
            .region(settings.region());
    var window = new TimeWindow(cell.hour(), cell.hour().plus(Duration.ofHours(1)));
    return new ProviderUsage(scope, window, counters(sums));
  }

  private static Map<String, Long> counters(Map<String, Long> sums) {
    var counters = new HashMap<>(sums);
    long failed =
        take(counters, "InvocationClientErrors") + take(counters, "InvocationServerErrors");
    long calls = take(counters, "Invocations");
    // whether failed ones are among the invocations is told otherwise from version to version
    counters.put(ProviderUsage.REQUESTS, Math.max(calls, failed));
    counters.put(ProviderUsage.FAILED_REQUESTS, failed);
    long images = take(counters, "OutputImageCount");
    if (images > 0) {
      counters.put(ProviderUsage.IMAGES, images);
    }
    return counters;
  }

  private static long take(Map<String, Long> counters, String name) {
    var value = counters.remove(name);
    return value == null ? 0 : value;
  }

  @Override
  public List<Check> check() {
    try {
      var models = metrics.models();
      InferenceProfiles.read(bedrock);
      return List.of(
          Check.ok(name(), "CloudWatch knows %d models that were used".formatted(models.size())));
    } catch (SourceUnavailable e) {
      return List.of(
          Check.failed(
              name(),
              String.valueOf(e.getMessage()),
              "allow cloudwatch:ListMetrics, cloudwatch:GetMetricData, bedrock:ListInferenceProfiles, bedrock:ListFoundationModels and bedrock:ListTagsForResource"));
    }
  }
}

package dev.trimtab.collect.llm.azure;

import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Pause;
import dev.trimtab.collect.llm.api.Buckets;
import dev.trimtab.collect.llm.api.JsonApi;
import dev.trimtab.collect.llm.api.Login;
import dev.trimtab.collect.llm.api.Paging;
import dev.trimtab.collect.llm.api.ProviderSettings;
import dev.trimtab.model.Check;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Azure OpenAI's tokens and requests by the hour, by deployment and model, from Azure Monitor.
/// What they cost stands in Azure's cost exports.
public final class AzureSource implements Source {
  private static final String DEPLOYMENTS = "ModelDeploymentName eq '*' and ModelName eq '*'";
  private static final String TOKENS = "ProcessedPromptTokens,GeneratedTokens";
  private static final String REQUESTS = "AzureOpenAIRequests";

  /// Without it, Azure Monitor tells the first ten series and keeps silent about the others.
  private static final int MOST_SERIES = 10_000;

  private final ProviderSettings settings;
  private final List<String> accounts;
  private final JsonApi api;

  /// @param accounts resource ids, `/subscriptions/…/accounts/…`; one named twice, in whatever
  ///   case, is read once
  public AzureSource(
      ProviderSettings settings, List<String> accounts, Login login, Http http, Pause pause) {
    this.settings = settings;
    var once = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    once.addAll(accounts);
    this.accounts = List.copyOf(once);
    this.api = new JsonApi(name(), settings.url(), http, login, pause);
  }

  @Override
  public String name() {
    return "azure-openai/" + settings.name();
  }

  @Override
  public Reach reach() {
    return settings.reach();
  }

  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    for (var week : Buckets.chunks(Buckets.hours(window), Duration.ofDays(7))) {
      sink.accept(new Fact.LlmUsage(name(), LlmProvider.AZURE_OPENAI, week, usage(week)));
      sink.completeThrough(week.end());
    }
  }

  private List<ProviderUsage> usage(TimeWindow window) throws SourceUnavailable {
    var usage = new ArrayList<ProviderUsage>();
    for (var account : accounts) {
      var metrics = new AzureMetrics(account);
      ask(account, window, TOKENS, DEPLOYMENTS, metrics);
      ask(account, window, REQUESTS, DEPLOYMENTS + " and StatusCode eq '*'", metrics);
      usage.addAll(metrics.usage(window));
    }
    return usage;
  }

  private void ask(
      String account, TimeWindow window, String names, String filter, AzureMetrics into)
      throws SourceUnavailable {
    var query =
        List.of(
            Map.entry("api-version", "2023-10-01"),
            Map.entry("timespan", window.start() + "/" + window.end()),
            Map.entry("interval", "PT1H"),
            Map.entry("metricnames", names),
            Map.entry("aggregation", "Total"),
            Map.entry("$filter", filter),
            Map.entry("top", Integer.toString(MOST_SERIES)));
    api.pages(account + "/providers/Microsoft.Insights/metrics", query, Paging.NONE, into::read);
  }

  @Override
  public List<Check> check() {
    return settings.check(
        name(),
        () -> {
          usage(
              TimeWindow.ending(Instant.EPOCH.plus(Duration.ofDays(20_000)), Duration.ofHours(1)));
          return "metrics of %d accounts can be read".formatted(accounts.size());
        });
  }
}

package dev.trimtab.app;

import dev.trimtab.app.config.Config;
import dev.trimtab.collect.aws.AwsCredentials;
import dev.trimtab.collect.aws.SigV4Signer;
import dev.trimtab.collect.aws.bedrock.BedrockSettings;
import dev.trimtab.collect.aws.bedrock.BedrockSource;
import dev.trimtab.collect.aws.bedrock.InvocationLogSettings;
import dev.trimtab.collect.aws.bedrock.InvocationLogSource;
import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Pause;
import dev.trimtab.collect.llm.anthropic.AnthropicSource;
import dev.trimtab.collect.llm.api.Login;
import dev.trimtab.collect.llm.api.ProviderSettings;
import dev.trimtab.collect.llm.azure.AzureLogin;
import dev.trimtab.collect.llm.azure.AzureSource;
import dev.trimtab.collect.llm.litellm.LiteLlmDatabaseSource;
import dev.trimtab.collect.llm.litellm.LiteLlmSource;
import dev.trimtab.collect.llm.openai.OpenAiLimitsSource;
import dev.trimtab.collect.llm.openai.OpenAiSource;
import dev.trimtab.collect.llm.telemetry.LangfuseSource;
import dev.trimtab.collect.llm.telemetry.TokenMetricsSource;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.GatewayUsage;
import dev.trimtab.store.LiteLlmTables;
import dev.trimtab.units.TimeWindow;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The sources behind each entry of `llm.providers`, and Bedrock's.
final class LlmSources {
  private static final Map<String, String> ROOTS =
      Map.of(
          "openai", "https://api.openai.com",
          "anthropic", "https://api.anthropic.com",
          "azure", "https://management.azure.com");
  private static final URI ENTRA = URI.create("https://login.microsoftonline.com");

  /// CloudWatch may still count calls some hours after they were made.
  private static final Duration LATE = Duration.ofDays(1);

  private final Function<String, Http> http;
  private final InstantSource clock;

  /// @param http makes the client of a source by its name
  LlmSources(Function<String, Http> http, InstantSource clock) {
    this.http = http;
    this.clock = clock;
  }

  List<Source> of(Config.ProviderConfig p) {
    if (p.url().startsWith("jdbc:")) {
      return List.of(database(p));
    }
    var url = p.url().isEmpty() ? ROOTS.getOrDefault(p.provider(), "") : p.url();
    var settings = new ProviderSettings(p.name(), URI.create(url), p.adminKey().value(), reach(p));
    var calls = http.apply(p.provider() + "/" + p.name());
    return switch (p.provider()) {
      case "openai" ->
          List.of(
              new OpenAiSource(settings, calls, Pause.REAL),
              new OpenAiLimitsSource(settings, http.apply("spend-limits/" + p.name()), Pause.REAL));
      case "anthropic" -> List.of(new AnthropicSource(settings, calls, Pause.REAL));
      case "azure" -> List.of(azure(p, settings, calls));
      case "litellm" -> List.of(new LiteLlmSource(settings, p.hourly(), calls, Pause.REAL));
      case "langfuse" ->
          List.of(
              new LangfuseSource(
                  settings, login(p, "a project's public and secret key"), calls, Pause.REAL));
      case "prometheus" ->
          List.of(
              new TokenMetricsSource(
                  settings, login(p, "a bearer token, or a user and password"), calls, Pause.REAL));
      default -> throw new IllegalStateException("no source for provider " + p.provider());
    };
  }

  private static Source.Reach reach(Config.ProviderConfig p) {
    return new Source.Reach(p.backfill(), p.overlap());
  }

  private static Login login(Config.ProviderConfig p, String wanted) {
    var key = p.adminKey();
    var said = wanted + ": set user and adminKey of this entry of llm.providers";
    if (!key.isSet()) {
      return Login.headers(request -> request, said);
    }
    return p.user().isEmpty()
        ? Login.bearer(key.value(), said)
        : Login.basic(p.user(), key.value(), said);
  }

  private Source azure(Config.ProviderConfig p, ProviderSettings settings, Http calls) {
    var principal = new AzureLogin.Principal(ENTRA, p.tenant(), p.user(), p.adminKey().value());
    var login = new AzureLogin("azure-openai/" + p.name(), principal, calls, clock);
    return new AzureSource(settings, p.resources(), login, calls, Pause.REAL);
  }

  private static Source database(Config.ProviderConfig p) {
    var tables =
        new LiteLlmTables(
            "litellm-db/" + p.name(), p.url(), p.user(), p.adminKey().value(), p.hourly());
    return new LiteLlmDatabaseSource(p.name(), p.hourly(), reach(p), new Tables(tables));
  }

  /// The store's tables as the source asks for them.
  private record Tables(LiteLlmTables store) implements LiteLlmDatabaseSource.Tables {
    @Override
    public List<GatewayUsage> usage(TimeWindow window) throws SourceUnavailable {
      return store.usage(window);
    }

    @Override
    public String describe() throws SourceUnavailable {
      return store.describe();
    }
  }

  Source bedrock(String region, AwsCredentials credentials, Duration backfill) {
    var clock = Clock.systemUTC();
    var settings =
        BedrockSettings.of(
            region,
            new SigV4Signer(credentials, "monitoring", region, clock),
            new SigV4Signer(credentials, "bedrock", region, clock),
            new Source.Reach(backfill, LATE));
    return new BedrockSource(settings, http.apply("bedrock/" + region));
  }

  Source bedrockLogs(
      Config.BedrockLogsConfig logs, AwsCredentials credentials, Config.AwsConfig aws) {
    var settings =
        new InvocationLogSettings(
            logs.bucket(),
            InvocationLogSettings.root(logs.bucket(), logs.region()),
            logs.prefix(),
            Set.copyOf(aws.bedrockRegions()),
            SigV4Signer.s3(credentials, logs.region(), Clock.systemUTC()),
            new Source.Reach(aws.bedrockBackfill(), LATE));
    return new InvocationLogSource(settings, http.apply("bedrock-logs/" + logs.bucket()));
  }
}

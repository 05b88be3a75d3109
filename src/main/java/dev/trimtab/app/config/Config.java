package dev.trimtab.app.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The whole configuration. Every default stands in `config/trimtab.yaml`, none in the code.
public record Config(
    String currency,
    @Valid DatabaseConfig database,
    List<@Valid ClusterConfig> clusters,
    @Valid UsageConfig usage,
    @Valid AwsConfig aws,
    @Valid LlmConfig llm,
    @Valid BillingConfig billing,
    @Valid AllocationConfig allocation,
    @Valid RightsizingConfig rightsizing,
    @Valid PlacementConfig placement,
    @Valid ReportConfig report,
    @Valid MailConfig mail,
    @Valid SentinelConfig sentinel,
    @Valid RetentionConfig retention,
    @Valid ScheduleConfig schedule) {

  /// Where everything is kept.
  ///
  /// @param url a JDBC URL; empty starts the embedded Postgres on `directory`
  /// @param properties passed to the driver as they are: `sslmode`, `sslrootcert`, …
  public record DatabaseConfig(
      @Pattern(
              regexp = "|jdbc:postgresql://.+",
              message = "must be empty (embedded) or begin with jdbc:postgresql://")
          String url,
      String user,
      Secret password,
      Map<String, String> properties,
      @NotBlank String directory) {}

  /// A cluster and where its usage is measured.
  public record ClusterConfig(
      @NotBlank String name,
      @Valid KubernetesConfig kubernetes,
      @Valid PrometheusConfig prometheus) {}

  /// How to reach a cluster's API: files, an explicit URL, the pod's own account, or a kubeconfig
  /// context.
  ///
  /// @param files a folder of `kubectl get -o yaml` output or a must-gather tree; wins over all
  ///   others
  public record KubernetesConfig(
      boolean enabled,
      String files,
      String url,
      Secret token,
      String caFile,
      boolean inCluster,
      String kubeconfig,
      String context,
      @Min(10) @Max(5000) int pageSize,
      Duration timeout,
      boolean metricsApi,
      List<
              @Pattern(
                  regexp = "[a-z0-9-]+",
                  message = "must be a namespace's name; globs would ask for too much")
              String>
          secretNamespaces) {}

  /// A Prometheus, or what speaks its API.
  ///
  /// @param url empty for none
  /// @param matcher added to every query, such as `cluster="production"`
  /// @param tenant sent as `X-Scope-OrgID` (Mimir, Cortex)
  /// @param sigv4Region signs requests for Amazon Managed Prometheus
  public record PrometheusConfig(
      String url,
      String matcher,
      String tenant,
      String username,
      Secret password,
      Secret bearerToken,
      String sigv4Region,
      @Min(1) @Max(16) int parallelQueries,
      Duration timeout) {}

  /// What usage is collected.
  ///
  /// @param files usage.csv files
  public record UsageConfig(
      Duration interval, Duration backfill, Duration overlap, List<String> files) {}

  private static final String TYPE =
      "must be an instance type such as m5.large, with * for any run of letters and ? for one";

  /// What AWS is asked for.
  ///
  /// @param files folders or files with saved prices; wins over the APIs
  public record AwsConfig(
      List<String> regions,
      List<@Pattern(regexp = "[A-Za-z0-9.*?-]+", message = TYPE) String> instanceTypes,
      Duration spotBackfill,
      String ec2Endpoint,
      String pricingEndpoint,
      String spotAdvisorUrl,
      String accessKeyId,
      Secret secretAccessKey,
      List<String> bedrockRegions,
      Duration bedrockBackfill,
      List<@Valid BedrockLogsConfig> bedrockLogs,
      List<String> files) {}

  /// A bucket with Bedrock's invocation logs.
  ///
  /// @param prefix of its keys before `AWSLogs/`
  public record BedrockLogsConfig(
      @NotBlank String bucket, String prefix, @NotBlank String region) {}

  /// LLM providers, prices and owners.
  public record LlmConfig(
      List<@Valid ProviderConfig> providers,
      List<String> files,
      @NotEmpty List<@NotBlank String> prices,
      List<@Valid OwnerConfig> owners,
      List<@NotBlank String> ownerFiles,
      List<@Valid ContractConfig> contracts,
      List<@Valid FxConfig> fx) {}

  /// One organisation at one LLM provider, or one witness of LLM calls.
  ///
  /// @param customEndpoint the URL is meant to be no host of the provider's own
  /// @param user whom the key belongs to, where an API wants both
  /// @param tenant directory of an Azure service principal
  /// @param resources Azure accounts, by resource id
  /// @param hourly false reads LiteLLM's daily sums instead of its log of calls
  public record ProviderConfig(
      @NotBlank String provider,
      @NotBlank String name,
      String url,
      boolean customEndpoint,
      String user,
      Secret adminKey,
      String tenant,
      List<String> resources,
      boolean hourly,
      Duration backfill,
      Duration overlap) {}

  /// Who owns what matches; an empty matcher matches anything.
  public record OwnerConfig(
      String provider,
      String organization,
      String project,
      String apiKey,
      String user,
      String tag,
      String model,
      String endpoint,
      @NotBlank String team,
      String namespace,
      String workload,
      String costCentre,
      String environment,
      String from,
      String to) {}

  /// What was agreed with an LLM provider.
  ///
  /// @param discount share of the list price that is not paid
  /// @param balance worth of a balance that was paid before, 0 for none
  /// @param paid what was paid for it
  public record ContractConfig(
      @NotBlank String provider,
      String model,
      @DecimalMin("0") @DecimalMax("1") double discount,
      @PositiveOrZero double balance,
      @PositiveOrZero double paid,
      String from,
      String to) {}

  /// What a currency is worth in the report's own, from a day on.
  public record FxConfig(String currency, @NotBlank String since, @Positive double rate) {}

  /// Bills.
  ///
  /// @param focus FOCUS CSV files, or folders of them
  public record BillingConfig(List<String> focus) {}

  /// Whose cost is whose.
  ///
  /// @param teamLabels namespace or workload labels that name the team, first found wins
  public record AllocationConfig(
      List<String> teamLabels,
      List<String> sharedNamespaces,
      List<@Valid BusinessMetricConfig> businessMetrics) {}

  /// Something that the business counts, whose units have a cost.
  ///
  /// @param cluster whose Prometheus is asked; empty where there is but one
  /// @param team whose cost stands against it; empty for what the label `team` says, or everybody's
  /// @param namespace the same, by namespace
  /// @param model the same of LLM cost, by model
  public record BusinessMetricConfig(
      @Pattern(
              regexp = "[A-Za-z0-9_.-]+",
              message = "must be a name of letters, digits, dots and dashes, such as orders")
          String name,
      String cluster,
      @NotBlank String query,
      String team,
      String namespace,
      String model,
      Duration backfill) {}

  private static final String MARGIN = "must be a share of zero or more, such as 0.15";

  /// How requests are sized.
  public record RightsizingConfig(
      @DecimalMin(value = "0", message = MARGIN) @DecimalMax(value = "10", message = MARGIN)
          double cpuMargin,
      @DecimalMin(value = "0", message = MARGIN) @DecimalMax(value = "10", message = MARGIN)
          double memoryMargin,
      @Min(1) int cpuFloorMillis,
      @Min(1) int memoryFloorMebi,
      Duration lookback,
      Duration minHistory,
      @DecimalMin(value = "0", message = MARGIN) @DecimalMax(value = "1", message = MARGIN)
          double changeThreshold,
      @Pattern(
              regexp = "keep-ratio|none|same-as-request",
              message = "must be keep-ratio, none or same-as-request")
          String cpuLimit,
      @Pattern(
              regexp = "keep-ratio|same-as-request",
              message = "must be keep-ratio or same-as-request")
          String memoryLimit,
      @Pattern(regexp = "safe|balanced|lean", message = RISK) String risk,
      @Valid WeightsConfig weights,
      List<@Valid EnvironmentConfig> environments,
      List<@Valid RuleConfig> rules) {}

  private static final String WEIGHT =
      "must be a factor within [0.01, 100]. Maybe you meant 2, which is twice as dear?";

  /// How many times dearer than the risk level has it something is to be.
  public record WeightsConfig(
      @DecimalMin(value = "0.01", message = WEIGHT) @DecimalMax(value = "100", message = WEIGHT)
          double cpuOver,
      @DecimalMin(value = "0.01", message = WEIGHT) @DecimalMax(value = "100", message = WEIGHT)
          double cpuMissing,
      @DecimalMin(value = "0.01", message = WEIGHT) @DecimalMax(value = "100", message = WEIGHT)
          double memoryPeak,
      @DecimalMin(value = "0.01", message = WEIGHT) @DecimalMax(value = "100", message = WEIGHT)
          double change) {}

  private static final String RISK = "must be safe, balanced or lean";

  private static final String NAMESPACE =
      "must be a namespace's name, or a glob in which * alone stands for any run of letters, such"
          + " as pay*";
  private static final String CLUSTER =
      "must be a cluster's name, or a glob in which * alone stands for any run of letters, such as"
          + " prod-*";

  /// The risk that is bought for clusters and namespaces, by globs of their names; empty is any.
  public record EnvironmentConfig(
      @Pattern(regexp = "[^?\\[\\]{}^$|\\\\]*", message = CLUSTER) String cluster,
      @Pattern(regexp = "[a-z0-9*-]*", message = NAMESPACE) String namespace,
      @Pattern(regexp = "safe|balanced|lean", message = RISK) String risk) {}

  private static final String PAIR = "must be empty or key=value";

  /// What is wanted for the workloads that match; an empty matcher matches any, an empty or zero
  /// wish is none.
  ///
  /// @param label of the workload or its namespace
  /// @param annotation of the workload
  public record RuleConfig(
      @Pattern(regexp = "[a-z0-9*-]*", message = NAMESPACE) String namespace,
      @Pattern(regexp = "|[^=]+=.*", message = PAIR) String label,
      @Pattern(regexp = "|[^=]+=.*", message = PAIR) String annotation,
      @Min(0) int cpuMillis,
      @Min(0) int memoryMebi,
      @Min(0) int cpuFloorMillis,
      @Min(0) int memoryFloorMebi,
      boolean neverDown,
      boolean exclude,
      @Pattern(regexp = "|safe|balanced|lean", message = "must be empty, safe, balanced or lean")
          String risk,
      @DecimalMin(value = "0", message = PIN) @DecimalMax(value = "1", message = PIN)
          double percentile) {}

  private static final String PIN =
      "must be within (0, 1], or 0 for none. Maybe you meant a share such as 0.95?";

  private static final String SHARE =
      "must be a share within [0, 1]. Maybe you meant 0.5, which keeps half on demand?";

  private static final String POOL_SHARE =
      "must be a share within (0, 1]. Maybe you meant 0.3, which keeps seven of ten replicas when a pool is gone? 1 sets no bound";

  /// Which nodes are to be bought, and what may go to spot.
  ///
  /// @param spotForbidden globs of namespaces, and labels as `key=value`
  /// @param spotAllowed the same
  /// @param timeLimit for each of a cluster's two plans; zero for the greedy plan
  /// @param allZones zones of the region, too, in which no node stands
  public record PlacementConfig(
      @Min(1) int minReplicas,
      Duration interruptionNotice,
      @DecimalMin(value = "0", message = SHARE) @DecimalMax(value = "1", message = SHARE)
          double minOnDemandShare,
      List<String> spotForbidden,
      List<String> spotAllowed,
      @DecimalMin(value = "0", inclusive = false, message = POOL_SHARE)
          @DecimalMax(value = "1", message = POOL_SHARE)
          double maxPoolShare,
      @Pattern(regexp = "neutral|price-only", message = "must be neutral or price-only")
          String risk,
      Duration timeLimit,
      boolean allZones,
      boolean prefixDelegation,
      @Valid TypesConfig types,
      @Valid SpotConfig spot,
      List<@Valid ReservedConfig> reserved,
      List<@Valid OverlayConfig> overlays) {}

  /// Instance types that may be bought, by globs; an empty `allow` is all.
  public record TypesConfig(
      List<@Pattern(regexp = "[a-z0-9.*?-]+", message = TYPE) String> allow,
      List<@Pattern(regexp = "[a-z0-9.*?-]+", message = TYPE) String> deny) {}

  /// Which of a pool's spot prices a plan counts.
  ///
  /// @param window of the mean
  public record SpotConfig(
      @Pattern(regexp = "now|mean", message = "must be now or mean") String price,
      Duration window) {}

  private static final String OWNED =
      "must be one or more. Maybe leave out what is owned no longer";

  /// Nodes that are paid for whether they run or not.
  ///
  /// @param cluster that uses them; empty where there is but one
  /// @param zone empty for any
  public record ReservedConfig(
      @Pattern(
              regexp = "[a-z0-9-]+\\.[a-z0-9-]+",
              message = "must be one instance type, such as m5.xlarge")
          String type,
      String cluster,
      String zone,
      @Min(value = 1, message = OWNED) int count,
      @DecimalMin(value = "0", message = "must be a price of zero or more, such as 0.12")
          BigDecimal pricePerHour) {}

  private static final String PERCENT =
      "must be more than -100 and at most 1000: it is added to the price. Maybe you meant -15 for a discount of 15%?";

  /// A change to list prices.
  ///
  /// @param type glob of instance types; empty for all
  /// @param capacityType empty for on-demand and spot
  public record OverlayConfig(
      @Pattern(regexp = "[a-z0-9.*?-]*", message = TYPE) String type,
      @Pattern(
              regexp = "|on-demand|spot|reserved",
              message = "must be empty, on-demand, spot or reserved")
          String capacityType,
      @DecimalMin(value = "-100", inclusive = false, message = PERCENT)
          @DecimalMax(value = "1000", message = PERCENT)
          BigDecimal percent) {}

  private static final String TOLERANCE =
      "must be within [0, 1]. Maybe you meant a share such as 0.02, which is two percent?";

  /// The workbook.
  ///
  /// @param templates a folder of restyled templates; empty for the shipped ones
  /// @param billTolerance share by which node cost may differ from the bill before a check fails
  /// @param llmTolerance the same for tokens x list price against a provider's cost report
  public record ReportConfig(
      @NotBlank String title,
      @NotBlank String directory,
      String templates,
      List<String> recipients,
      @DecimalMin(value = "0", message = TOLERANCE) @DecimalMax(value = "1", message = TOLERANCE)
          double billTolerance,
      @DecimalMin(value = "0", message = TOLERANCE) @DecimalMax(value = "1", message = TOLERANCE)
          double llmTolerance) {}

  private static final String PORT =
      "must be a port within 1 and 65535. Maybe 587, with starttls, or 465, with smtps?";

  /// How mail goes out.
  ///
  /// @param host empty for no mail: the workbook then stays on disk only
  public record MailConfig(
      String host,
      @Min(value = 1, message = PORT) @Max(value = Ports.MOST, message = PORT) int port,
      @Pattern(regexp = "none|starttls|smtps", message = "must be none, starttls or smtps")
          String tls,
      String user,
      Secret password,
      String from) {}

  private static final String SENSITIVITY =
      "must be above 0 and at most 1000: false alerts that one series may raise in 30 days. Maybe 0.5, one in two months?";

  /// How spend is watched, and who is told.
  ///
  /// @param sensitivity false alerts that one series may raise in 30 days
  /// @param lookback history that is looked at
  /// @param notifyWithin incidents that are over are told only where they were raised so recently
  /// @param mail addresses
  public record SentinelConfig(
      @DecimalMin(value = "0", inclusive = false, message = SENSITIVITY)
          @DecimalMax(value = "1000", message = SENSITIVITY)
          double sensitivity,
      Duration lookback,
      Duration notifyWithin,
      List<@Valid BudgetConfig> budgets,
      List<String> mail,
      @Valid HookConfig slack,
      @Valid HookConfig alertmanager) {}

  /// What a series may cost.
  ///
  /// @param series such as `llm team/content`; wins over `team`
  /// @param team short for its series
  public record BudgetConfig(String series, String team, @Positive double perMonth) {}

  /// Where something is posted.
  ///
  /// @param url holds a secret more often than not; empty for none
  public record HookConfig(Secret url) {}

  /// How long things are kept.
  public record RetentionConfig(Duration samples, Duration profiles) {}

  /// Quartz cron expressions, in UTC, for `serve`.
  public record ScheduleConfig(
      @NotBlank String nightly, @NotBlank String sampling, @NotBlank String sentinel) {}
}

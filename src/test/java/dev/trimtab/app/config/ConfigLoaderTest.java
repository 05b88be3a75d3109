package dev.trimtab.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ConfigLoaderTest {
  private final ConfigLoader loader = new ConfigLoader(Map.of());

  @Test
  void shipped_file_binds_and_every_key_of_the_code_stands_in_it() {
    var config = loader.defaults();
    assertThat(config.usage().interval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.database().url()).isEmpty();
  }

  @Test
  void every_shipped_key_says_why_one_would_change_it() throws IOException {
    var lines = Files.readAllLines(Path.of(ConfigLoader.DEFAULTS));
    var bare =
        lines.stream()
            .filter(line -> line.matches("#? *-? *[a-zA-Z]+: *[^ #].*") && !line.contains(" #"))
            .toList();
    assertThat(bare).isEmpty();
  }

  @Test
  void item_defaults_equal_what_the_shipped_file_documents() throws IOException {
    var items = ConfigLoader.resource("dev/trimtab/app/item-defaults.yaml").root();
    var text = Files.readString(Path.of(ConfigLoader.DEFAULTS));
    assertThat(documented(text, "clusters"))
        .isEqualTo(flat(items.get("clusters"), "", new TreeSet<>(), "name: production"));
    assertThat(documented(text, "bedrockLogs"))
        .isEqualTo(
            flat(items.get("aws.bedrockLogs"), "", new TreeSet<>(), "bucket: my-bedrock-logs"));
    assertThat(documented(text, "providers"))
        .isEqualTo(flat(items.get("llm.providers"), "", new TreeSet<>(), "provider: openai"));
    assertThat(documented(text, "owners"))
        .isEqualTo(flat(items.get("llm.owners"), "", new TreeSet<>(), "team: content"));
    assertThat(documented(text, "businessMetrics"))
        .isEqualTo(
            flat(items.get("allocation.businessMetrics"), "", new TreeSet<>(), "name: orders"));
    assertThat(documented(text, "environments"))
        .isEqualTo(
            flat(
                items.get("rightsizing.environments"), "", new TreeSet<>(), "cluster: production"));
    assertThat(documented(text, "rules"))
        .isEqualTo(
            flat(items.get("rightsizing.rules"), "", new TreeSet<>(), "namespace: payments"));
    assertThat(documented(text, "reserved"))
        .isEqualTo(flat(items.get("placement.reserved"), "", new TreeSet<>(), "type: m5.xlarge"));
    assertThat(documented(text, "overlays"))
        .isEqualTo(flat(items.get("placement.overlays"), "", new TreeSet<>(), "type: m5.*"));
  }

  /// The commented example below a list's key, as `key: value` lines.
  private static Set<String> documented(String text, String list) {
    var found = new TreeSet<String>();
    var block = text.substring(text.indexOf(list + ": []"));
    for (var line : block.lines().skip(1).takeWhile(l -> l.startsWith("#")).toList()) {
      var bare = line.substring(1).replaceFirst(" *-? *", "").replaceFirst(" +#.*", "").strip();
      if (!bare.endsWith(":")) {
        found.add(bare.replace("\"\"", "").strip());
      }
    }
    return found;
  }

  private static Set<String> flat(JsonNode node, String name, Set<String> into, String example) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(e -> flat(e.getValue(), e.getKey(), into, example));
    } else {
      var key = example.substring(0, example.indexOf(':'));
      var value = node.isString() ? node.stringValue() : node.toString();
      into.add(name.equals(key) ? example : (name + ": " + value).strip());
    }
    return into;
  }

  @Test
  void all_errors_are_told_at_once_with_line_value_and_guess() {
    var invalid =
        errors(
            """
            currency: usd
            rightsizing:
              changeThreshold: 95
              changeThreshol: 0.9
            usage:
              interval: soon
            mail:
              port: many
            """);
    assertThat(invalid)
        .extracting(ConfigError::line, ConfigError::path)
        .contains(
            org.assertj.core.groups.Tuple.tuple(1, "currency"),
            org.assertj.core.groups.Tuple.tuple(3, "rightsizing.changeThreshold"),
            org.assertj.core.groups.Tuple.tuple(4, "rightsizing.changeThreshol"),
            org.assertj.core.groups.Tuple.tuple(6, "usage.interval"),
            org.assertj.core.groups.Tuple.tuple(8, "mail.port"));
    assertThat(invalid.toString())
        .contains("Maybe you meant changeThreshold?", "(95)", "(soon)", "(many)", "my.yaml:4");
  }

  @Test
  void names_currencies_and_ports_are_all_checked_in_one_pass() {
    var invalid =
        errors(
            """
            currency: EURO
            clusters:
              - {name: shop, prometheus: {url: 'http://prometheus:99999'}}
              - {name: shop}
            database: {url: 'jdbc:postgresql://one:5432,[::1]:70000/trimtab'}
            mail: {port: 0}
            llm:
              providers: [{provider: antropic}]
              contracts: [{provider: opnai, discount: 0.1}]
              owners: [{provider: cohre, team: search}]
              fx:
                - {currency: XYZ, since: 2026-11-01, rate: 1.1}
                - {currency: XXX, since: 2026-11-01, rate: 1.1}
                - {currency: EUR, since: 2026-11-01, rate: 1.1}
                - {currency: EUR, since: 2026-11-01, rate: 1.2}
            sentinel:
              budgets:
                - {team: content, perMonth: 100}
                - {series: llm team/content, perMonth: 200}
              alertmanager: {url: 'http://alertmanager:0'}
            allocation:
              businessMetrics:
                - {name: orders, query: a, cluster: shop}
                - {name: orders, query: b, cluster: shop}
            aws:
              regions: [eu-west-1, us-east-1, eu-west-1]
              bedrockLogs: [{bucket: a, region: b}, {bucket: a, region: c}, {bucket: a, prefix: p, region: b}]
            usage: {files: [a.csv, a.csv]}
            """);
    assertThat(invalid)
        .extracting(ConfigError::path)
        .containsExactlyInAnyOrder(
            "currency",
            "clusters[0].prometheus.url",
            "clusters[1].name",
            "database.url",
            "mail.port",
            "llm.providers[0].provider",
            "llm.contracts[0].provider",
            "llm.owners[0].provider",
            "llm.fx[0].currency",
            "llm.fx[1].currency",
            "llm.fx[3].since",
            "sentinel.budgets[1].series",
            "sentinel.alertmanager.url",
            "allocation.businessMetrics[1].name",
            "aws.regions[2]",
            "aws.bedrockLogs[1].bucket",
            "usage.files[1]");
    assertThat(invalid.toString())
        .contains(
            "(EURO) is no currency of ISO 4217. Maybe you meant EUR?",
            "(XYZ) is no currency of ISO 4217. It is three capital letters, such as USD",
            "has the port (99999), and ports are 1 to 65535. Maybe a digit too many? Else leave it out for 80",
            "has the port (70000)",
            "(0) must be a port within 1 and 65535. Maybe 587",
            "(shop) is used twice, first by clusters[0]",
            "Maybe you meant anthropic?",
            "Maybe you meant openai?",
            "Maybe you meant cohere?",
            "has a rate of EUR already, in llm.fx[2]",
            "which has a budget already, in sentinel.budgets[0]",
            "(eu-west-1) stands twice, first as aws.regions[0]")
        .doesNotContain("alertmanager:0");
  }

  @Test
  void what_stands_below_a_key_that_stands_twice_is_checked_in_the_same_pass() {
    assertThat(errors("mail: {port: 25}\nmail: {port: 99999}\n"))
        .extracting(ConfigError::path)
        .containsExactlyInAnyOrder("mail", "mail.port");
  }

  @Test
  void endpoint_that_looks_mistyped_is_refused_with_the_right_one() {
    var invalid =
        errors(
            """
            llm:
              providers:
                - provider: openai
                  url: http://api.openai.com
                - provider: anthropic
                  url: https://api.antropic.com
                - provider: opnai
            """);
    assertThat(invalid.toString())
        .contains("is not https", "(https://api.antropic.com) is not a host of anthropic")
        .contains(
            "Maybe you meant https://api.anthropic.com?",
            "(opnai) is no provider",
            "Maybe you meant openai?");
  }

  @Test
  void each_kind_of_provider_says_what_it_needs() {
    var invalid =
        errors(
            """
            llm:
              providers:
                - provider: litellm
                - provider: azure
                - {provider: azure, name: b, tenant: t, user: u, resources: [larkspur]}
                - {provider: litellm, name: db, url: 'jdbc:postgresql://db/litellm'}
                - {provider: litellm, name: db, url: 'http://litellm:4000', hourly: false}
            """);
    assertThat(invalid)
        .extracting(ConfigError::path)
        .containsExactlyInAnyOrder(
            "llm.providers[0].url",
            "llm.providers[1].tenant",
            "llm.providers[1].resources",
            "llm.providers[2].resources",
            "llm.providers[4].name");
  }

  @Test
  void gateway_is_accepted_when_it_is_said_to_be_meant() {
    var config =
        loader.load(
            "my.yaml",
            "llm: {providers: [{provider: openai, url: 'http://gateway.internal', customEndpoint:"
                + " true}]}");
    assertThat(config.llm().providers())
        .singleElement()
        .extracting(Config.ProviderConfig::name)
        .isEqualTo("main");
  }

  @Test
  void unknown_key_inside_an_item_is_told_with_its_line() {
    var invalid = errors("clusters:\n  - name: a\n    prometeus:\n      url: http://x:9090\n");
    assertThat(invalid)
        .singleElement()
        .extracting(ConfigError::line, ConfigError::path)
        .containsExactly(3, "clusters[0].prometeus");
    assertThat(invalid.toString()).contains("Maybe you meant prometheus?");
  }

  @Test
  void secrets_come_from_environment_and_files_and_never_print(@TempDir Path folder)
      throws IOException {
    var mounted = Files.writeString(folder.resolve("smtp"), "s3cret-of-mail\n");
    var config =
        new ConfigLoader(
                Map.of("DB", "s3cret-of-db", "TRIMTAB_AWS_SECRET_ACCESS_KEY", "s3cret-of-aws"))
            .load(
                "my.yaml",
                "database: {password: '${DB}'}\nmail: {password: '${file:%s}'}\n"
                    .formatted(mounted));
    assertThat(config.database().password().value()).isEqualTo("s3cret-of-db");
    assertThat(config.mail().password().value()).isEqualTo("s3cret-of-mail");
    assertThat(config.aws().secretAccessKey().value()).isEqualTo("s3cret-of-aws");
    assertThat(config.toString()).doesNotContain("s3cret");
  }

  @Test
  void reference_to_a_missing_variable_names_it() {
    assertThat(errors("mail:\n  password: ${SMTP_PASSWORD}\n").toString())
        .contains("my.yaml:2", "${SMTP_PASSWORD}");
  }

  @Test
  void broken_yaml_is_told_with_its_line() {
    assertThat(errors("currency: USD\nmail: [\n").toString()).contains("is not valid YAML");
  }

  @Test
  void wrong_shape_is_told_with_its_line() {
    assertThat(errors("currency: USD\nclusters: production\n"))
        .singleElement()
        .extracting(ConfigError::line)
        .isEqualTo(2);
  }

  @Test
  void values_beside_one_of_the_wrong_shape_are_checked_in_the_same_pass() {
    var invalid =
        errors(
            """
            currency: usd
            mail: none
            aws:
              regions: eu-west-1
              instanceTypes: [{m5: large}]
            clusters:
              - production
              - name: a
                prometheus: http://x:9090
                kubernetes: {url: x}
            rightsizing:
              weights: {cpuOver: 0}
            """);
    assertThat(invalid)
        .extracting(ConfigError::line, ConfigError::path)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, "currency"),
            org.assertj.core.groups.Tuple.tuple(2, "mail"),
            org.assertj.core.groups.Tuple.tuple(4, "aws.regions"),
            org.assertj.core.groups.Tuple.tuple(5, "aws.instanceTypes[0]"),
            org.assertj.core.groups.Tuple.tuple(7, "clusters[0]"),
            org.assertj.core.groups.Tuple.tuple(9, "clusters[1].prometheus"),
            org.assertj.core.groups.Tuple.tuple(10, "clusters[1].kubernetes.url"),
            org.assertj.core.groups.Tuple.tuple(12, "rightsizing.weights.cpuOver"));
  }

  @Test
  void the_shipped_file_tells_the_range_of_weights_that_is_enforced() throws IOException {
    assertThat(Files.readAllLines(Path.of(ConfigLoader.DEFAULTS)))
        .anyMatch(line -> line.startsWith("  weights:") && line.contains("within [0.01, 100]"));
    loader.load("my.yaml", "rightsizing: {weights: {cpuOver: 0.01, change: 100}}");
    assertThat(errors("rightsizing: {weights: {cpuOver: 0.009, change: 100.1}}")).hasSize(2);
  }

  @Test
  void a_key_that_stands_twice_is_told_with_both_lines() {
    var invalid =
        errors("currency: USD\nmail: {port: 25}\nreport: {title: a, title: b}\nmail: {port: 26}\n");
    assertThat(invalid)
        .extracting(ConfigError::line, ConfigError::path)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(3, "report.title"),
            org.assertj.core.groups.Tuple.tuple(4, "mail"));
    assertThat(invalid.getLast().message()).contains("after line 2");
  }

  @Test
  void a_history_too_short_for_advice_is_told_where_it_was_set() {
    assertThat(errors("rightsizing:\n  minHistory: 20d\n"))
        .singleElement()
        .satisfies(error -> {
          assertThat(error.line()).isEqualTo(2);
          assertThat(error.message())
              .contains("rightsizing.lookback (14d) shorter than rightsizing.minHistory (20d)");
        });
    assertThat(errors("rightsizing:\n  lookback: 36h\n").toString())
        .contains("my.yaml:2: rightsizing.lookback", "(36h)", "(2d)");
    assertThat(errors("retention:\n  profiles: 7d\n").toString())
        .contains("my.yaml:2: retention.profiles", "(7d)");
  }

  @Test
  void a_pattern_of_another_kind_than_globs_is_refused() {
    var invalid =
        errors(
            """
            aws:
              instanceTypes: ['m5.*', 'm[56].large']
            rightsizing:
              environments:
                - {cluster: 'prod-[12]', risk: safe}
              rules:
                - {namespace: 'pay.*', exclude: true}
                - {namespace: 'pay*', exclude: true}
            """);
    assertThat(invalid)
        .extracting(ConfigError::path)
        .containsExactly(
            "aws.instanceTypes[1]",
            "rightsizing.environments[0].cluster",
            "rightsizing.rules[0].namespace");
    assertThat(invalid.toString()).contains("(pay.*) must be a namespace's name, or a glob");
  }

  @Test
  void a_check_looks_for_named_files_and_a_run_does_not(@TempDir Path folder) throws IOException {
    var there = Files.writeString(folder.resolve("usage.csv"), "");
    var file =
        Files.writeString(
            folder.resolve("my.yaml"),
            "currency: usd\nusage: {files: ['%s', '%s.gz']}\n".formatted(there, there));
    var invalid = catchThrowableOfType(ConfigInvalid.class, () -> loader.check(file));
    assertThat(invalid.errors())
        .extracting(ConfigError::path)
        .containsExactly("currency", "usage.files[1]");
    assertThat(catchThrowableOfType(ConfigInvalid.class, () -> loader.load(file)).errors())
        .extracting(ConfigError::path)
        .containsExactly("currency");
  }

  @Test
  void rules_of_right_sizing_take_their_defaults() {
    var config =
        loader.load(
            "my.yaml",
            """
            rightsizing:
              environments:
                - {cluster: production, risk: safe}
              rules:
                - {namespace: pay*, cpuFloorMillis: 100}
            """);
    assertThat(config.rightsizing().environments())
        .containsExactly(new Config.EnvironmentConfig("production", "", "safe"));
    assertThat(config.rightsizing().rules())
        .containsExactly(new Config.RuleConfig("pay*", "", "", 0, 0, 100, 0, false, false, "", 0));
  }

  @Test
  void rules_of_right_sizing_that_cannot_be_meant_are_refused() {
    var invalid =
        errors(
            """
            rightsizing:
              risk: bold
              environments:
                - cluster: production
                  risk: brave
              rules:
                - neverDown: true
                - namespace: shop
                - label: tier
                  exclude: true
                - namespace: shop
                  cpuMillis: -1
                - namespace: shop
                  cpuMillis: 100
                  cpuFloorMillis: 200
                - namespace: shop
                  percentile: 95
                - namespace: shop
                  neverdown: true
            """);
    assertThat(invalid)
        .extracting(ConfigError::path)
        .contains(
            "rightsizing.risk",
            "rightsizing.environments[0].risk",
            "rightsizing.rules[0]",
            "rightsizing.rules[1]",
            "rightsizing.rules[2].label",
            "rightsizing.rules[3].cpuMillis",
            "rightsizing.rules[4].cpuFloorMillis",
            "rightsizing.rules[5].percentile",
            "rightsizing.rules[6].neverdown");
    assertThat(invalid.toString())
        .contains(
            "(bold) must be safe, balanced or lean",
            "give it a namespace, label or annotation",
            "wants nothing",
            "(tier) must be empty or key=value",
            "(200) is above cpuMillis (100)",
            "Maybe you meant neverDown?");
  }

  @Test
  void recipients_without_a_mail_host_are_refused() {
    assertThat(errors("report: {recipients: [finance@example.com]}").toString())
        .contains("mail.host is empty");
  }

  @Test
  void what_is_offered_to_plans_is_checked_value_by_value_and_together() {
    var invalid =
        errors(
            """
            clusters:
              - name: production
                kubernetes: {files: a}
              - name: staging
                kubernetes: {files: b}
            placement:
              risk: bold
              timeLimit: short
              types:
                allow: ["m5 large"]
              spot:
                price: mean
                window: 0s
              reserved:
                - {type: m5.*, cluster: production}
                - {type: m5.xlarge, cluster: produktion, count: 0}
                - {type: m5.xlarge, pricePerHour: 1400}
                - {type: m5.xlarge, cluster: staging, pricePerHour: cheap}
              overlays:
                - {percent: -100}
                - {type: m5.*}
                - {capacityType: spott, percent: -5}
            """);
    assertThat(invalid)
        .extracting(ConfigError::path)
        .containsExactlyInAnyOrder(
            "placement.risk",
            "placement.timeLimit",
            "placement.types.allow[0]",
            "placement.spot.window",
            "placement.reserved[0].type",
            "placement.reserved[1].cluster",
            "placement.reserved[1].count",
            "placement.reserved[2].cluster",
            "placement.reserved[2].pricePerHour",
            "placement.reserved[3].pricePerHour",
            "placement.overlays[0].percent",
            "placement.overlays[1]",
            "placement.overlays[2].capacityType");
    assertThat(invalid.toString())
        .contains(
            "(bold) must be neutral or price-only",
            "leaves no time to take a mean over. Maybe set placement.spot.price: now",
            "must be one instance type, such as m5.xlarge",
            "(produktion) is no cluster's name. Maybe you meant production?",
            "must be set, as there are 2 clusters",
            "(1400) is more than any node costs an hour. Maybe it is a price of a month? Divide it by 730",
            "(cheap) must be a number",
            "Maybe you meant -15 for a discount of 15%?",
            "changes nothing. Maybe set percent: -15");
  }

  private List<ConfigError> errors(String text) {
    var invalid = catchThrowableOfType(ConfigInvalid.class, () -> loader.load("my.yaml", text));
    assertThat(invalid).as("an invalid configuration").isNotNull();
    return invalid.errors();
  }

  @Test
  void what_no_workload_can_match_and_a_share_in_percent_are_told() {
    var invalid =
        errors(
            """
            placement:
              minOnDemandShare: 50
              spotForbidden: [payments, tier=critical, Payments]
              spotAllowed: ["ci-*", ""]
            """);
    assertThat(invalid)
        .extracting(ConfigError::path)
        .containsExactlyInAnyOrder(
            "placement.minOnDemandShare", "placement.spotForbidden[2]", "placement.spotAllowed[1]");
    assertThat(invalid.toString()).contains("Maybe you meant 0.5", "(Payments) must be");
  }
}

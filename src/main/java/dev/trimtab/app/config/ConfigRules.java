package dev.trimtab.app.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a single value cannot tell: endpoints that look mistyped, keys that need one another.
final class ConfigRules {
  private static final Duration LEAST_WATCHED = Duration.ofDays(14);

  private final String file;
  private final YamlTree tree;
  private final List<ConfigError> errors;
  private final Told told;
  private final Ports ports;

  ConfigRules(String file, YamlTree tree, List<ConfigError> errors) {
    this.file = file;
    this.tree = tree;
    this.errors = errors;
    told = Told.of(errors);
    ports = new Ports(this::error);
  }

  void check(Config config) {
    new MoneyRules(this::error).check(config);
    new UniqueRules(this::error).check(config);
    ports.jdbc("database.url", config.database().url());
    clusters(config.clusters());
    new ProviderRules(this::error, this::url).check(config.llm().providers());
    new LlmRules(this::error).check(config.llm());
    url("aws.ec2Endpoint", config.aws().ec2Endpoint());
    url("aws.pricingEndpoint", config.aws().pricingEndpoint());
    url("aws.spotAdvisorUrl", config.aws().spotAdvisorUrl());
    interval(config.usage());
    rightsizing(config.rightsizing().rules());
    scope("placement.spotForbidden", config.placement().spotForbidden());
    scope("placement.spotAllowed", config.placement().spotAllowed());
    new PlacementRules(this::error).check(config);
    new MetricRules(this::error).check(config);
    history(config);
    mail(config);
    sentinel(config);
  }

  private void sentinel(Config config) {
    var s = config.sentinel();
    if (s.lookback().compareTo(LEAST_WATCHED) < 0) {
      error(
          "sentinel.lookback",
          "(%s) is too short to know what is normal. Maybe 56d, or 14d at least?"
              .formatted(words(s.lookback())));
    }
    if (!s.mail().isEmpty() && config.mail().host().isEmpty()) {
      error(
          "sentinel.mail",
          "names somebody, but mail.host is empty. Maybe set mail.host, or leave out the addresses");
    }
    for (int i = 0; i < s.budgets().size(); i++) {
      var budget = s.budgets().get(i);
      if (budget.series().isEmpty() && budget.team().isEmpty()) {
        error(
            "sentinel.budgets[" + i + "].series",
            "or team must say what the budget is of. Maybe llm total?");
      }
    }
    hook("sentinel.slack.url", s.slack().url());
    hook("sentinel.alertmanager.url", s.alertmanager().url());
  }

  /// Says what is wrong without showing the URL, which is a secret.
  private void hook(String path, Secret secret) {
    if (!secret.isSet()) {
      return;
    }
    try {
      var url = new URI(secret.value());
      if (url.getHost() == null
          || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        error(path, "must be a URL such as https://host/path");
        return;
      }
      ports.url(path, url);
    } catch (URISyntaxException e) {
      error(path, "is no URL: " + e.getReason());
    }
  }

  private void clusters(List<Config.ClusterConfig> clusters) {
    for (int i = 0; i < clusters.size(); i++) {
      var cluster = clusters.get(i);
      var path = "clusters[" + i + "]";
      url(path + ".kubernetes.url", cluster.kubernetes().url());
      url(path + ".prometheus.url", cluster.prometheus().url());
    }
  }

  private void interval(Config.UsageConfig usage) {
    var interval = usage.interval();
    if (interval.isZero()
        || Duration.ofDays(1).toSeconds() % Math.max(1, interval.toSeconds()) != 0) {
      error(
          "usage.interval", "(%s) must divide a day, such as 5m or 15m".formatted(words(interval)));
    }
  }

  /// A history that is never as long as advice needs is no error of a single key.
  private void history(Config config) {
    var r = config.rightsizing();
    if (r.lookback().compareTo(r.minHistory()) < 0) {
      shorter("rightsizing.lookback", r.lookback(), "rightsizing.minHistory", r.minHistory());
    }
    var kept = config.retention().profiles();
    if (kept.compareTo(r.lookback()) < 0) {
      shorter("retention.profiles", kept, "rightsizing.lookback", r.lookback());
    }
  }

  /// Told where the user has set one of the two.
  private void shorter(String path, Duration length, String other, Duration needed) {
    if (told.covers(path) || told.covers(other)) {
      return;
    }
    error(
        tree.holds(path) ? path : other,
        "makes %s (%s) shorter than %s (%s): there would never be advice. Maybe swap the two, or leave one to its default"
            .formatted(path, words(length), other, words(needed)));
  }

  /// As the file writes it.
  static String words(Duration length) {
    long seconds = length.toSeconds();
    return seconds % 86_400 == 0
        ? length.toDays() + "d"
        : seconds % 3_600 == 0
            ? length.toHours() + "h"
            : seconds % 60 == 0 ? length.toMinutes() + "m" : seconds + "s";
  }

  private void rightsizing(List<Config.RuleConfig> rules) {
    for (int i = 0; i < rules.size(); i++) {
      var rule = rules.get(i);
      var path = "rightsizing.rules[" + i + "]";
      if (rule.namespace().isEmpty() && rule.label().isEmpty() && rule.annotation().isEmpty()) {
        error(
            path,
            "matches nothing in particular: give it a namespace, label or annotation. What holds"
                + " for all is set under rightsizing itself");
      }
      if (rule.cpuMillis() + rule.memoryMebi() + rule.cpuFloorMillis() + rule.memoryFloorMebi() == 0
          && !rule.neverDown()
          && !rule.exclude()
          && rule.risk().isEmpty()
          && rule.percentile() == 0) {
        error(
            path,
            "wants nothing. Maybe set cpuMillis, memoryMebi, cpuFloorMillis, memoryFloorMebi,"
                + " neverDown, exclude, risk or percentile");
      }
      above(path + ".cpuFloorMillis", rule.cpuFloorMillis(), "cpuMillis", rule.cpuMillis());
      above(path + ".memoryFloorMebi", rule.memoryFloorMebi(), "memoryMebi", rule.memoryMebi());
    }
  }

  private void scope(String path, List<String> patterns) {
    for (int i = 0; i < patterns.size(); i++) {
      if (!patterns.get(i).matches("[a-z0-9*-]+|[^=]+=.*")) {
        error(
            path + "[" + i + "]",
            "(%s) must be a namespace's name or a glob such as pay*, or a label such as tier=critical"
                .formatted(patterns.get(i)));
      }
    }
  }

  private void above(String path, int floor, String pinned, int pin) {
    if (pin > 0 && floor > pin) {
      error(
          path,
          "(%d) is above %s (%d): a pinned request needs no floor".formatted(floor, pinned, pin));
    }
  }

  private void mail(Config config) {
    if (!config.mail().host().isEmpty() && config.mail().from().isEmpty()) {
      error("mail.from", "must be set where mail.host is: mail servers refuse an empty sender");
    }
    if (!config.report().recipients().isEmpty() && config.mail().host().isEmpty()) {
      error(
          "report.recipients",
          "are set, but mail.host is empty. Maybe set mail.host, or leave out the recipients");
    }
  }

  private Optional<URI> url(String path, String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      var url = new URI(text);
      if (url.getHost() == null
          || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        error(path, "(%s) must be a URL such as https://host:port".formatted(text));
        return Optional.empty();
      }
      ports.url(path, url);
      return Optional.of(url);
    } catch (URISyntaxException e) {
      error(path, "(%s) is no URL: %s".formatted(text, e.getReason()));
      return Optional.empty();
    }
  }

  private void error(String path, String message) {
    if (!told.covers(path)) {
      errors.add(new ConfigError(file, tree.line(path), path, message));
    }
  }
}

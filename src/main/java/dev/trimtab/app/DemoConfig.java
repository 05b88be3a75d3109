package dev.trimtab.app;

import dev.trimtab.app.config.Config;
import dev.trimtab.app.config.ConfigLoader;
import dev.trimtab.demo.DemoWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The demo world as an ordinary configuration file: the collectors do not know that it is a demo.
public final class DemoConfig {
  private DemoConfig() {}

  /// Writes the configuration into the demo's folder, for whoever wants to read it, and loads it
  /// from there.
  public static Config of(DemoWorld world, Path directory, Map<String, String> environment)
      throws IOException {
    var root = new LinkedHashMap<String, Object>();
    root.put("database", Map.of("directory", directory.resolve("postgres").toString()));
    root.put("clusters", clusters(world));
    root.put(
        "aws",
        Map.of(
            "regions", List.of(world.region()),
            "ec2Endpoint", world.ec2().toString(),
            "pricingEndpoint", world.pricing().toString(),
            "spotAdvisorUrl", world.spotAdvisor().toString(),
            "accessKeyId", "demo",
            "secretAccessKey", "demo",
            "spotBackfill", "28d"));
    root.put(
        "placement",
        Map.of("timeLimit", "2s", "types", Map.of("deny", List.of("t3.*")))); // steady pods
    root.put("llm", llm(world));
    root.put("allocation", Map.of("businessMetrics", List.of(articles())));
    root.put("billing", Map.of("focus", List.of(world.focusCsv(directory).toString())));
    root.put(
        "report",
        Map.of(
            "directory",
            directory.resolve("reports").toString(),
            "recipients",
            world.mailRecipients()));
    root.put(
        "mail",
        Map.of(
            "host",
            "127.0.0.1",
            "port",
            world.smtpPort(),
            "tls",
            "none",
            "from",
            "trimtab@demo.example"));
    root.put("sentinel", Map.of("mail", List.of(world.onCall())));
    var file = directory.resolve("trimtab.yaml");
    Files.writeString(file, new YAMLMapper().writeValueAsString(root));
    return new ConfigLoader(environment).load(file);
  }

  private static List<Map<String, Object>> clusters(DemoWorld world) {
    var clusters = new ArrayList<Map<String, Object>>();
    for (var cluster : world.clusters()) {
      clusters.add(
          Map.of(
              "name", cluster.name(),
              "kubernetes",
                  Map.of("url", cluster.kubernetes().toString(), "token", cluster.bearerToken()),
              "prometheus", Map.of("url", cluster.prometheus().toString())));
    }
    return clusters;
  }

  private static Map<String, Object> llm(DemoWorld world) {
    var owners = new ArrayList<Map<String, Object>>();
    for (var owner : world.llmOwners()) {
      owners.add(
          Map.of(
              "provider", owner.provider(),
              "project", owner.project(),
              "apiKey", owner.apiKey(),
              "team", owner.team(),
              "namespace", owner.namespace(),
              "costCentre", owner.costCentre(),
              "environment", "production"));
    }
    return Map.of(
        "providers",
        List.of(
            provider("openai", world.openai().toString(), world.openaiKey()),
            provider("anthropic", world.anthropic().toString(), world.anthropicKey())),
        "owners",
        owners);
  }

  /// What an article costs to make.
  private static Map<String, Object> articles() {
    return Map.of(
        "name", "articles",
        "cluster", "production",
        "query", "sum by (namespace) (increase(articles_published_total[1d]))");
  }

  private static Map<String, Object> provider(String name, String url, String key) {
    return Map.of("provider", name, "url", url, "customEndpoint", true, "adminKey", key);
  }
}

package dev.trimtab.collect.llm.litellm;

import dev.trimtab.collect.llm.api.InclusiveTokens;
import dev.trimtab.collect.llm.api.ProviderNames;
import dev.trimtab.model.llm.GatewayUsage;
import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Adds up what LiteLLM tells, under the names of the providers that it called. It is a witness:
/// where a provider tells the same day itself, that counts.
final class GatewayRows {
  private record Key(LlmScope scope, TimeWindow window) {}

  private final Map<Key, Map<String, Long>> sums = new LinkedHashMap<>();

  void add(GatewayUsage row) {
    var provider = ProviderNames.of(row.provider());
    var tokens =
        new InclusiveTokens(
            row.input(),
            row.cacheRead(),
            row.cacheWrite(),
            row.output(),
            row.requests(),
            row.failed());
    var key = new Key(scope(provider, row), row.window());
    var sum = sums.computeIfAbsent(key, _ -> new HashMap<>());
    tokens.counters(provider).forEach((name, count) -> sum.merge(name, count, Math::addExact));
  }

  List<ProviderUsage> usage() {
    return sums.entrySet().stream()
        .map(e -> new ProviderUsage(e.getKey().scope(), e.getKey().window(), e.getValue()))
        .toList();
  }

  private static LlmScope scope(String provider, GatewayUsage row) {
    return LlmScope.of(provider, model(row))
        .organization(row.organization())
        .project(row.team())
        .apiKey(withoutSecret(row.apiKey()))
        .user(row.user())
        .endpoint(endpoint(row.base()))
        .tags(row.tags().stream().filter(tag -> !isUserAgent(tag)).toList())
        .via(LlmProvider.LITELLM);
  }

  /// `azure/gpt-4o` is Azure's gpt-4o; `ft:…/…` and the like stay whole.
  private static String model(GatewayUsage row) {
    var prefix = row.provider() + "/";
    return row.model().startsWith(prefix) ? row.model().substring(prefix.length()) : row.model();
  }

  /// Keys are told as hashes; the master key may come as it is, and is not ours to keep.
  private static String withoutSecret(String key) {
    return key.startsWith("sk-") ? "sk-…" + key.substring(Math.max(3, key.length() - 4)) : key;
  }

  private static String endpoint(String base) {
    try {
      var host = base.contains("://") ? URI.create(base).getHost() : null;
      return host == null ? base : host;
    } catch (IllegalArgumentException e) {
      return base;
    }
  }

  // added to each call by LiteLLM itself, one for each version of each client
  private static boolean isUserAgent(String tag) {
    return tag.toLowerCase(Locale.ROOT).replace(' ', '-').startsWith("user-agent:");
  }
}

package dev.trimtab.app.config;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// What a single value of `llm.providers` cannot tell.
final class ProviderRules {
  /// Public API hosts by provider.
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "openai", "api.openai.com",
          "anthropic", "api.anthropic.com",
          "azure", "management.azure.com");

  /// Those that run on hosts of their users' own.
  private static final Set<String> WITNESSES = Set.of("litellm", "langfuse", "prometheus");

  private static final String POSTGRES = "jdbc:postgresql://";

  private final BiConsumer<String, String> error;
  private final BiFunction<String, String, Optional<URI>> url;
  private final Ports ports;

  /// @param error takes a path and what is wrong there
  /// @param url tells a path's URL, or an error and nothing
  ProviderRules(BiConsumer<String, String> error, BiFunction<String, String, Optional<URI>> url) {
    this.error = error;
    this.url = url;
    ports = new Ports(error);
  }

  void check(List<Config.ProviderConfig> providers) {
    var names = new HashSet<String>();
    for (int i = 0; i < providers.size(); i++) {
      var path = "llm.providers[" + i + "]";
      var provider = providers.get(i);
      provider(path, provider);
      if (!names.add(provider.provider() + "/" + provider.name())) {
        error.accept(
            path + ".name",
            "(%s) is used twice for %s: each entry needs a name of its own"
                .formatted(provider.name(), provider.provider()));
      }
    }
  }

  private void provider(String path, Config.ProviderConfig provider) {
    var host = PROVIDERS.get(provider.provider());
    if (host != null) {
      url.apply(path + ".url", provider.url())
          .ifPresent(told -> endpoint(path + ".url", provider, host, told));
      azure(path, provider);
    } else if (WITNESSES.contains(provider.provider())) {
      witness(path, provider);
    } else {
      error.accept(
          path + ".provider",
          "(%s) is no provider that Trimtab knows. %sKnown: %s"
              .formatted(
                  provider.provider(), maybe(provider.provider()), String.join(", ", known())));
    }
  }

  private void endpoint(String path, Config.ProviderConfig provider, String host, URI told) {
    if (provider.customEndpoint()) {
      return;
    }
    if (!"https".equals(told.getScheme())) {
      error.accept(
          path,
          "(%s) is not https, but %s's API is. Maybe you meant https://%s?"
              .formatted(told, provider.provider(), host));
    }
    if (!host.equals(told.getHost())) {
      error.accept(
          path,
          "(%s) is not a host of %s. Maybe you meant https://%s? A gateway of your own needs customEndpoint: true"
              .formatted(told, provider.provider(), host));
    }
  }

  private void azure(String path, Config.ProviderConfig provider) {
    if (!provider.provider().equals("azure")) {
      return;
    }
    if (provider.tenant().isEmpty() || provider.user().isEmpty()) {
      error.accept(
          path + ".tenant",
          "and user are needed: the directory and the client id of a service principal with the role Monitoring Reader");
    }
    for (var resource : provider.resources()) {
      if (!resource.startsWith("/subscriptions/")) {
        error.accept(
            path + ".resources",
            "(%s) must be a resource id such as /subscriptions/…/providers/Microsoft.CognitiveServices/accounts/NAME"
                .formatted(resource));
      }
    }
    if (provider.resources().isEmpty()) {
      error.accept(path + ".resources", "must name the OpenAI accounts that are to be read");
    }
  }

  private void witness(String path, Config.ProviderConfig provider) {
    boolean database = provider.provider().equals("litellm") && provider.url().startsWith(POSTGRES);
    if (provider.url().isEmpty()) {
      error.accept(path + ".url", "must say where %s is reached".formatted(provider.provider()));
    } else if (database) {
      ports.jdbc(path + ".url", provider.url());
    } else {
      var _ = url.apply(path + ".url", provider.url());
    }
  }

  private static String maybe(String word) {
    return Nearest.to(word, known()).map(name -> "Maybe you meant " + name + "? ").orElse("");
  }

  private static List<String> known() {
    return Stream.concat(PROVIDERS.keySet().stream(), WITNESSES.stream()).sorted().toList();
  }
}

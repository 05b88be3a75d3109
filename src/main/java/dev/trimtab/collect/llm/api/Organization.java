package dev.trimtab.collect.llm.api;

import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Whose usage and costs a source reads: the organization that the provider's answers name, else
/// the one they named on an earlier night, else what a lesser witness says, else our own word for
/// it.
public final class Organization {
  private static final String KIND = "organization";

  /// There is one, so that it goes by a fixed id: a key of another organization replaces it.
  private static final String ONE = "id";

  private final String source;
  private final FactSink sink;
  private final Supplier<String> witness;
  private final String configured;
  private String id;

  /// @param witness tells a name where the answers tell no id, or nothing
  /// @param configured our word for it
  public Organization(String source, FactSink sink, Supplier<String> witness, String configured) {
    this.source = source;
    this.sink = sink;
    this.witness = witness;
    this.configured = configured;
    this.id = sink.known(KIND).getOrDefault(ONE, "");
  }

  /// Whether it was told, now or on an earlier night.
  public boolean isKnown() {
    return !id.isEmpty();
  }

  /// Takes what an answer says; empty is nothing.
  public void told(String name) {
    if (!name.isEmpty() && !name.equals(id)) {
      id = name;
      sink.accept(new Fact.Names(source, KIND, Map.of(ONE, name)));
    }
  }

  /// The organization as far as it is known.
  public String id() {
    if (isKnown()) {
      return id;
    }
    var said = witness.get();
    return said.isEmpty() ? configured : said;
  }

  List<ProviderUsage> onUsage(List<ProviderUsage> usage) {
    return usage.stream()
        .map(u ->
            u.scope().organization().isEmpty()
                ? new ProviderUsage(u.scope().organization(id()), u.window(), u.counters())
                : u)
        .toList();
  }

  List<ProviderCost> onCosts(List<ProviderCost> costs) {
    return costs.stream().map(c -> c.organization().isEmpty() ? c.organization(id()) : c).toList();
  }

  /// Learns from rows that name it themselves.
  void learn(List<ProviderUsage> usage, List<ProviderCost> costs) {
    usage.forEach(u -> told(u.scope().organization()));
    costs.forEach(c -> told(c.organization()));
  }
}

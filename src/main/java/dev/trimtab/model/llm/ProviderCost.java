package dev.trimtab.model.llm;

import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;

/// A line of a provider's own cost report.
///
/// @param project project or workspace id, empty where the provider does not tell
/// @param lineItem the provider's words, empty where it does not tell
public record ProviderCost(
    String provider, String project, String lineItem, TimeWindow window, Money cost) {}

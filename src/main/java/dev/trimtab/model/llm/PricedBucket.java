package dev.trimtab.model.llm;

import dev.trimtab.units.TimeWindow;

/// A usage bucket with its cost, for watching: amounts are approximate, never booked.
///
/// @param cost after discounts, in the ledger's currency; 0 for what has no price
/// @param requests NaN where not told
/// @param failed NaN where not told
/// @param inputTokens of all kinds, cached ones too
/// @param outputTokens of all kinds, thought too
public record PricedBucket(
    LlmScope scope,
    LlmOwned owner,
    TimeWindow window,
    double cost,
    double requests,
    double failed,
    double inputTokens,
    double outputTokens) {}

package dev.trimtab.llm;

import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.TokenUsage;

/// What of a bucket somebody answers for.
///
/// @param told the bucket
/// @param tokens all of it, or the owner's part
public record OwnedTokens(ProviderUsage told, TokenUsage tokens, LlmOwned owner) {}

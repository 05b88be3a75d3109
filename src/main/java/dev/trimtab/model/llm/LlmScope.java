package dev.trimtab.model.llm;

/// Whose usage it is and of what, in the provider's own ids; empty where the provider does not
/// tell.
///
/// @param provider `openai`, `anthropic`
/// @param project project or workspace id
/// @param tier `standard`, `batch`, `flex`, `priority`
/// @param context the provider's context tier, such as `200k-1M`; empty for the base tier
public record LlmScope(
    String provider,
    String project,
    String apiKey,
    String user,
    String model,
    String tier,
    String context) {}

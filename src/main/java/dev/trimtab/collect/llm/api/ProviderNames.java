package dev.trimtab.collect.llm.api;

import dev.trimtab.model.llm.LlmProvider;
import java.util.Locale;
import java.util.Map;

/// What gateways and tracers call the providers, in the words of OpenTelemetry that prices go by.
public final class ProviderNames {
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("azure", LlmProvider.AZURE_OPENAI),
          Map.entry("azure_ai", LlmProvider.AZURE_OPENAI),
          Map.entry("az.ai.openai", LlmProvider.AZURE_OPENAI),
          Map.entry("bedrock", LlmProvider.BEDROCK),
          Map.entry("bedrock_converse", LlmProvider.BEDROCK),
          Map.entry("vertex_ai", LlmProvider.VERTEX),
          Map.entry("gemini", LlmProvider.GEMINI),
          Map.entry("cohere_chat", LlmProvider.COHERE),
          Map.entry("mistral", LlmProvider.MISTRAL),
          Map.entry("xai", LlmProvider.XAI),
          Map.entry("hosted_vllm", LlmProvider.SELF_HOSTED),
          Map.entry("vllm", LlmProvider.SELF_HOSTED),
          Map.entry("ollama", LlmProvider.SELF_HOSTED),
          Map.entry("ollama_chat", LlmProvider.SELF_HOSTED));

  private ProviderNames() {}

  /// Our name, or the word itself where we have no other.
  public static String of(String word) {
    var name = word.strip().toLowerCase(Locale.ROOT);
    // `vertex_ai-anthropic_models` and the like are billed by Google
    return name.startsWith("vertex_ai-") ? LlmProvider.VERTEX : KNOWN.getOrDefault(name, name);
  }
}

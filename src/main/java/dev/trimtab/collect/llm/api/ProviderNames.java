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

  /// Beginnings of model names that tell whose they are, wherever nothing else does.
  private static final Map<String, String> FAMILIES =
      Map.of(
          "gpt", LlmProvider.OPENAI,
          "chatgpt", LlmProvider.OPENAI,
          "o1", LlmProvider.OPENAI,
          "o3", LlmProvider.OPENAI,
          "o4", LlmProvider.OPENAI,
          "text-embedding", LlmProvider.OPENAI,
          "claude", LlmProvider.ANTHROPIC,
          "gemini", LlmProvider.GEMINI,
          "deepseek", LlmProvider.DEEPSEEK,
          "grok", LlmProvider.XAI);

  private ProviderNames() {}

  /// Who makes a model, by its name; empty where the name does not tell.
  public static String ofModel(String model) {
    var name = model.strip().toLowerCase(Locale.ROOT);
    return FAMILIES.entrySet().stream()
        .filter(family -> name.startsWith(family.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /// Our name, or the word itself where we have no other.
  public static String of(String word) {
    var name = word.strip().toLowerCase(Locale.ROOT);
    // `vertex_ai-anthropic_models` and the like are billed by Google
    return name.startsWith("vertex_ai-") ? LlmProvider.VERTEX : KNOWN.getOrDefault(name, name);
  }
}

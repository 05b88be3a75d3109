package dev.trimtab.model.llm;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Names of those who bill tokens, as OpenTelemetry's `gen_ai.provider.name` has them where it has
/// any; and of witnesses that only see them pass.
public final class LlmProvider {
  public static final String OPENAI = "openai";
  public static final String ANTHROPIC = "anthropic";
  public static final String BEDROCK = "aws.bedrock";
  public static final String AZURE_OPENAI = "azure.ai.openai";
  public static final String VERTEX = "gcp.vertex_ai";
  public static final String GEMINI = "gcp.gemini";
  public static final String COHERE = "cohere";
  public static final String DEEPSEEK = "deepseek";
  public static final String GROQ = "groq";
  public static final String MISTRAL = "mistral_ai";
  public static final String PERPLEXITY = "perplexity";
  public static final String XAI = "x_ai";

  /// Models on nodes of our own: priced from the nodes' cost, never by a price book.
  public static final String SELF_HOSTED = "self-hosted";

  /// Witnesses, for [LlmScope#via()].
  public static final String LITELLM = "litellm";

  public static final String LANGFUSE = "langfuse";
  public static final String OPENTELEMETRY = "opentelemetry";

  /// All who bill, in the order of the alphabet.
  public static final SortedSet<String> NAMES =
      Collections.unmodifiableSortedSet(
          new TreeSet<>(
              List.of(
                  OPENAI,
                  ANTHROPIC,
                  BEDROCK,
                  AZURE_OPENAI,
                  VERTEX,
                  GEMINI,
                  COHERE,
                  DEEPSEEK,
                  GROQ,
                  MISTRAL,
                  PERPLEXITY,
                  XAI,
                  SELF_HOSTED)));

  private LlmProvider() {}
}

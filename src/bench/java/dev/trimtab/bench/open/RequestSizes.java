package dev.trimtab.bench.open;

import dev.trimtab.model.SourceUnavailable;
import java.util.ArrayList;
import java.util.List;

/// Tokens of single requests, as an hour of Azure's service had them (2023).
public final class RequestSizes {
  /// A request's tokens.
  public record Size(double context, double generated) {}

  private RequestSizes() {}

  /// Requests of chats.
  public static List<Size> chats() throws SourceUnavailable {
    return read("llm/azure2023/AzureLLMInferenceTrace_conv.csv.gz");
  }

  /// Requests of coding assistants.
  public static List<Size> code() throws SourceUnavailable {
    return read("llm/azure2023/AzureLLMInferenceTrace_code.csv.gz");
  }

  private static List<Size> read(String name) throws SourceUnavailable {
    var sizes = new ArrayList<Size>();
    OpenData.read(
        name,
        List.of("ContextTokens", "GeneratedTokens"),
        row ->
            sizes.add(
                new Size(row.nonNegative("ContextTokens"), row.nonNegative("GeneratedTokens"))));
    return sizes;
  }
}

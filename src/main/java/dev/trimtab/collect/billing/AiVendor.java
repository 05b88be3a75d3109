package dev.trimtab.collect.billing;

import dev.trimtab.collect.csv.CsvRow;
import dev.trimtab.model.llm.LlmProvider;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which LLM provider a line of a bill pays, by the names of its service and of who provides it.
///
/// What is served from a cloud is the cloud's, whoever made the model: `Claude (Amazon Bedrock
/// Edition)` is Bedrock's.
final class AiVendor {
  private record Rule(String provider, Pattern vendor, Pattern service) {}

  private static final String ANY = "";

  private static final List<Rule> RULES =
      List.of(
          rule(LlmProvider.BEDROCK, ANY, "bedrock"),
          rule(LlmProvider.AZURE_OPENAI, "microsoft|azure", "openai"),
          rule(LlmProvider.AZURE_OPENAI, ANY, "azure openai"),
          rule(LlmProvider.VERTEX, ANY, "vertex ai"),
          rule(LlmProvider.GEMINI, ANY, "gemini api|generative language"),
          rule(LlmProvider.OPENAI, "\\bopenai\\b", ANY),
          rule(LlmProvider.ANTHROPIC, "\\banthropic\\b", ANY),
          rule(LlmProvider.MISTRAL, "\\bmistral\\b", ANY),
          rule(LlmProvider.COHERE, "\\bcohere\\b", ANY),
          rule(LlmProvider.DEEPSEEK, "\\bdeepseek\\b", ANY),
          rule(LlmProvider.GROQ, "\\bgroq\\b", ANY),
          rule(LlmProvider.PERPLEXITY, "\\bperplexity\\b", ANY),
          rule(LlmProvider.XAI, "^x\\.?ai\\b", ANY));

  private AiVendor() {}

  private static Rule rule(String provider, String vendor, String service) {
    return new Rule(provider, Pattern.compile(vendor), Pattern.compile(service));
  }

  /// The provider by its name of [LlmProvider]; empty for any other line.
  static Optional<String> of(CsvRow row) {
    var vendor = words(row, "ServiceProviderName", "ProviderName", "PublisherName");
    var service = words(row, "ServiceName", "ChargeDescription");
    return RULES.stream()
        .filter(rule -> rule.vendor().matcher(vendor).find())
        .filter(rule -> rule.service().matcher(service).find())
        .map(Rule::provider)
        .findFirst();
  }

  private static String words(CsvRow row, String... columns) {
    var words = new StringBuilder();
    for (var column : columns) {
      if (row.text(column) != null) {
        words.append(words.isEmpty() ? "" : "\n").append(row.textOrEmpty(column));
      }
    }
    return words.toString().toLowerCase(Locale.ROOT);
  }
}

package dev.trimtab.model.finding;

/// What may be done about the cost of LLM usage.
public enum TokenAdvice {
  /// Let repeated prefixes be read from the provider's cache.
  PROMPT_CACHING("prompt-caching"),
  /// Send what can wait as a batch.
  BATCH("batch-requests"),
  /// Use the provider's own cheaper successor.
  CHEAPER_MODEL("cheaper-model"),
  /// Stop calls that fail.
  FAILED_REQUESTS("failed-requests");

  private final String kind;

  TokenAdvice(String kind) {
    this.kind = kind;
  }

  /// The kind of a recommendation.
  public String kind() {
    return kind;
  }
}

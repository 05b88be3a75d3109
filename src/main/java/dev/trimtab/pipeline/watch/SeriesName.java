package dev.trimtab.pipeline.watch;

/// What a series is called, such as `llm key/k1`, and what it is of.
record SeriesName(String name, Kind kind) {
  /// What a series is of, the most telling first.
  enum Kind {
    KEY,
    MODEL,
    TEAM,
    NAMESPACE,
    PROVIDER,
    TOTAL
  }
}

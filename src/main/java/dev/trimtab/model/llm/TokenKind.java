package dev.trimtab.model.llm;

/// What a token was, as prices tell them apart. The kinds are disjoint: their counts may be added.
public enum TokenKind {
  /// Input that was neither read from nor written to a cache.
  INPUT,
  CACHED_INPUT,
  CACHE_WRITE_5M,
  CACHE_WRITE_1H,
  OUTPUT,
  AUDIO_INPUT,
  AUDIO_CACHED_INPUT,
  AUDIO_OUTPUT,
  IMAGE_INPUT,
  IMAGE_CACHED_INPUT,
  IMAGE_OUTPUT
}

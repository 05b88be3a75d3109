package dev.trimtab.model.llm;

/// What a token was, as prices tell them apart, and the few things besides that are priced by the
/// piece. The kinds are disjoint: the counts of those that are tokens may be added.
public enum TokenKind {
  /// Input that was neither read from nor written to a cache.
  INPUT("Tokens"),
  CACHED_INPUT("Tokens"),
  CACHE_WRITE_5M("Tokens"),
  CACHE_WRITE_1H("Tokens"),
  /// Output that was neither thought nor sound nor picture.
  OUTPUT("Tokens"),
  AUDIO_INPUT("Tokens"),
  AUDIO_CACHED_INPUT("Tokens"),
  AUDIO_OUTPUT("Tokens"),
  IMAGE_INPUT("Tokens"),
  IMAGE_CACHED_INPUT("Tokens"),
  IMAGE_OUTPUT("Tokens"),
  VIDEO_INPUT("Tokens"),
  /// Output that the caller never sees; billed as output.
  REASONING("Tokens"),
  /// A fee for each call, beside its tokens.
  REQUEST("Requests"),
  WEB_SEARCH("Searches"),
  /// Searches of stored files.
  FILE_SEARCH("Searches"),
  /// Containers in which a model ran code.
  CODE_SESSION("Sessions"),
  /// Files kept for searching, by size and time.
  STORAGE("Byte-Hours"),
  /// Pictures made, where they are priced by the piece.
  IMAGE("Images"),
  /// Letters read aloud.
  CHARACTER("Characters"),
  /// Sound listened to, where it is priced by its length.
  SECOND("Seconds");

  private final String unit;

  TokenKind(String unit) {
    this.unit = unit;
  }

  /// What is counted, as FOCUS writes units: `Tokens`, `Requests`, `Seconds`…
  public String unit() {
    return unit;
  }

  public boolean isToken() {
    return unit.equals("Tokens");
  }
}

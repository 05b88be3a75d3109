package dev.trimtab.app.prices;

import dev.trimtab.model.llm.TokenKind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;

/// The words that a price book's file has for kinds of token.
final class PriceWords {
  static final Map<String, TokenKind> PER_MILLION =
      Map.ofEntries(
          Map.entry("input", TokenKind.INPUT),
          Map.entry("cachedInput", TokenKind.CACHED_INPUT),
          Map.entry("cacheWrite5m", TokenKind.CACHE_WRITE_5M),
          Map.entry("cacheWrite1h", TokenKind.CACHE_WRITE_1H),
          Map.entry("output", TokenKind.OUTPUT),
          Map.entry("reasoning", TokenKind.REASONING),
          Map.entry("audioInput", TokenKind.AUDIO_INPUT),
          Map.entry("audioCachedInput", TokenKind.AUDIO_CACHED_INPUT),
          Map.entry("audioOutput", TokenKind.AUDIO_OUTPUT),
          Map.entry("imageInput", TokenKind.IMAGE_INPUT),
          Map.entry("imageCachedInput", TokenKind.IMAGE_CACHED_INPUT),
          Map.entry("imageOutput", TokenKind.IMAGE_OUTPUT),
          Map.entry("videoInput", TokenKind.VIDEO_INPUT));

  static final Map<String, TokenKind> EACH =
      Map.of(
          "request", TokenKind.REQUEST,
          "webSearch", TokenKind.WEB_SEARCH,
          "fileSearch", TokenKind.FILE_SEARCH,
          "codeSession", TokenKind.CODE_SESSION,
          "storageGibDay", TokenKind.STORAGE,
          "image", TokenKind.IMAGE,
          "character", TokenKind.CHARACTER,
          "second", TokenKind.SECOND);

  private static final BigDecimal BYTE_HOURS = BigDecimal.valueOf(24L << 30);

  private PriceWords() {}

  /// What a million costs of what one costs by a word of [#EACH]. Storage is priced by the GiB and
  /// day, and counted by the byte and hour.
  static BigDecimal million(TokenKind kind, BigDecimal price) {
    var million = price.movePointRight(6);
    return kind == TokenKind.STORAGE ? million.divide(BYTE_HOURS, MathContext.DECIMAL64) : million;
  }
}

package dev.trimtab.llm;

import dev.trimtab.model.Collected;
import dev.trimtab.model.Problem;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.model.llm.TokenUsage;
import dev.trimtab.units.Tokens;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts by kind while a bucket is normalised.
final class Kinds {
  private final ProviderUsage usage;
  private final Map<TokenKind, Tokens> tokens = new EnumMap<>(TokenKind.class);
  private final List<Problem> problems = new ArrayList<>();

  /// Tokens of media within a count of all.
  record Media(long audio, long image, long video) {
    Media plus(Media more) {
      return new Media(audio + more.audio, image + more.image, video + more.video);
    }

    Media minus(Media less) {
      return new Media(audio - less.audio, image - less.image, video - less.video);
    }
  }

  /// @param all includes everything else here
  /// @param media includes what of it was cached
  /// @param cachedMedia includes nothing where the provider does not tell
  record Input(long all, long cached, long written, Media media, Media cachedMedia) {}

  Kinds(ProviderUsage usage) {
    this.usage = usage;
  }

  /// Splits input into its kinds.
  void input(Input in) {
    var cachedMedia = in.cachedMedia();
    long overlap = -text(in, cachedMedia);
    if (overlap > 0 && cachedMedia.equals(new Media(0, 0, 0))) {
      // what is cached includes media, which the provider does not tell apart
      long audio = Math.min(overlap, in.media().audio());
      long image = Math.min(overlap - audio, in.media().image());
      cachedMedia = new Media(audio, image, 0);
    }
    var fresh = in.media().minus(cachedMedia);
    put(TokenKind.AUDIO_INPUT, fresh.audio());
    put(TokenKind.IMAGE_INPUT, fresh.image());
    put(TokenKind.VIDEO_INPUT, fresh.video());
    put(TokenKind.AUDIO_CACHED_INPUT, cachedMedia.audio());
    put(TokenKind.IMAGE_CACHED_INPUT, cachedMedia.image());
    put(TokenKind.CACHE_WRITE_5M, in.written());
    put(TokenKind.CACHED_INPUT, in.cached() - cachedMedia.audio() - cachedMedia.image());
    put(TokenKind.INPUT, text(in, cachedMedia));
  }

  private static long text(Input in, Media cachedMedia) {
    var fresh = in.media().minus(cachedMedia);
    return in.all()
        - in.cached()
        - in.written()
        - Math.max(0, fresh.audio())
        - Math.max(0, fresh.image())
        - Math.max(0, fresh.video());
  }

  /// Splits output that includes everything else here into its kinds.
  void output(long all, long reasoning, long audio, long image) {
    put(TokenKind.REASONING, reasoning);
    put(TokenKind.AUDIO_OUTPUT, audio);
    put(TokenKind.IMAGE_OUTPUT, image);
    put(TokenKind.OUTPUT, all - reasoning - audio - image);
  }

  void put(TokenKind kind, long count) {
    if (count < 0) {
      problems.add(
          new Problem(
              "llm/" + usage.scope().provider(),
              usage.scope().model() + " " + usage.window(),
              "contradicting-counters",
              "%s comes to %d: the counters %s contradict one another; taken as 0"
                  .formatted(kind, count, new TreeMap<>(usage.counters()))));
    } else if (count > 0) {
      tokens.merge(kind, new Tokens(count), Tokens::plus);
    }
  }

  Collected<TokenUsage> result(Counters c) {
    long requests = c.all().getOrDefault(ProviderUsage.REQUESTS, -1L);
    if (requests < 0) {
      requests = c.all().getOrDefault("Invocations", -1L);
    }
    long failed = c.all().getOrDefault(ProviderUsage.FAILED_REQUESTS, -1L);
    return new Collected<>(
        new TokenUsage(usage.scope(), usage.window(), tokens, requests, failed), problems);
  }

  /// What a bucket of taken back usage comes to, from the same bucket with its signs turned.
  static Collected<TokenUsage> negated(Collected<TokenUsage> turned, ProviderUsage usage) {
    var tokens = new EnumMap<TokenKind, Tokens>(TokenKind.class);
    turned.value().tokens().forEach((kind, count) -> tokens.put(kind, Tokens.ZERO.minus(count)));
    // calls were made all the same: taking their tokens back does not undo them
    return new Collected<>(
        new TokenUsage(usage.scope(), usage.window(), tokens, 0, 0), turned.problems());
  }
}

package dev.trimtab.report.sheet;

import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.model.report.LlmRow;
import dev.trimtab.report.CentCosts;
import dev.trimtab.units.LargestRemainder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The period's tokens of one provider, model, project, team and API key.
///
/// @param key what a reader calls the API key, never a secret
/// @param cost of the priced tokens in whole cents; null where none has a price
/// @param unpriced tokens without a known price
/// @param requests calls; null where the provider does not tell
record LlmGroup(
    String provider,
    String model,
    String project,
    String team,
    String key,
    Map<Bucket, Long> tokens,
    @Nullable BigDecimal cost,
    long unpriced,
    @Nullable Long requests) {

  /// The token columns of the sheet, in order.
  enum Bucket {
    INPUT,
    CACHED_INPUT,
    CACHE_WRITE,
    OUTPUT,
    OTHER;

    private static Bucket of(String kind) {
      var known =
          Arrays.stream(TokenKind.values())
              .filter(k -> k.name().equals(kind.toUpperCase(Locale.ROOT).replace('-', '_')))
              .findFirst();
      return known.map(Bucket::of).orElse(OTHER);
    }

    private static Bucket of(TokenKind kind) {
      return switch (kind) {
        case INPUT -> INPUT;
        case CACHED_INPUT -> CACHED_INPUT;
        case CACHE_WRITE_5M, CACHE_WRITE_1H -> CACHE_WRITE;
        case OUTPUT, REASONING -> OUTPUT;
        case AUDIO_INPUT,
            AUDIO_CACHED_INPUT,
            AUDIO_OUTPUT,
            IMAGE_INPUT,
            IMAGE_CACHED_INPUT,
            IMAGE_OUTPUT,
            VIDEO_INPUT,
            REQUEST,
            WEB_SEARCH,
            FILE_SEARCH,
            CODE_SESSION,
            STORAGE,
            IMAGE,
            CHARACTER,
            SECOND ->
            OTHER;
      };
    }
  }

  /// Dearest first, unpriced ones at the top: they are the ones to act on.
  static List<LlmGroup> of(List<LlmRow> rows) {
    var groups = new TreeMap<List<String>, List<LlmRow>>(Comparator.comparing(List::toString));
    var labels = new KeyLabels(rows);
    rows.forEach(row -> groups.computeIfAbsent(key(row, labels), k -> new ArrayList<>()).add(row));
    var exact = groups.entrySet().stream().map(e -> of(e.getKey(), e.getValue())).toList();
    return rounded(exact).stream()
        .sorted(
            Comparator.comparing(
                (LlmGroup group) -> group.cost, Comparator.nullsFirst(Comparator.reverseOrder())))
        .toList();
  }

  private static List<String> key(LlmRow row, KeyLabels labels) {
    var team = row.team().isBlank() ? DailyCost.UNATTRIBUTED : row.team();
    return List.of(row.provider(), row.model(), row.project(), team, labels.of(row));
  }

  private static LlmGroup of(List<String> key, List<LlmRow> rows) {
    var tokens = new EnumMap<Bucket, Long>(Bucket.class);
    rows.forEach(row -> tokens.merge(Bucket.of(row.tokenKind()), row.tokens(), Long::sum));
    var cost = costs(rows).reduce(BigDecimal::add).orElse(null);
    var unpriced = rows.stream().filter(r -> r.cost() == null).mapToLong(LlmRow::tokens).sum();
    return new LlmGroup(
        key.get(0),
        key.get(1),
        key.get(2),
        key.get(3),
        key.get(4),
        tokens,
        cost,
        unpriced,
        requests(rows));
  }

  private static @Nullable Long requests(List<LlmRow> rows) {
    return rows.stream().anyMatch(row -> row.requests() < 0)
        ? null
        : rows.stream().mapToLong(LlmRow::requests).sum();
  }

  private static Stream<BigDecimal> costs(List<LlmRow> rows) {
    return rows.stream().map(LlmRow::cost).filter(Objects::nonNull);
  }

  private static List<LlmGroup> rounded(List<LlmGroup> exact) {
    var priced = exact.stream().map(LlmGroup::cost).filter(Objects::nonNull).toList();
    var cents = LargestRemainder.round(priced, CentCosts.SCALE).iterator();
    return exact.stream()
        .map(group -> group.cost == null ? group : group.at(cents.next()))
        .toList();
  }

  private LlmGroup at(BigDecimal cents) {
    return new LlmGroup(provider, model, project, team, key, tokens, cents, unpriced, requests);
  }
}

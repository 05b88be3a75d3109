package dev.trimtab.llm;

import dev.trimtab.model.llm.LlmPrice;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.TokenKind;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Dated list prices. A fine-tuned model is priced only where the book has its own name for it. A
/// name that is not in it may differ by its date or `-latest` only, so that `gpt-4o` never prices
/// `gpt-4o-mini`.
public final class PriceBook {
  private static final Pattern DATED = Pattern.compile("(-\\d{4}-\\d{2}-\\d{2}|-\\d{8}|-latest)$");
  private static final Pattern CONTEXT = Pattern.compile("^(\\d+)([kKmM]?)\\b.*");

  /// A kind without a price of its own is billed as this one: providers state a discount only where
  /// there is one.
  private static final Map<TokenKind, TokenKind> ELSE =
      Map.of(
          TokenKind.CACHED_INPUT, TokenKind.INPUT,
          TokenKind.CACHE_WRITE_5M, TokenKind.INPUT,
          TokenKind.CACHE_WRITE_1H, TokenKind.CACHE_WRITE_5M,
          TokenKind.AUDIO_CACHED_INPUT, TokenKind.AUDIO_INPUT,
          TokenKind.IMAGE_INPUT, TokenKind.INPUT,
          TokenKind.IMAGE_CACHED_INPUT, TokenKind.CACHED_INPUT);

  private record Key(String provider, String model, TokenKind kind, String tier) {}

  private final Map<Key, List<LlmPrice>> prices = new HashMap<>();
  private final Map<String, TreeSet<String>> models = new TreeMap<>();

  public PriceBook(Collection<LlmPrice> entries) {
    for (var p : entries) {
      prices
          .computeIfAbsent(
              new Key(p.provider(), p.model(), p.kind(), p.tier()),
              _ -> new java.util.ArrayList<>())
          .add(p);
      models.computeIfAbsent(p.provider(), _ -> new TreeSet<>()).add(p.model());
    }
    var newestLargest =
        Comparator.comparing(LlmPrice::from).thenComparingLong(LlmPrice::contextFrom).reversed();
    prices.values().forEach(list -> list.sort(newestLargest));
  }

  /// The price of a kind of token, for a scope on a day.
  public Price of(LlmScope scope, TokenKind kind, LocalDate day) {
    var model = known(scope.provider(), scope.model());
    if (model.isEmpty()) {
      return new Price.Unknown(
          "%s model %s is not in the price book%s"
              .formatted(
                  scope.provider(),
                  scope.model().isEmpty() ? "(not told)" : scope.model(),
                  nearest(scope)));
    }
    long context = contextFrom(scope.context());
    for (TokenKind at = kind; at != null; at = ELSE.get(at)) {
      var price = find(new Key(scope.provider(), model.get(), at, scope.tier()), context, day);
      if (price.isPresent()) {
        return new Price.Known(price.get().perMillion());
      }
    }
    return new Price.Unknown(
        "%s model %s has no %s price for %s tokens on %s"
            .formatted(
                scope.provider(),
                scope.model(),
                scope.tier(),
                kind.name().toLowerCase(Locale.ROOT),
                day));
  }

  private Optional<LlmPrice> find(Key key, long context, LocalDate day) {
    // Newest first: a later entry replaces an earlier one with all its context tiers.
    var inForce =
        prices.getOrDefault(key, List.of()).stream().filter(p -> !p.from().isAfter(day)).toList();
    return inForce.stream()
        .filter(p -> p.from().equals(inForce.getFirst().from()) && p.contextFrom() <= context)
        .findFirst();
  }

  private Optional<String> known(String provider, String model) {
    var names = models.get(provider);
    if (names == null) {
      return Optional.empty();
    }
    if (names.contains(model)) {
      return Optional.of(model);
    }
    var bare = DATED.matcher(model).replaceFirst("");
    return names.contains(bare) ? Optional.of(bare) : Optional.empty();
  }

  private String nearest(LlmScope scope) {
    return models.getOrDefault(scope.provider(), new TreeSet<>()).stream()
        .min(Comparator.comparingInt(name -> EditDistance.between(name, scope.model())))
        .map(name -> "; the nearest known name is " + name)
        .orElse("");
  }

  /// `200k-1M` begins at 200,000 tokens; the base tier at 0.
  private static long contextFrom(String context) {
    var found = CONTEXT.matcher(context);
    if (!found.matches()) {
      return 0;
    }
    long unit =
        switch (found.group(2).toLowerCase(Locale.ROOT)) {
          case "k" -> 1_000;
          case "m" -> 1_000_000;
          default -> 1;
        };
    return Long.parseLong(found.group(1)) * unit;
  }
}

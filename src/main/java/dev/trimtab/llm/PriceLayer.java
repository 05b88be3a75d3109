package dev.trimtab.llm;

import dev.trimtab.model.llm.LlmPrice;
import dev.trimtab.model.llm.LlmPrices;
import dev.trimtab.model.llm.TokenKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// One of the price books that a [PriceBook] reads.
final class PriceLayer {
  /// A model that stands for all of its provider, where one has no price of its own.
  private static final String ANY = "*";

  private static final Pattern DATED = Pattern.compile("(-\\d{4}-\\d{2}-\\d{2}|-\\d{8}|-latest)$");

  /// A kind without a price of its own is billed as this one: providers state a discount only where
  /// there is one. A cache write of an hour is not: it costs more than one of five minutes.
  private static final Map<TokenKind, TokenKind> ELSE =
      Map.of(
          TokenKind.REASONING, TokenKind.OUTPUT,
          TokenKind.CACHED_INPUT, TokenKind.INPUT,
          TokenKind.CACHE_WRITE_5M, TokenKind.INPUT,
          TokenKind.AUDIO_CACHED_INPUT, TokenKind.AUDIO_INPUT,
          TokenKind.IMAGE_INPUT, TokenKind.INPUT,
          TokenKind.IMAGE_CACHED_INPUT, TokenKind.CACHED_INPUT);

  private static final Map<TokenKind, TokenKind> MEDIA_ELSE =
      Map.of(
          TokenKind.AUDIO_INPUT, TokenKind.INPUT,
          TokenKind.VIDEO_INPUT, TokenKind.INPUT,
          TokenKind.AUDIO_OUTPUT, TokenKind.OUTPUT,
          TokenKind.IMAGE_OUTPUT, TokenKind.OUTPUT);

  private record Key(String provider, String model, TokenKind kind, String tier) {}

  private record Asked(String provider, String model) {}

  private final Map<Key, List<LlmPrice>> prices = new HashMap<>();
  private final Map<String, TreeSet<String>> models = new TreeMap<>();
  private final Map<String, List<LlmPrices.Names>> names = new HashMap<>();
  private final Map<TokenKind, TokenKind> otherwise = new EnumMap<>(ELSE);
  private final Map<Asked, Optional<String>> known = new ConcurrentHashMap<>();

  PriceLayer(LlmPrices book) {
    for (var p : book.prices()) {
      prices
          .computeIfAbsent(
              new Key(p.provider(), p.model(), p.kind(), p.tier()), _ -> new ArrayList<>())
          .add(p);
      models.computeIfAbsent(p.provider(), _ -> new TreeSet<>()).add(p.model());
    }
    var newestLargest =
        Comparator.comparing(LlmPrice::from).thenComparingLong(LlmPrice::contextFrom).reversed();
    prices.values().forEach(list -> list.sort(newestLargest));
    book.names().forEach(n -> names.computeIfAbsent(n.provider(), _ -> new ArrayList<>()).add(n));
    if (book.mediaAsText()) {
      otherwise.putAll(MEDIA_ELSE);
    }
  }

  /// Names that the provider's models are priced by.
  Set<String> models(String provider) {
    return models.getOrDefault(provider, new TreeSet<>());
  }

  /// The book's own name of a model, by its name, by what else it is called, or by its name less a
  /// date.
  Optional<String> known(String provider, String model) {
    return known.computeIfAbsent(new Asked(provider, model), this::find);
  }

  private Optional<String> find(Asked asked) {
    var own = models(asked.provider());
    var model = asked.model();
    if (own.contains(model) && !model.equals(ANY)) {
      return Optional.of(model);
    }
    for (var n : names.getOrDefault(asked.provider(), List.of())) {
      if (n.matches().stream().anyMatch(match -> match.matches(model))) {
        return Optional.of(n.model());
      }
    }
    var bare = DATED.matcher(model).replaceFirst("");
    return own.contains(bare) && !bare.equals(ANY) ? Optional.of(bare) : Optional.empty();
  }

  /// The price in force on a day of a model by the book's own name.
  Optional<LlmPrice> price(
      String provider, String model, TokenKind kind, String tier, long context, LocalDate day) {
    for (TokenKind at = kind; at != null; at = otherwise.get(at)) {
      var found = inForce(new Key(provider, model, at, tier), context, day);
      if (found.isPresent()) {
        return found;
      }
    }
    return any(provider, kind, tier, context, day);
  }

  /// The price in force on a day of what has none of its own.
  Optional<LlmPrice> any(
      String provider, TokenKind kind, String tier, long context, LocalDate day) {
    return inForce(new Key(provider, ANY, kind, tier), context, day);
  }

  private Optional<LlmPrice> inForce(Key key, long context, LocalDate day) {
    // Newest first: a later entry replaces an earlier one with all its context tiers.
    var inForce =
        prices.getOrDefault(key, List.of()).stream().filter(p -> !p.from().isAfter(day)).toList();
    return inForce.stream()
        .filter(p -> p.from().equals(inForce.getFirst().from()) && p.contextFrom() <= context)
        .findFirst();
  }
}

package dev.trimtab.llm;

import dev.trimtab.model.llm.LlmPrice;
import dev.trimtab.model.llm.LlmPrices;
import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.units.Money;
import dev.trimtab.units.Spelling;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Dated list prices of one or more published books, of which a later one wins: it prices what it
/// knows, and what it does not know the earlier ones do.
///
/// A fine-tuned model is priced only where a book has a name for it. A name that is in no book may
/// differ by its date or `-latest` only, so that `gpt-4o` never prices `gpt-4o-mini`.
///
/// Where a provider's tokens cost more in some regions, a region that no book knows has no price.
public final class PriceBook {
  private static final Pattern CONTEXT = Pattern.compile("^(\\d+)([kKmM]?)\\b.*");

  /// Providers with the prices of another, where a book has none of their own.
  private static final Map<String, String> SAME_PRICES =
      Map.of(LlmProvider.GEMINI, LlmProvider.VERTEX);

  private final List<PriceLayer> layers;
  private final Map<String, Map<String, BigDecimal>> regions = new HashMap<>();

  /// By provider and model: every hour of what has no price asks for it again.
  private final Map<List<String>, Optional<String>> nearest = new ConcurrentHashMap<>();

  public PriceBook(Collection<LlmPrice> entries) {
    this(List.of(new LlmPrices(List.copyOf(entries), List.of(), false)));
  }

  /// Reads several books.
  ///
  /// @param books a later one wins
  public PriceBook(List<LlmPrices> books) {
    this.layers = books.reversed().stream().map(PriceLayer::new).toList();
    for (var book : books) {
      book.regions()
          .forEach((provider, factors) ->
              regions.computeIfAbsent(provider, _ -> new HashMap<>()).putAll(factors));
    }
  }

  /// The price of a kind of token, for a scope on a day.
  public Price of(LlmScope scope, TokenKind kind, LocalDate day) {
    var price = anywhere(scope, kind, day);
    return price instanceof Price.Known(var perMillion) && kind.isToken()
        ? there(scope, perMillion)
        : price;
  }

  private Price there(LlmScope scope, Money perMillion) {
    var factors = regions.getOrDefault(scope.provider(), Map.of());
    if (scope.region().isEmpty() || factors.isEmpty()) {
      return new Price.Known(perMillion);
    }
    var factor = factors.get(scope.region());
    return factor == null
        ? new Price.Unknown(
            "%s model %s has no price in the region %s: add its factor to the regions of a price book"
                .formatted(scope.provider(), scope.model(), scope.region()))
        : new Price.Known(perMillion.times(factor));
  }

  private Price anywhere(LlmScope scope, TokenKind kind, LocalDate day) {
    long context = contextFrom(scope.context());
    boolean known = false;
    for (var layer : layers) {
      var provider = billedAs(layer, scope.provider());
      var model = layer.known(provider, scope.model());
      known |= model.isPresent();
      var price =
          model.flatMap(name -> layer.price(provider, name, kind, scope.tier(), context, day));
      if (price.isPresent()) {
        return new Price.Known(price.get().perMillion());
      }
    }
    // what a book says of all models holds for those that no book knows, too
    for (var layer : layers) {
      var any = layer.any(billedAs(layer, scope.provider()), kind, scope.tier(), context, day);
      if (any.isPresent()) {
        return new Price.Known(any.get().perMillion());
      }
    }
    return new Price.Unknown(known ? unpriced(scope, kind, day) : unknown(scope));
  }

  private static String billedAs(PriceLayer layer, String provider) {
    return layer.models(provider).isEmpty()
        ? SAME_PRICES.getOrDefault(provider, provider)
        : provider;
  }

  private static String unpriced(LlmScope scope, TokenKind kind, LocalDate day) {
    return "%s model %s has no %s price for %s %s on %s"
        .formatted(
            scope.provider(),
            scope.model(),
            scope.tier(),
            kind.name().toLowerCase(Locale.ROOT),
            kind.unit().toLowerCase(Locale.ROOT),
            day);
  }

  private String unknown(LlmScope scope) {
    return "%s model %s is not in the price book%s"
        .formatted(
            scope.provider(),
            scope.model().isEmpty() ? "(not told)" : scope.model(),
            nearest(scope).map(name -> "; the nearest known name is " + name).orElse(""));
  }

  private Optional<String> nearest(LlmScope scope) {
    return nearest.computeIfAbsent(List.of(scope.provider(), scope.model()), _ -> searched(scope));
  }

  private Optional<String> searched(LlmScope scope) {
    return layers.stream()
        .flatMap(layer -> layer.models(billedAs(layer, scope.provider())).stream())
        .filter(name -> !name.equals("*"))
        .min(
            Comparator.<String>comparingInt(name -> Spelling.edits(name, scope.model()))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// What a million of a kind costs, where a book says so.
  Optional<Money> known(LlmScope scope, TokenKind kind, LocalDate day) {
    return of(scope, kind, day) instanceof Price.Known(var perMillion)
        ? Optional.of(perMillion)
        : Optional.empty();
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

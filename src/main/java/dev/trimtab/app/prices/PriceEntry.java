package dev.trimtab.app.prices;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Prices of a model from a day on, as a price book's file writes them.
///
/// @param model the book's own name of it; `*` for all of the provider that have no price of their
///   own
/// @param from first day they hold, null for always
/// @param tier the tier they are of, null for the standard one, from which the provider's tier
///   factors make the others
/// @param perMillion prices of a million tokens by [PriceWords]
/// @param above by input tokens, the prices of requests with more of them
/// @param each prices of one request, search, session, image, second or character, and of a GiB
///   stored for a day
/// @param names what else the model is called, as [dev.trimtab.model.llm.NameMatch] writes it
record PriceEntry(
    String provider,
    String model,
    @Nullable String from,
    @Nullable String tier,
    @Nullable Map<String, BigDecimal> perMillion,
    @Nullable Map<Long, Map<String, BigDecimal>> above,
    @Nullable Map<String, BigDecimal> each,
    @Nullable List<String> names) {
  /// Whether it says no price at all.
  boolean empty() {
    return (perMillion == null || perMillion.isEmpty()) && (each == null || each.isEmpty());
  }
}

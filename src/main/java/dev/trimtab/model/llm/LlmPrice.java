package dev.trimtab.model.llm;

import dev.trimtab.units.Money;
import java.time.LocalDate;

/// The list price of a million tokens of one kind, from a day on.
///
/// @param tier `standard`, `batch`, `flex`, `priority`, `fast`
/// @param contextFrom input tokens from which this context tier applies, 0 for the base tier
/// @param source where the price was published
public record LlmPrice(
    String provider,
    String model,
    TokenKind kind,
    String tier,
    long contextFrom,
    LocalDate from,
    Money perMillion,
    String source) {}

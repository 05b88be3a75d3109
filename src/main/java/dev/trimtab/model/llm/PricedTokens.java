package dev.trimtab.model.llm;

import dev.trimtab.units.Money;
import dev.trimtab.units.Tokens;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Tokens of one kind on a UTC day, priced and attributed: a row of `finops.token_usage`.
///
/// @param team `unattributed` where the map names nobody
/// @param requests calls of the scope on that day, stated on one of its rows and 0 on the others;
///   -1 unknown
/// @param cost null where unpriced
/// @param note why it is unpriced, or empty
public record PricedTokens(
    LocalDate day,
    LlmScope scope,
    String team,
    String namespace,
    String costCentre,
    TokenKind kind,
    Tokens tokens,
    long requests,
    @Nullable Money cost,
    String note) {}

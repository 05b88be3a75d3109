package dev.trimtab.model.llm;

import dev.trimtab.units.Money;
import dev.trimtab.units.Tokens;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Tokens of one kind on a UTC day, priced and attributed: a row of `finops.token_usage`.
///
/// @param owner whose they are; its team is `unattributed` where the map names nobody
/// @param tokens how many, in the kind's unit
/// @param requests calls of the scope on that day, stated on one of its rows and 0 on the others;
///   -1 unknown
/// @param failed the same for calls that failed
/// @param cost at list price, null where unpriced
/// @param effective after negotiated discounts and balances, null where unpriced
/// @param billed what is to be invoiced: nothing as far as a balance covers it, null where unpriced
/// @param note why it is unpriced, or empty
public record PricedTokens(
    LocalDate day,
    LlmScope scope,
    LlmOwned owner,
    TokenKind kind,
    Tokens tokens,
    long requests,
    long failed,
    @Nullable Money cost,
    @Nullable Money effective,
    @Nullable Money billed,
    String note) {
  /// The same tokens after a balance covered some of them.
  public PricedTokens with(Money inEffect, Money toBill) {
    return new PricedTokens(
        day, scope, owner, kind, tokens, requests, failed, cost, inEffect, toBill, note);
  }
}

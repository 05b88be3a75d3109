package dev.trimtab.model.llm;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What was agreed with a provider: a discount on its list prices, or a balance that was paid
/// before and is drawn down by usage until nothing is left of it.
///
/// @param model a name as [NameMatch] writes it; empty for all
/// @param discount share of the list price that is not paid, such as 0.15
/// @param prepaid a balance covers it: usage is not billed again, and costs what was paid for its
///   share of the balance
/// @param paidShare what was paid for one unit of the balance, such as 0.9 for 450,000 of 500,000
/// @param balance usage at agreed prices that it covers, in the ledger's currency; null where not
///   prepaid
/// @param from first day it holds, null for always
/// @param to first day it no longer holds, null for still
public record LlmContract(
    String provider,
    String model,
    BigDecimal discount,
    boolean prepaid,
    BigDecimal paidShare,
    @Nullable BigDecimal balance,
    @Nullable LocalDate from,
    @Nullable LocalDate to) {
  /// A negotiated discount.
  public static LlmContract discount(
      String provider,
      String model,
      BigDecimal share,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {
    return new LlmContract(provider, model, share, false, BigDecimal.ONE, null, from, to);
  }

  /// A prepaid balance of all models.
  ///
  /// @param paidShare what was paid for one unit of it
  public static LlmContract prepaid(
      String provider,
      BigDecimal balance,
      BigDecimal paidShare,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {
    return new LlmContract(provider, "", BigDecimal.ZERO, true, paidShare, balance, from, to);
  }

  public boolean holds(LocalDate day) {
    return (from == null || !day.isBefore(from)) && (to == null || day.isBefore(to));
  }
}

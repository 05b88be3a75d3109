package dev.trimtab.model.llm;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;

/// What one unit of a currency is worth in another, from a day on.
public record FxRate(Currency from, Currency to, LocalDate since, BigDecimal rate) {}

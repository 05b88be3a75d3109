package dev.trimtab.model.llm;

import dev.trimtab.units.Money;
import java.time.LocalDate;

/// What usage of a UTC day took from a prepaid balance, at agreed prices.
public record BalanceDraw(LocalDate day, LlmContract balance, Money drawn) {}
